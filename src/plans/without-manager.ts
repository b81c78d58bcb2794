import { Refusal } from '../refusal.ts';
import { enqueueAll, type NewDelivery } from '../store/deliveries.ts';
import { lockPlan, type Plan, updatePlan } from '../store/plans.ts';
import type { Attention } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps } from './deps.ts';
import { newsTo } from './plan-news.ts';
import { raiseAttention } from './raise-attention.ts';
import { type Actor, requireSelf } from './rights.ts';

/** Whoever is somebody's manager by mistake: the plan then has none. @throws {Refusal} they are not */
export async function declinePlan(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const requireRight = (plan: Plan): void => {
    if (plan.manager_id !== actor.personId)
      throw new Refusal({ kind: 'not-yours-to-change', personId: plan.person_id });
  };
  return withoutManager(deps, actor, { planId, attention: 'manager-declined', requireRight });
}

/**
 * The person says that this is not their manager: the plan stops, and the admins are told.
 * @param managerId whom they were shown: by now it may be somebody else
 * @throws {Refusal} not their plan, or not its manager any more
 */
export async function disownManager(
  deps: PlanDeps,
  actor: Actor,
  { planId, managerId }: { planId: string; managerId: string },
): Promise<Plan> {
  const requireRight = (plan: Plan): void => {
    requireSelf(actor, plan);
    if (managerId !== plan.manager_id)
      throw new Refusal({ kind: 'other-line', managerId: plan.manager_id ?? undefined });
  };
  return withoutManager(deps, actor, { planId, attention: 'wrong-manager', requireRight });
}

interface Doubt {
  planId: string;
  attention: Attention;
  requireRight(plan: Plan): void;
}

async function withoutManager(deps: PlanDeps, actor: Actor, { planId, attention, requireRight }: Doubt): Promise<Plan> {
  const now = deps.clock.now();
  const changed = await inTransaction(deps.db, async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireRight(plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const change = { manager_id: null, manager_since: null };
    await updatePlan(trx, plan, change);
    await enqueueAll(trx, managerGone(plan, actor, now));
    return raiseAttention(trx, { ...plan, ...change }, { attention, now });
  });
  deps.wake();
  return changed;
}

/** To the person whose manager says no, or to the manager whom the person does not know as theirs. */
function managerGone(plan: Plan, actor: Actor, now: Date): NewDelivery[] {
  if (plan.manager_id === null) return [];
  const news = { kind: 'manager-changed' as const, from: plan.manager_id, to: undefined, now };
  return [newsTo(actor.personId === plan.person_id ? plan.manager_id : plan.person_id, plan, actor, news)];
}
