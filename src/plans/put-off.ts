import { askAgainAt, checkinDueAt, type Snooze } from '../calendar/checkin-times.ts';
import { toInstant } from '../calendar/instant.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { atTheirHour, nextWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../refusal.ts';
import { type Checkin, updateCheckin } from '../store/checkins.ts';
import { withdraw } from '../store/deliveries.ts';
import { lockPlan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { getCheckin } from './checkin-of.ts';
import type { PlanDeps } from './deps.ts';
import { requirePossibleLeave, storeLeave } from './leave.ts';
import { readMilestones } from './move-checkins.ts';
import { calendarOf } from './person-calendar.ts';
import { type Actor, requireSelf } from './rights.ts';

/** What is not sent any more once a check-in is put off or answered. */
export const questions = ['heads-up', 'checkin', 'reminder'];

/** When the person is asked again. */
export interface PutOff {
  checkin: Checkin;
  askedAgainAt: Date;
  timeZone: string;
}

/** Asks about a check-in again later, on a working day. @throws {Refusal} not theirs, answered, or not running */
export async function snoozeCheckin(deps: PlanDeps, actor: Actor, checkinId: string, until: Snooze): Promise<PutOff> {
  const now = deps.clock.now();
  const result = await deps.db.transaction().execute(async (trx) => {
    const { checkin, calendar } = await lockUnanswered(trx, deps, actor, checkinId);
    return askAgain(trx, checkin, { at: askAgainAt(until, now, calendar), calendar, now });
  });
  deps.wake();
  return result;
}

/** Sets days away from today on, and asks again on the first working day after them. @throws {Refusal} */
export async function awayFromCheckin(
  deps: PlanDeps,
  actor: Actor,
  { checkinId, from, to }: { checkinId: string; from: LocalDate; to: LocalDate },
): Promise<PutOff> {
  const now = deps.clock.now();
  const leave = await requirePossibleLeave(deps, actor, { personId: actor.personId, from, to });
  const result = await deps.db.transaction().execute(async (trx) => {
    await lockUnanswered(trx, deps, actor, checkinId);
    await storeLeave(trx, deps, actor, leave);
    const { checkin, calendar } = await lockUnanswered(trx, deps, actor, checkinId); // as the leave has moved it
    const at = atTheirHour(nextWorkingDay(addDays(to, 1), calendar), calendar);
    return askAgain(trx, checkin, { at, calendar, now });
  });
  deps.wake();
  return result;
}

async function lockUnanswered(trx: Trx, { clock, holidays }: PlanDeps, actor: Actor, checkinId: string) {
  const { plan_id } = await getCheckin(trx, actor.workspaceId, checkinId);
  const plan = await lockPlan(trx, actor.workspaceId, plan_id);
  requireSelf(actor, plan);
  const checkin = await getCheckin(trx, actor.workspaceId, checkinId);
  if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
  if (plan.state === 'paused')
    throw new Refusal({ kind: 'plan-paused', personId: plan.person_id, until: plan.paused_until ?? undefined });
  if (checkin.state === 'answered') throw new Refusal({ kind: 'already-answered' });
  if (!readMilestones(plan).includes(checkin.milestone)) throw new Refusal({ kind: 'gone' }); // from the plan, since
  const key = { workspaceId: actor.workspaceId, personId: plan.person_id };
  return { checkin, calendar: await calendarOf(trx, key, { holidays, now: clock.now() }) };
}

/** What was only announced keeps its day: leave has moved it already. */
async function askAgain(
  trx: Trx,
  checkin: Checkin,
  { at, calendar, now }: { at: Date; calendar: PersonCalendar; now: Date },
): Promise<PutOff> {
  const { timeZone } = calendar;
  if (checkin.state === 'planned') return { checkin, askedAgainAt: checkinDueAt(checkin.due_on, calendar), timeZone };
  const until = toInstant(at);
  await updateCheckin(trx, checkin, { state: 'snoozed', next_step: 'ask', next_at: until, snoozed_until: until });
  const key = { workspaceId: checkin.workspace_id, checkinId: checkin.id };
  await withdraw(trx, key, { kinds: questions, at: now });
  return { checkin, askedAgainAt: at, timeZone };
}
