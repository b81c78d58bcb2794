import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { workingTimeOf } from '../plans/person-calendar.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { checkinsOf } from '../store/checkins.ts';
import { enqueue, findSending } from '../store/deliveries.ts';
import { findPerson } from '../store/people.ts';
import { findCurrentPlan } from '../store/plans.ts';
import { inTransaction } from '../store/transaction.ts';

/** `milestone` is the title of the check-in that it is about. */
export type Reminded =
  | { kind: 'reminded'; milestone: string; at: Date; timeZone: string }
  | { kind: 'already'; milestone: string }
  | { kind: 'nothing-open' };

/**
 * Reminds somebody of the check-in that waits for their answer, in their working hours and at most once a day; they see
 * who asked for it.
 * @throws {Refusal} whoever asks is not their manager, or their plan is paused
 */
export async function remindPerson(deps: PlanDeps, actor: Actor, personId: string): Promise<Reminded> {
  const { db, clock, role } = deps;
  await requireManaged(deps, actor, personId);
  const key = { workspaceId: actor.workspaceId, personId };
  const plan = await findCurrentPlan(db, key);
  if (!plan) return { kind: 'nothing-open' };
  if (plan.state === 'paused')
    throw new Refusal({ kind: 'plan-paused', personId, until: plan.paused_until ?? undefined });
  const checkin = (await checkinsOf(db, plan)).findLast(({ asked_at }) => asked_at !== null);
  if (!checkin || !waiting.has(checkin.state)) return { kind: 'nothing-open' };
  const milestone = role.titleOf(checkin.milestone);
  const now = clock.now();
  const timeZone = (await findPerson(db, key))?.time_zone ?? 'UTC';
  const deliveryKey = `reminder-asked:${personId}:${localDateOf(now, timeZone)}`;
  const at = await inTransaction(db, async (trx) => {
    if (await findSending(trx, actor.workspaceId, deliveryKey)) return undefined;
    const dueAt = await workingTimeOf(trx, key, { ...deps, now });
    await enqueue(trx, {
      workspaceId: actor.workspaceId,
      key: deliveryKey,
      kind: 'reminder-asked',
      priority: 2,
      recipientId: personId,
      planId: plan.id,
      checkinId: checkin.id,
      details: { byId: actor.personId },
      timing: 'working-hours',
      dueAt,
      createdAt: now,
    });
    return dueAt;
  });
  if (!at) return { kind: 'already', milestone };
  deps.wake();
  return { kind: 'reminded', milestone, at, timeZone };
}

/** Asked about, put off or given up: answered, they all count. */
const waiting = new Set(['asked', 'snoozed', 'missed']);
