import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { workingTimeOf } from '../plans/person-calendar.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { type Checkin, checkinsOf } from '../store/checkins.ts';
import { enqueueAnew, findSending, withdraw } from '../store/deliveries.ts';
import { findPerson } from '../store/people.ts';
import { findCurrentPlan, type Plan } from '../store/plans.ts';
import type { DeliveryState, Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';

/** `milestone` is the title of the check-in that it is about; `at` is when the reminder goes out, now or later. */
export type Reminded =
  | { kind: 'reminded' | 'waiting'; milestone: string; at: Date; timeZone: string }
  /** It went out today. */
  | { kind: 'already'; milestone: string }
  | { kind: 'nothing-open' };

/**
 * Reminds somebody of the check-in that waits for their answer, in their working hours and at most once on a day of
 * theirs, whenever it was asked for; they see who asked for it.
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
  const timeZone = (await findPerson(db, key))?.time_zone ?? 'UTC';
  const now = clock.now();
  const at = await workingTimeOf(db, key, { ...deps, now });
  const asked = { key: `${kind}:${personId}:${localDateOf(at, timeZone)}`, actor, plan, checkin, at, now };
  const before = await inTransaction(db, (trx) => enqueueOnce(trx, asked));
  if (before && before !== 'waiting') return { kind: 'already', milestone };
  deps.wake();
  return { kind: before ?? 'reminded', milestone, at, timeZone };
}

/** Asked about, put off or given up: answered, they all count. */
const waiting = new Set(['asked', 'snoozed', 'missed']);

const kind = 'reminder-asked';

interface Asked {
  /** Its person and the day of theirs on which it goes out. */
  key: string;
  actor: Actor;
  plan: Plan;
  checkin: Checkin;
  at: Date;
  now: Date;
}

/** @returns what became of the one that was asked for before, for the same day; undefined: this one goes out */
async function enqueueOnce(
  trx: Trx,
  { key, actor, plan, checkin, at, now }: Asked,
): Promise<Exclude<DeliveryState, 'dropped' | 'failed'> | undefined> {
  const { workspaceId, personId: byId } = actor;
  const state = (await findSending(trx, workspaceId, key))?.state;
  if (state !== undefined && state !== 'dropped' && state !== 'failed') return state;
  // one for an earlier day that could not go out yet would come with this one
  await withdraw(trx, { workspaceId, checkinId: checkin.id }, { at: now, kinds: [kind] });
  await enqueueAnew(trx, {
    workspaceId,
    key,
    kind,
    priority: 2,
    recipientId: plan.person_id,
    planId: plan.id,
    checkinId: checkin.id,
    details: { byId },
    timing: 'working-hours',
    dueAt: at,
    createdAt: now,
  });
  return undefined;
}
