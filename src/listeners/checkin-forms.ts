import { createHash } from 'node:crypto';
import { awayBlocks, awayView, readAwayForm } from '../../blocks/checkin/away-form.ts';
import { checkinForm, checkinFormView } from '../../blocks/checkin/form.ts';
import { pageOfConflicts } from '../../blocks/checkin/form-conflicts.ts';
import { type FormMetadata, readFormMetadata } from '../../blocks/checkin/form-metadata.ts';
import { putOffAnswer } from '../../blocks/checkin/put-off.ts';
import { readCheckinPage } from '../../blocks/checkin/read-form.ts';
import { asModal } from '../../blocks/problem.ts';
import { explainText } from '../../blocks/refusal.ts';
import { answerCheckin } from '../plans/answer-checkin.ts';
import { readCheckinForm } from '../plans/checkin-form.ts';
import { keepDraft } from '../plans/draft.ts';
import { awayFromCheckin } from '../plans/put-off.ts';
import { Refusal } from '../refusal.ts';
import { putOffView } from './checkin-presses.ts';
import type { Deps } from './deps.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The forms of check-ins. */
export const checkinForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([
  [checkinForm, answer],
  [awayView, goAway],
]);

/** The first of two pages leads to the second; the last one saves. */
async function answer(submission: Submission, { plans }: Deps): Promise<FormAnswer> {
  const { actor, view, values } = submission;
  const made = readFormMetadata(view.private_metadata);
  const { checkinId, goals: goalVersions } = made;
  const typedAt = String(plans.clock.now().getTime() / 1000);
  await keepDraft(plans, actor, { checkinId, typed: readCheckinPage(values), goalVersions, typedAt });
  const form = await readCheckinForm(plans, actor, checkinId, goalVersions);
  const { stakeholders } = plans.role;
  if (made.page === 1 && form.earlier.length > 0)
    return { update: checkinFormView({ form, page: 2, stakeholders, made }) };

  const { answer: given } = form;
  const requestKey = requestKeyOf(view.id, made, given);
  const saved = await answerCheckin(plans, actor, {
    checkinId,
    version: made.version,
    goalVersions,
    answer: given,
    requestKey,
  });
  if (saved.kind === 'saved') return { closes: 'all' };
  // what was typed is now typed upon what was saved meanwhile: the next time it counts
  const seen = Object.fromEntries(
    saved.conflicts.flatMap((one) => (one.of === 'goal' ? [[one.goalId, one.version]] : [])),
  );
  await keepDraft(plans, actor, { checkinId, typed: given, goalVersions: { ...goalVersions, ...seen }, typedAt });
  const again = await readCheckinForm(plans, actor, checkinId);
  const { conflicts } = saved;
  const page = pageOfConflicts(again, conflicts);
  return { update: checkinFormView({ form: again, page, stakeholders, conflicts, revision: made.revision + 1 }) };
}

/** The same form with the same values is the same request; another value in it is another answer. */
const requestKeyOf = (viewId: string, { version }: FormMetadata, values: unknown): string =>
  `view:${viewId}:${version}:${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`;

async function goAway({ actor, view, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const { from, to } = readAwayForm(values);
  try {
    if (from === undefined || to === undefined) throw new Refusal({ kind: 'no-date', typed: '' });
    const putOff = await awayFromCheckin(plans, actor, { checkinId: view.private_metadata, from, to });
    return { update: asModal(putOffAnswer(putOffView(plans, putOff))) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errors: { [awayBlocks.to]: explainText(error.reason) } };
  }
}
