import { toInstant } from '../calendar/instant.ts';
import { resendFailed } from '../store/plan-deliveries.ts';
import { lockPlan, type Plan, updatePlan } from '../store/plans.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps } from './deps.ts';
import { getPlan } from './pause-plan.ts';
import { type Actor, auditAdmin, requireChange, requireStill } from './rights.ts';
import { mended, ofMessages } from './troubles.ts';

/** Sends again what Slack refused, now that somebody has seen to it. @throws {Refusal} not theirs to change */
export async function resendMessages(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const as = await requireChange(deps, actor, await getPlan(deps, actor.workspaceId, planId));
  const plan = await inTransaction(deps.db, async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    const change = mended(plan, ofMessages, toInstant(deps.clock.now()));
    await updatePlan(trx, plan, change);
    await resendFailed(trx, plan);
    await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'resend-messages', aboutId: plan.person_id });
    return { ...plan, ...change };
  });
  deps.wake();
  return plan;
}
