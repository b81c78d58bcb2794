import type { MessagePlace } from '../../blocks/message-place.ts';
import { changeForm, readChangeMetadata } from '../../blocks/plans/change-form.ts';
import { everyMessage, tellsManager } from '../../blocks/plans/every-message.ts';
import { onboardForm, onboardView } from '../../blocks/plans/onboard-form.ts';
import { pauseForm } from '../../blocks/plans/pause-form.ts';
import { planActions } from '../../blocks/plans/plan-buttons.ts';
import { type Done, planDone } from '../../blocks/plans/plan-done.ts';
import { type PlanChoice, readPlanChoice } from '../../blocks/plans/plan-fields.ts';
import { planOverview, shownModal } from '../../blocks/plans/plan-overview.ts';
import { previewMessages } from '../delivery/preview.ts';
import { markOf } from '../plans/change-plan.ts';
import { deletePlan, endPlan, undoPlan } from '../plans/end-plan.ts';
import { readMilestones } from '../plans/move-checkins.ts';
import { openPlan, progressAfter } from '../plans/open-plan.ts';
import { getPlan, resumePlan } from '../plans/pause-plan.ts';
import { previewChange, previewForm } from '../plans/preview.ts';
import { resendMessages } from '../plans/resend-messages.ts';
import { mayDelete } from '../plans/rights.ts';
import { sendTest } from '../plans/send-test.ts';
import type { Plan } from '../store/plans.ts';
import type { Deps } from './deps.ts';
import { doneView } from './plan-done-view.ts';
import { firstChoice, formView } from './plan-words.ts';
import { carriedBy, type Press, type PressRoute, placeOf, pushModal, showBeside, showInstead } from './press.ts';

/** The buttons of plans. */
export const planPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [planActions.onboard, openOnboardForm],
  [planActions.form, redrawForm],
  [planActions.open, showPlan],
  [planActions.messages, showMessages],
  [planActions.change, openChangeForm],
  [planActions.pause, openPauseForm],
  [planActions.test, test],
  [planActions.undo, does(undoPlan, { kind: 'undone' })],
  [planActions.offboard, offboard],
  [planActions.keep, keep],
  [planActions.delete, does(deletePlan, { kind: 'deleted' })],
  [planActions.resend, does(resendMessages, { kind: 'resent' })],
  [planActions.resume, resume],
]);

type Doing = (deps: Deps['plans'], actor: Press['actor'], planId: string) => Promise<Plan>;

/** A button that does something to the plan it carries: what follows takes the place of the message, or opens beside it. */
function does(doing: Doing, done: Done): PressRoute {
  return async (press, { plans }) => {
    const plan = await doing(plans, press.actor, carriedBy(press.action));
    await tellDone(press, plans, plan, done);
  };
}

async function tellDone(press: Press, plans: Deps['plans'], plan: Plan, done: Done): Promise<void> {
  await showInstead(press, 'Plan', planDone(await doneView(plans, press.actor, plan, done)));
}

async function offboard(press: Press, { plans }: Deps): Promise<void> {
  const plan = await endPlan(plans, press.actor, carriedBy(press.action));
  await tellDone(press, plans, plan, { kind: 'ended', mayDelete: await mayDelete(plans, press.actor, plan) });
}

async function keep(press: Press, { plans }: Deps): Promise<void> {
  const { plan } = await openPlan(plans, press.actor, carriedBy(press.action));
  await tellDone(press, plans, plan, { kind: 'kept' });
}

async function resume(press: Press, { plans }: Deps): Promise<void> {
  const before = await getPlan(plans, press.actor.workspaceId, carriedBy(press.action));
  const plan = await resumePlan(plans, press.actor, before.id);
  const progress = await progressAfter(plans, press.actor, plan);
  const movedDays = plan.shifted_days - before.shifted_days;
  await tellDone(press, plans, plan, { kind: 'resumed', movedDays, milestones: progress.milestones });
}

