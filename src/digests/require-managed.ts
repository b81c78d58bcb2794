import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, requireSight } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { findCurrentPlan, type Plan } from '../store/plans.ts';

/** The plan of somebody whose manager one is. @throws {Refusal} one is not, be it by now */
export async function requireManaged(
  deps: Pick<PlanDeps, 'db' | 'directory'>,
  actor: Actor,
  personId: string,
): Promise<Plan> {
  const plan = await findCurrentPlan(deps.db, { ...actor, personId });
  const sight = plan && (await requireSight(deps, actor, plan));
  if (!plan || sight?.as !== 'manager') throw new Refusal({ kind: 'not-yours-to-see', personId });
  return plan;
}
