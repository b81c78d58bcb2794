import { changeView, readChangeMetadata } from '../../blocks/plans/change-form.ts';
import { onboardView } from '../../blocks/plans/onboard-form.ts';
import { onboardPreview, previewView, readPreview } from '../../blocks/plans/onboard-preview.ts';
import { pauseBlock, pauseView, readPauseForm } from '../../blocks/plans/pause-form.ts';
import { planDone } from '../../blocks/plans/plan-done.ts';
import { type PlanChoice, planErrors, readPlanChoice } from '../../blocks/plans/plan-fields.ts';
import { doneModal } from '../../blocks/plans/plan-overview.ts';
import { planStarted } from '../../blocks/plans/plan-started.ts';
import { explainText } from '../../blocks/refusal.ts';
import { changePlan } from '../plans/change-plan.ts';
import { progressAfter } from '../plans/open-plan.ts';
import { pausePlan } from '../plans/pause-plan.ts';
import { previewPlan } from '../plans/preview.ts';
import { startPlan } from '../plans/start-plan.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { doneView } from './plan-done-view.ts';
import { updateMessage } from './say.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The forms of plans. */
export const planForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([
  [onboardView, preview],
  [previewView, start],
  [changeView, change],
  [pauseView, pause],
]);

/** What would happen, on top of the form, so that Back leads there. */
async function preview({ actor, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const choice = readPlanChoice(values);
  return underField(choice, async () => {
    const request = requireComplete(choice);
    const view = await previewPlan(plans, actor, request);
    return { push: onboardPreview({ ...view, request, readerId: actor.personId }) };
  });
}

async function start({ actor, view }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const plan = await startPlan(plans, actor, readPreview(view.private_metadata));
  const progress = await progressAfter(plans, actor, plan);
  return { update: doneModal('The plan is set', planStarted(progress, actor.personId)) };
}

async function change({ actor, view, values, client, afterwards }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const choice = { ...readPlanChoice(values), personId: undefined };
  return underField(choice, async () => {
    const { managerId, startsOn, hour, milestones } = choice;
    if (managerId === undefined) throw new Refusal({ kind: 'needs-manager' });
    if (startsOn === undefined) throw new Refusal({ kind: 'no-date', typed: '' });
    const { planId, made, message } = readChangeMetadata(view.private_metadata);
    const plan = await changePlan(plans, actor, planId, { managerId, startsOn, hour: hour ?? 9, milestones, made });
    const progress = await progressAfter(plans, actor, plan);
    const done = { kind: 'changed' as const, managerId: progress.managerId, milestones: progress.milestones };
    const answer = planDone(await doneView(plans, actor, plan, done));
    if (message) afterwards(() => updateMessage(client, message, answer));
    return { update: doneModal('Plan', answer) };
  });
}

async function pause({ actor, view, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const { until } = readPauseForm(values);
  try {
    if (until === undefined) throw new Refusal({ kind: 'no-date', typed: '' });
    const plan = await pausePlan(plans, actor, view.private_metadata, until);
    return { update: doneModal('Plan', planDone(await doneView(plans, actor, plan, { kind: 'paused', until }))) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errors: { [pauseBlock]: explainText(error.reason) } };
  }
}

/** What stands in the way is said under the field that it can be mended in. */
async function underField(choice: PlanChoice, work: () => Promise<FormAnswer>): Promise<FormAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { errors: planErrors(error.reason, choice) };
  }
}

/** @throws {Refusal} something is not chosen yet */
function requireComplete({ personId, managerId, startsOn, hour, milestones }: PlanChoice) {
  if (personId === undefined) throw new Refusal({ kind: 'bare-name', typed: '' });
  if (managerId === undefined) throw new Refusal({ kind: 'needs-manager' });
  if (startsOn === undefined) throw new Refusal({ kind: 'no-date', typed: '' });
  return { personId, managerId, startsOn, hour, milestones: [...milestones] };
}
