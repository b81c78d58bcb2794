import { toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { checkinsOf, updateCheckin } from '../store/checkins.ts';
import { enqueueAll, withdraw } from '../store/deliveries.ts';
import { findPerson, lockPeople } from '../store/people.ts';
import { deletePlan as deleteRow, isAnythingRecorded, lockPlan, type Plan, updatePlan } from '../store/plans.ts';
import { deleteLine, saveLine } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps } from './deps.ts';
import { lineNews } from './line-news.ts';
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
  const undone = await inTransaction(deps.db, async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    if (await isAnythingRecorded(trx, plan))
      throw new Refusal({ kind: 'something-recorded', personId: plan.person_id });
    await deleteRow(trx, plan);
    await putLineBack(trx, plan, actor, now);
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

/**
 * Who they reported to when it began, they report to again; that one had heard that they do not. Whoever is no member by
 * now, or has asked to be forgotten, is nobody's manager.
 */
async function putLineBack(trx: Trx, plan: Plan, actor: Actor, now: Date): Promise<void> {
  const { workspace_id, person_id, manager_id, former_manager_id: formerId, former_since: since } = plan;
  if (formerId !== null && formerId === manager_id) return; // who goes on as before
  if (formerId !== null) await lockPeople(trx, workspace_id, [formerId]);
  await deleteLine(trx, { workspaceId: workspace_id, personId: person_id });
  if (formerId === null || since === null) return;
  const former = await findPerson(trx, { workspaceId: workspace_id, personId: formerId });
  if (former?.account !== 'member') return;
  await saveLine(trx, { workspace_id, person_id, manager_id: formerId, since_at: since });
  const news = lineNews(actor, { personId: person_id, from: undefined, to: formerId, isBack: true, now });
  await enqueueAll(
    trx,
    news.filter(({ recipientId }) => recipientId === formerId),
  );
}
