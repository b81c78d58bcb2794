import { addDays, addMonths, type LocalDate } from './local-date.ts';
import { nextWorkingDay, type PersonCalendar } from './working-days.ts';

export const milestones = ['day-30', 'day-60', 'day-90', 'month-6', 'month-12'] as const;
export type Milestone = (typeof milestones)[number];

export interface MilestoneDate {
  milestone: Milestone;
  /** Counted from the start, whatever day that is. */
  fallsOn: LocalDate;
  /** The working day that the check-in is on: the same, or the first after it. */
  dueOn: LocalDate;
}

const fallsOn: Record<Milestone, (startsOn: LocalDate) => LocalDate> = {
  'day-30': (startsOn) => addDays(startsOn, 30),
  'day-60': (startsOn) => addDays(startsOn, 60),
  'day-90': (startsOn) => addDays(startsOn, 90),
  'month-6': (startsOn) => addMonths(startsOn, 6),
  'month-12': (startsOn) => addMonths(startsOn, 12),
};

/**
 * When each of the wanted milestones comes, in the order of time. Leave of four weeks and more can move two to one day.
 * Work it out again when the person's leave, holidays, time zone or start change.
 */
export function milestoneDates(
  startsOn: LocalDate,
  wanted: readonly Milestone[],
  calendar: PersonCalendar,
): MilestoneDate[] {
  return milestones
    .filter((milestone) => wanted.includes(milestone))
    .map((milestone) => {
      const day = fallsOn[milestone](startsOn);
      return { milestone, fallsOn: day, dueOn: nextWorkingDay(day, calendar) };
    });
}
