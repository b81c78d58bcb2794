import { toInstant } from '../calendar/instant.ts';
import { type Milestone, milestones } from '../calendar/milestone-dates.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { movePrompt } from '../kpis/move-prompt.ts';
import {
  type Checkin,
  checkinsOf,
  checkinsOfPlans,
  deleteCheckins,
  insertCheckins,
  recordedMilestones,
  saveTimes,
  updateCheckin,
} from '../store/checkins.ts';
import { lookAgainAtDigest } from '../store/digests.ts';
import type { PersonKey } from '../store/people.ts';
import { findCurrentPlan, lockPlan, type Plan, updatePlan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { newCheckin } from './new-checkin.ts';
import { calendarOf, calendarsOf, type CalendarSources as Sources } from './person-calendar.ts';
import { reschedule, resumesAt, type Schedule } from './schedule.ts';

export const scheduleOf = (plan: Plan): Schedule => ({
  startsOn: plan.starts_on,
  shiftedDays: plan.shifted_days,
  milestones: readMilestones(plan),
});

/** The milestones that a plan asks about. */
export function readMilestones(plan: Plan): Milestone[] {
  const stored: unknown = JSON.parse(plan.milestones);
  return milestones.filter((milestone) => Array.isArray(stored) && stored.includes(milestone));
}

/**
 * Moves a plan's check-ins to where they belong after a change of anything that decides about them; to be called in
 * the transaction of that change. A paused plan stands still: only the moment at which it goes on moves.
 */
export async function moveCheckins(trx: Trx, plan: Plan, sources: Sources): Promise<void> {
  const key = { workspaceId: plan.workspace_id, personId: plan.person_id };
  const known = { checkins: await checkinsOf(trx, plan), calendar: await calendarOf(trx, key, sources) };
  await saveTimes(trx, await move(trx, { plan, ...known }, sources.now));
}

interface Known {
  plan: Plan;
  checkins: Checkin[];
  calendar: PersonCalendar;
}

/** @returns those that come at other times now, which are still to be stored */
async function move(trx: Trx, { plan, checkins, calendar }: Known, now: Date): Promise<Checkin[]> {
  if (plan.state === 'paused' && plan.paused_until !== null && plan.next_at !== null)
    await updatePlan(trx, plan, { next_at: toInstant(resumesAt(plan.paused_until, calendar)) });
  if (plan.state !== 'running') return [];
  const { moved, added, dropped } = reschedule(checkins, scheduleOf(plan), calendar, now);
  await insertCheckins(
    trx,
    added.map((times) => newCheckin(plan, times)),
  );
  await drop(trx, plan, dropped);
  return moved.map(({ checkin, times }) => ({ ...checkin, ...times }));
}

/** Where something was recorded, it is kept: not asked about, and there to be looked at. */
async function drop(trx: Trx, plan: Plan, dropped: Checkin[]): Promise<void> {
  if (dropped.length === 0) return;
  const recorded = await recordedMilestones(trx, plan);
  const kept = dropped.filter(({ milestone }) => recorded.has(milestone));
  for (const checkin of kept) await updateCheckin(trx, checkin, { state: 'offered', next_step: null, next_at: null });
  await deleteCheckins(
    trx,
    dropped.filter((checkin) => !kept.includes(checkin)),
  );
}

/** The same for the plan that a person has, if there is one, for when they are asked for readings, and for their digest. */
export async function moveCheckinsOf(trx: Trx, key: PersonKey, sources: Sources): Promise<void> {
  const plan = await findCurrentPlan(trx, key);
  if (plan) await moveCheckins(trx, await lockPlan(trx, key.workspaceId, plan.id), sources);
  await movePrompt(trx, key);
  await lookAgainAtDigest(trx, key, sources.now);
}

/** As many as are read at once. */
const atOnce = 1000;

/** The same for all plans of one workspace, which are locked (`lockCurrentPlans`): when its days off change. */
export async function moveAllCheckins(trx: Trx, all: readonly Plan[], sources: Sources): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    const plans = all.slice(from, from + atOnce);
    const workspaceId = plans[0]?.workspace_id ?? '';
    const ids = plans.map(({ person_id }) => person_id);
    const calendars = await calendarsOf(trx, { workspaceId, ids }, sources);
    const byPlan = new Map(plans.map(({ id }): [string, Checkin[]] => [id, []]));
    for (const checkin of await checkinsOfPlans(trx, [...byPlan.keys()])) byPlan.get(checkin.plan_id)?.push(checkin);
    const moved: Checkin[] = [];
    for (const plan of plans) {
      const known = { plan, checkins: byPlan.get(plan.id) ?? [], calendar: calendars(plan.person_id) };
      moved.push(...(await move(trx, known, sources.now)));
    }
    await saveTimes(trx, moved);
  }
}
