import { Refusal } from '../refusal.ts';
import { findCurrentPlan, findLatestPlan, findPlan, type Plan } from '../store/plans.ts';
import type { PlanDeps } from './deps.ts';
import type { PlanProgress } from './progress.ts';
import { readProgress } from './read-progress.ts';
import { type Actor, auditAdmin, findSight, requireSight, requireSightOf, type Sight } from './rights.ts';

export interface OpenedPlan {
  plan: Plan;
  progress: PlanProgress;
  as: Sight['as'];
}

/** A plan with how far its person is, for whoever may see it; that an admin has read it is written down. @throws {Refusal} */
export async function openPlan(deps: PlanDeps, actor: Actor, planId: string): Promise<OpenedPlan> {
  const plan = await findPlan(deps.db, actor.workspaceId, planId);
  if (!plan) throw new Refusal({ kind: 'gone' });
  return open(deps, actor, plan);
}

/**
 * The plan that somebody has or had last; undefined where they have none and that is theirs to know.
 * @throws {Refusal} not theirs to see
 */
export async function openPlanOf(deps: PlanDeps, actor: Actor, personId: string): Promise<OpenedPlan | undefined> {
  const plan = await findPlanOf(deps, actor, personId);
  if (plan) return open(deps, actor, plan);
  await requireSightOf(deps, actor, personId); // that there is none is no more for everybody than a plan is
  return undefined;
}

/** The plan that somebody has now, for whoever may see it. @throws {Refusal} there is none, or not theirs to know */
export async function getPlanOf(deps: PlanDeps, actor: Actor, personId: string): Promise<Plan> {
  const plan = await findPlanOf(deps, actor, personId);
  if (plan) await requireSight(deps, actor, plan);
  else await requireSightOf(deps, actor, personId);
  if (!plan) throw new Refusal({ kind: 'no-plan', personId });
  if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId });
  return plan;
}

async function findPlanOf({ db }: PlanDeps, { workspaceId }: Actor, personId: string): Promise<Plan | undefined> {
  const key = { workspaceId, personId };
  return (await findCurrentPlan(db, key)) ?? findLatestPlan(db, key);
}

/** Of a plan that has ended, whoever may know is told that there is another. @throws {Refusal} there is */
export async function requireLatest(deps: PlanDeps, actor: Actor, plan: Plan): Promise<void> {
  if (plan.state !== 'ended') return;
  const personId = plan.person_id;
  const current = await findCurrentPlan(deps.db, { workspaceId: plan.workspace_id, personId });
  if (current && (await findSight(deps, actor, current))) throw new Refusal({ kind: 'earlier-plan', personId });
}

async function open(deps: PlanDeps, actor: Actor, plan: Plan): Promise<OpenedPlan> {
  const { as, since } = await requireSight(deps, actor, plan);
  await auditAdmin(deps, actor, { as, action: 'read-progress', aboutId: plan.person_id });
  return { plan, progress: await readProgress(deps, plan, { since }), as };
}

/** The same for whoever has just changed it: that is written down by itself. @throws {Refusal} not theirs to see */
export async function progressAfter(deps: PlanDeps, actor: Actor, plan: Plan): Promise<PlanProgress> {
  return readProgress(deps, plan, await requireSight(deps, actor, plan));
}