/** The value says for whom: a person, or anybody. */
async function openOnboardForm(press: Press, { plans }: Deps): Promise<void> {
  const carried = carriedBy(press.action);
  const choice = firstChoice(press.actor.personId, /^[UW][A-Z0-9]+$/.test(carried) ? carried : undefined);
  const preview = await previewForm(plans, press.actor, choice);
  await pushModal(press, onboardForm({ choice, ...formView(plans, preview) }));
}

/** Shows the days that come of what is chosen, in either form. */
async function redrawForm(press: Press, { plans }: Deps): Promise<void> {
  const { view } = press.body;
  if (!view) return;
  const choice = readPlanChoice(view.state.values);
  if (view.callback_id === onboardView) {
    const preview = await previewForm(plans, press.actor, choice);
    await redraw(press, onboardForm({ choice, ...formView(plans, preview) }));
    return;
  }
  const { planId, made, message } = readChangeMetadata(view.private_metadata);
  const plan = await getPlan(plans, press.actor.workspaceId, planId);
  await redraw(press, await changeFormOf(plans, press.actor, plan, { choice, made, message }));
}

async function redraw({ body, client }: Press, view: Parameters<typeof client.views.update>[0]['view']): Promise<void> {
  if (body.view) await client.views.update({ view_id: body.view.id, view });
}

async function changeFormOf(
  plans: Deps['plans'],
  actor: Press['actor'],
  plan: Plan,
  { choice, ...carried }: { choice: PlanChoice; made: string; message: MessagePlace | undefined },
) {
  const known = { startsOn: choice.startsOn ?? plan.starts_on, hour: choice.hour ?? 9 };
  const preview = await previewChange(plans, actor, plan, { ...choice, ...known });
  return changeForm({ planId: plan.id, personId: plan.person_id, ...carried, choice, ...formView(plans, preview) });
}

async function openChangeForm(press: Press, { plans }: Deps): Promise<void> {
  const { plan, progress } = await openPlan(plans, press.actor, carriedBy(press.action));
  const choice = {
    personId: plan.person_id,
    managerId: plan.manager_id ?? undefined,
    startsOn: plan.starts_on,
    hour: progress.hour,
    milestones: readMilestones(plan),
  };
  const made = markOf(plan, progress.hour);
  await pushModal(press, await changeFormOf(plans, press.actor, plan, { choice, made, message: placeOf(press) }));
}

async function openPauseForm(press: Press, { plans }: Deps): Promise<void> {
  const { plan } = await openPlan(plans, press.actor, carriedBy(press.action));
  await pushModal(press, pauseForm({ planId: plan.id, personId: plan.person_id, until: undefined }));
}

async function showPlan(press: Press, { plans }: Deps): Promise<void> {
  const opened = await openPlan(plans, press.actor, carriedBy(press.action));
  const may = { change: true, pause: true, end: true, delete: await mayDelete(plans, press.actor, opened.plan) };
  const view = { plan: opened.progress, readerId: press.actor.personId, may };
  await pushModal(press, shownModal('Plan', planOverview(view)));
}

async function showMessages(press: Press, deps: Deps): Promise<void> {
  const { plan, progress } = await openPlan(deps.plans, press.actor, carriedBy(press.action));
  const messages = await previewMessages(deps.plans, plan, progress);
  const toManager = tellsManager(progress, { roleTitle: deps.plans.role.title, namedBy: namedBy(plan) });
  await pushModal(press, everyMessage({ messages, toManager, timeZone: progress.timeZone, today: progress.today }));
}

/** Whoever named the manager at the start; undefined: they did so themself, or it was somebody else then. */
const namedBy = ({ created_by, manager_id, manager_since, created_at }: Plan): string | undefined =>
  created_by !== manager_id && manager_since === created_at ? created_by : undefined;

async function test(press: Press, { plans }: Deps): Promise<void> {
  const plan = await sendTest(plans, press.actor, carriedBy(press.action));
  const done = { kind: 'test-on-its-way' as const };
  await showBeside(press, planDone(await doneView(plans, press.actor, plan, done)));
}
