import { toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { checkinsOf, updateCheckin } from '../store/checkins.ts';
import { enqueueAll, withdraw } from '../store/deliveries.ts';
import { deletePlan as deleteRow, isAnythingRecorded, lockPlan, type Plan, updatePlan } from '../store/plans.ts';
import { deleteLine, lineOf } from '../store/reporting-lines.ts';
import type { PlanDeps } from './deps.ts';
import { getPlan } from './pause-plan.ts';
import { newsFor, newsTo } from './plan-news.ts';
import { type Actor, auditAdmin, requireChange, requireDelete, requireStill } from './rights.ts';

/** Ends a plan: nothing more is asked, what was recorded is kept. @throws {Refusal} */
export async function endPlan(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const as = await requireChange(deps, actor, await getPlan(deps, actor.workspaceId, planId));
  const now = deps.clock.now();
  const ended = await deps.db.transaction().execute(async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const change = {
      state: 'ended' as const,
      ended_at: toInstant(now),
      next_at: null,
      paused_on: null,
      paused_until: null,
      attention: null,
      attention_since: null,
      attention_error: null,
      attention_told_at: null,
    };
    await updatePlan(trx, plan, change);
    for (const checkin of await checkinsOf(trx, plan)) {
      if (checkin.next_step !== null) await updateCheckin(trx, checkin, { next_step: null, next_at: null });
    }
    await withdraw(trx, { workspaceId: plan.workspace_id, planId }, { at: now });
    await enqueueAll(trx, newsFor(plan, actor, { kind: 'ended', now }));
    await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'end-plan', aboutId: plan.person_id });
    return { ...plan, ...change };
  });
  deps.wake();
  return ended;
}

/** Erases a plan and all that was recorded in it: for the person and for admins. @throws {Refusal} */
export async function deletePlan(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const as = await requireDelete(deps, actor, await getPlan(deps, actor.workspaceId, planId));
  const now = deps.clock.now();
  const deleted = await deps.db.transaction().execute(async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    await deleteRow(trx, plan);
    await enqueueAll(trx, newsFor(plan, actor, { kind: 'data-deleted', now }));
    await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'delete-plan', aboutId: plan.person_id });
    return plan;
  });
  deps.wake();
  return deleted;
}

/** Takes a plan back that was started by mistake, as long as nothing was recorded in it. @throws {Refusal} */
export async function undoPlan(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const before = await getPlan(deps, actor.workspaceId, planId);
  const as = await requireChange(deps, actor, before);
  const now = deps.clock.now();
  const undone = await deps.db.transaction().execute(async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    if (await isAnythingRecorded(trx, plan))
      throw new Refusal({ kind: 'something-recorded', personId: plan.person_id });
    await deleteRow(trx, plan);
    // whom they report to since then, they do not
    const line = await lineOf(trx, { ...actor, personId: plan.person_id });
    if (line?.since_at === plan.manager_since) await deleteLine(trx, { ...actor, personId: plan.person_id });
    const told = [plan.person_id, plan.manager_id].filter((id) => id !== null).filter((id) => id !== actor.personId);
    await enqueueAll(
      trx,
      told.map((id) => newsTo(id, plan, actor, { kind: 'withdrawn', now })),
    );
    await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'delete-plan', aboutId: plan.person_id });
    return plan;
  });
  deps.wake();
  return undone;
}
