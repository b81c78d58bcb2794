import { createHash } from 'node:crypto';
import { awayBlocks, awayView, readAwayForm, readAwayMetadata } from '../../blocks/checkin/away-form.ts';
import { checkinForm, checkinFormView } from '../../blocks/checkin/form.ts';
import { pageOfConflicts } from '../../blocks/checkin/form-conflicts.ts';
import { readFormMetadata } from '../../blocks/checkin/form-metadata.ts';
import { putOffAnswer } from '../../blocks/checkin/put-off.ts';
import { readCheckinPage } from '../../blocks/checkin/read-form.ts';
import { asModal } from '../../blocks/problem.ts';
import { explainText } from '../../blocks/refusal.ts';
import { answerCheckin, isAnswered } from '../plans/answer-checkin.ts';
import { readCheckinForm } from '../plans/checkin-form.ts';
import { keepDraft } from '../plans/draft.ts';
import { awayFromCheckin } from '../plans/put-off.ts';
import { Refusal } from '../refusal.ts';
import { putOffView } from './checkin-presses.ts';
import type { Deps } from './deps.ts';
import { updateMessage } from './say.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The forms of check-ins. */
export const checkinForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([
  [checkinForm, answer],
  [awayView, goAway],
]);

/** The first of two pages leads to the second; the last one saves. */
async function answer({ actor, view, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const made = { ...readFormMetadata(view.private_metadata), isUnkept: false };
  const { checkinId, goals: goalVersions } = made;
  const requestKey = `view:${view.id}:${digestOf([made.version, made.firstPage, values])}`;
  if (await isAnswered(plans, actor, requestKey)) return { closes: 'all' };

  await keepDraft(plans, actor, { checkinId, typed: readCheckinPage(values), goalVersions, typedAt: undefined });
  const form = await readCheckinForm(plans, actor, checkinId, goalVersions);
  const { stakeholders } = plans.role;
  if (made.page === 1 && form.earlier.length > 0)
    return {
      update: checkinFormView({ form, page: 2, stakeholders, made: { ...made, firstPage: digestOf(values) } }),
    };

  const { answer: given } = form;
  const { version } = made;
  const saved = await answerCheckin(plans, actor, { checkinId, version, goalVersions, answer: given, requestKey });
  if (saved.kind === 'saved') return { closes: 'all' };
  // what was typed is now typed upon what was saved meanwhile: the next time it counts
  const newer = saved.conflicts.flatMap((one) => (one.of === 'goal' ? [[one.goalId, one.version]] : []));
  const seen = { ...goalVersions, ...Object.fromEntries(newer) };
  await keepDraft(plans, actor, { checkinId, typed: given, goalVersions: seen, typedAt: undefined });
  const again = await readCheckinForm(plans, actor, checkinId, seen);
  const { conflicts } = saved;
  const page = pageOfConflicts(again, conflicts);
  return { update: checkinFormView({ form: again, page, stakeholders, conflicts, revision: made.revision + 1 }) };
}

/** The same form with the same values is the same request; another value in it is another answer. */
const digestOf = (values: unknown): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22);

async function goAway({ actor, view, values, client, afterwards }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const { checkinId, message } = readAwayMetadata(view.private_metadata);
  const { from, to } = readAwayForm(values);
  try {
    if (from === undefined || to === undefined) throw new Refusal({ kind: 'no-date', typed: '' });
    const putOff = await awayFromCheckin(plans, actor, { checkinId, from, to });
    const answer = putOffAnswer(putOffView(plans, putOff));
    if (message) afterwards(() => updateMessage(client, message, answer));
    return { update: asModal(answer) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errors: { [awayBlocks.to]: explainText(error.reason) } };
  }
}
