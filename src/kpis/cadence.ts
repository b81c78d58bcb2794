import { addDays, addMonths, daysBetween, type LocalDate, mondayOf } from '../calendar/local-date.ts';
import { isWorkingDay, nextWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';
import type { Cadence } from '../role/schema.ts';

/** Asked for on a day of its own; what is measured per release or per test comes with the event. */
export type Recurring = Exclude<Cadence, 'event'>;

export const isRecurring = (cadence: Cadence): cadence is Recurring => cadence !== 'event';

/** After so many days a reading says nothing of today any more: its cadence, and half of it for whoever is late. */
export const staleAfterDays: Record<Recurring, number> = { weekly: 10, sprint: 21, monthly: 46, quarterly: 137 };

/** Who gave a reading so recently is not asked for it: half of the cadence. */
const freshDays: Record<Recurring, number> = { weekly: 3, sprint: 7, monthly: 15, quarterly: 45 };

/** No reading of before that is fresh. */
export const longestFreshDays = Math.max(...Object.values(freshDays));

export function isStale(cadence: Cadence, measuredOn: LocalDate, today: LocalDate): boolean {
  return isRecurring(cadence) && daysBetween(measuredOn, today) > staleAfterDays[cadence];
}

export function isFresh(cadence: Recurring, measuredOn: LocalDate, today: LocalDate): boolean {
  return daysBetween(measuredOn, today) <= freshDays[cadence];
}

/** Weeks and sprints end on their last working day, in the afternoon; months and quarters are looked back on at their start. */
export function promptHour(cadences: readonly Recurring[]): number {
  return cadences.some((cadence) => cadence === 'monthly' || cadence === 'quarterly') ? 10 : 15;
}

/** The first day after `after` on which somebody is asked for what has this cadence. */
export function nextPromptDay(cadence: Recurring, after: LocalDate, calendar: PersonCalendar): LocalDate {
  switch (cadence) {
    case 'weekly':
      return nextWeekEnd(after, calendar, () => true);
    case 'sprint':
      return nextWeekEnd(after, calendar, isSprintsSecondWeek);
    case 'monthly':
      return nextMonthStart(after, calendar, 1);
    case 'quarterly':
      return nextMonthStart(after, calendar, 3);
  }
}

/** Sprints are two weeks, counted from a Monday long ago: the same for everybody. */
const firstSprint = '1970-01-05';
const isSprintsSecondWeek = (monday: LocalDate): boolean => daysBetween(firstSprint, monday) % 14 !== 0;

/** A year of weeks off in a row has no end that anybody works towards. */
const mostTries = 60;

/** A week without a working day is left out. */
function nextWeekEnd(after: LocalDate, calendar: PersonCalendar, counts: (monday: LocalDate) => boolean): LocalDate {
  let monday = mondayOf(after);
  for (let tries = 0; tries < mostTries; tries++, monday = addDays(monday, 7)) {
    const end = counts(monday) ? lastWorkingDayOf(monday, calendar) : undefined;
    if (end !== undefined && end > after) return end;
  }
  return nextWorkingDay(addDays(after, 1), calendar);
}

function lastWorkingDayOf(monday: LocalDate, calendar: PersonCalendar): LocalDate | undefined {
  const days = [6, 5, 4, 3, 2, 1, 0].map((offset) => addDays(monday, offset));
  return days.find((day) => isWorkingDay(day, calendar));
}

/** The first working day of a month that is a multiple of `months` away from January. */
function nextMonthStart(after: LocalDate, calendar: PersonCalendar, months: 1 | 3): LocalDate {
  let first = `${after.slice(0, 7)}-01`;
  for (let tries = 0; tries < mostTries; tries++, first = addMonths(first, 1)) {
    if ((Number(first.slice(5, 7)) - 1) % months !== 0) continue;
    const day = nextWorkingDay(first, calendar);
    if (day > after) return day;
  }
  return nextWorkingDay(addDays(after, 1), calendar);
}
