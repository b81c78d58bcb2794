import { asModal } from '../../blocks/problem.ts';
import { readGoalChoice, setGoalAction } from '../../blocks/progress/goal-menus.ts';
import { goalBlocked, goalSetMeanwhile } from '../../blocks/progress/goal-set.ts';
import { noPlan, noPlanOf } from '../../blocks/progress/no-plan.ts';
import { progressMessage, progressModal, progressView } from '../../blocks/progress/progress.ts';
import { openProgressAction } from '../../blocks/progress/progress-buttons.ts';
import { openPlan, openPlanOf } from '../plans/open-plan.ts';
import { type GoalSet, setGoal } from '../plans/set-goal.ts';
import type { Deps } from './deps.ts';
import { publishHome } from './home.ts';
import { carriedBy, type Press, type PressRoute, pushModal, showBeside } from './press.ts';
import { replaceMessage } from './say.ts';

/** The buttons and menus of progress. */
export const progressPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [openProgressAction, (press, deps) => openProgress(press, deps, carriedBy(press.action) || press.actor.personId)],
  [setGoalAction, chooseState],
]);

/** Somebody's progress over what is there, for whoever may see it. @throws {Refusal} */
export async function openProgress(press: Press, { plans }: Deps, personId: string): Promise<void> {
  const { actor } = press;
  const opened = await openPlanOf(plans, actor, personId);
  const none = () => asModal(personId === actor.personId ? noPlan(personId) : noPlanOf(personId));
  const modal = opened ? progressModal({ plan: opened.progress, readerId: actor.personId, maySet: true }) : none();
  await pushModal(press, modal);
}

/** What is shown is drawn again either way: with what was chosen, or with what somebody else had chosen before. */
async function chooseState(press: Press, deps: Deps): Promise<void> {
  const choice = readGoalChoice(carriedBy(press.action));
  if (!choice) return;
  const set = await setGoal(deps.plans, press.actor, choice);
  await redraw(press, deps, choice.planId);
  const beside = besideOf(set, press, deps, choice);
  if (beside) await showBeside(press, beside);
}

function besideOf(
  set: GoalSet,
  { actor }: Press,
  { plans }: Deps,
  { goalId, state }: { goalId: string; state: string },
) {
  if (set.kind === 'newer') return goalSetMeanwhile(set);
  const coaching = plans.role.coachingFor(goalId);
  const isOwn = actor.personId === set.plan.person_id;
  return state === 'blocked' && isOwn && coaching ? goalBlocked(coaching, set.plan.manager_id ?? undefined) : undefined;
}

async function redraw(press: Press, deps: Deps, planId: string): Promise<void> {
  const { actor, body, client, respond } = press;
  if (body.view?.type === 'home') return publishHome(client, deps, actor);
  const { progress } = await openPlan(deps.plans, actor, planId);
  const view = { plan: progress, readerId: actor.personId, maySet: true };
  if (body.view?.callback_id === progressView)
    await client.views.update({ view_id: body.view.id, view: progressModal(view) });
  else if (!body.view) await replaceMessage(respond, progressMessage(view));
}
