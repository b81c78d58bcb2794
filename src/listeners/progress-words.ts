import { answerOffer } from '../../blocks/checkin/answer-offer.ts';
import { checkinFormView } from '../../blocks/checkin/form.ts';
import { asMessage } from '../../blocks/pages.ts';
import { noPlan, noPlanOf } from '../../blocks/progress/no-plan.ts';
import { progressMessage, theirsToAnswer } from '../../blocks/progress/progress.ts';
import { teamBlocks } from '../../blocks/team/team-home.ts';
import { readCheckinForm } from '../plans/checkin-form.ts';
import { currentCheckin } from '../plans/checkin-of.ts';
import { openPlanOf } from '../plans/open-plan.ts';
import { Refusal } from '../refusal.ts';
import { findCurrentPlan } from '../store/plans.ts';
import { readTeam } from '../team/read-team.ts';
import { type Asked, openForm, readMention, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';

/** What is typed about one's own check-ins, and about anybody's progress. */
export const progressWords: ReadonlyMap<string, WordRoute> = new Map([
  ['checkin', answerCheckin],
  ['check-in', answerCheckin],
  ['progress', showProgress],
]);

/** `checkin`: the one that is asked about, or the next, early. Nobody answers for another: of them, it shows where they stand. */
async function answerCheckin(asked: Asked, rest: string, deps: Deps): Promise<void> {
  const { plans } = deps;
  const mention = readMention(rest);
  if (!mention && rest.startsWith('@')) throw new Refusal({ kind: 'bare-name', typed: rest });
  if (mention && mention.personId !== asked.actor.personId) return showInstead(asked, mention.personId, deps);
  const plan = await findCurrentPlan(plans.db, asked.actor);
  const checkin = plan && (await currentCheckin(plans.db, plan));
  if (!checkin) return asked.answer(noPlan(asked.actor.personId));
  const view = async () => {
    const form = await readCheckinForm(plans, asked.actor, checkin.id);
    return checkinFormView({ form, page: 1, stakeholders: plans.role.stakeholders });
  };
  await openForm(asked, view, () => answerOffer(checkin.id, plans.role.titleOf(checkin.milestone)));
}

async function showInstead({ actor, answer }: Asked, personId: string, { plans }: Deps): Promise<void> {
  const opened = await openPlanOf(plans, actor, personId);
  if (!opened) return answer(noPlanOf(personId));
  await answer(theirsToAnswer({ plan: opened.progress, readerId: actor.personId, maySet: true }));
}

/** `progress [@person]` */
async function showProgress(asked: Asked, rest: string, { plans, kpis }: Deps): Promise<void> {
  const mention = readMention(rest);
  if (!mention && rest.trim() !== '') throw new Refusal({ kind: 'bare-name', typed: rest.trim() });
  const { actor } = asked;
  const personId = mention?.personId ?? actor.personId;
  const opened = await openPlanOf(plans, actor, personId);
  if (!opened) {
    const team = personId === actor.personId ? teamBlocks(await readTeam(kpis, actor), 'message') : [];
    if (team.length > 0) return asked.answer(asMessage(team));
    return asked.answer(personId === actor.personId ? noPlan(personId) : noPlanOf(personId));
  }
  await asked.answer(progressMessage({ plan: opened.progress, readerId: actor.personId, maySet: true }));
}
