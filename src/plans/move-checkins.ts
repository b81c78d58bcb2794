import type { HolidayBook } from '../calendar/country-holidays.ts';
import { type Milestone, milestones } from '../calendar/milestone-dates.ts';
import { checkinsOf, deleteCheckins, insertCheckins, updateCheckin } from '../store/checkins.ts';
import type { PersonKey } from '../store/people.ts';
import { currentPlansOf, findCurrentPlan, lockPlan, type Plan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { newCheckin } from './new-checkin.ts';
import { calendarOf } from './person-calendar.ts';
import { reschedule, type Schedule } from './schedule.ts';

interface Sources {
  holidays: HolidayBook;
  now: Date;
}

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
 * the transaction of that change. The check-ins of a paused plan do not move: it stands still.
 */
export async function moveCheckins(trx: Trx, plan: Plan, sources: Sources): Promise<void> {
  if (plan.state !== 'running') return;
  const calendar = await calendarOf(trx, { workspaceId: plan.workspace_id, personId: plan.person_id }, sources);
  const { moved, added, dropped } = reschedule(await checkinsOf(trx, plan), scheduleOf(plan), calendar, sources.now);
  for (const { checkin, times } of moved) await updateCheckin(trx, checkin, times);
  await insertCheckins(
    trx,
    added.map((times) => newCheckin(plan, times)),
  );
  await deleteCheckins(trx, dropped);
}

/** The same for the plan that a person has, if there is one. */
export async function moveCheckinsOf(trx: Trx, key: PersonKey, sources: Sources): Promise<void> {
  const plan = await findCurrentPlan(trx, key);
  if (plan) await moveCheckins(trx, await lockPlan(trx, key.workspaceId, plan.id), sources);
}

/** The same for all of a workspace, when its working days or holidays change. */
export async function moveAllCheckins(trx: Trx, workspaceId: string, sources: Sources): Promise<void> {
  for (const { id } of await currentPlansOf(trx, workspaceId))
    await moveCheckins(trx, await lockPlan(trx, workspaceId, id), sources);
}
