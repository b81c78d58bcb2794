import { Refusal } from '../refusal.ts';
import { type Checkin, checkinsOf, findCheckin } from '../store/checkins.ts';
import type { PersonKey } from '../store/people.ts';
import { findCurrentPlan, type Plan } from '../store/plans.ts';
import type { Db } from '../store/tables.ts';

/** @throws {Refusal} it is gone, or was never of this workspace */
export async function getCheckin(db: Db, workspaceId: string, checkinId: string): Promise<Checkin> {
  const checkin = await findCheckin(db, workspaceId, checkinId);
  if (!checkin) throw new Refusal({ kind: 'gone' });
  return checkin;
}

/**
 * The check-in that somebody means who names none: the latest that is asked about, else the last where it was missed, else
 * the next once it is near, else the last answered, to be edited, and before the first answer the next, early.
 */
export async function currentCheckin(db: Db, plan: Plan): Promise<Checkin | undefined> {
  const checkins = await checkinsOf(db, plan);
  const latest = (...states: Checkin['state'][]) => checkins.findLast(({ state }) => states.includes(state));
  const last = latest('missed', 'answered');
  const next = checkins.find(({ state }) => state === 'planned');
  const isNear = next?.next_step === 'ask'; // its heads-up is over
  return (
    latest('asked', 'snoozed') ??
    (last?.state === 'missed' ? last : undefined) ??
    (isNear ? next : undefined) ??
    last ??
    next ??
    latest('offered')
  );
}

/** The check-in that somebody is asked about now, the latest of several; undefined: none, or not their plan's time. */
export async function openCheckinOf(db: Db, key: PersonKey): Promise<Checkin | undefined> {
  const plan = await findCurrentPlan(db, key);
  const checkins = plan?.state === 'running' ? await checkinsOf(db, plan) : [];
  return checkins.findLast(({ state }) => state === 'asked' || state === 'snoozed');
}
