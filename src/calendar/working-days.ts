import type { Holidays } from './holidays.ts';
import { addDays, type LocalDate, weekdayOf } from './local-date.ts';
import { localDateOf, localInstant } from './time-zone.ts';

/** What decides when a person can be spoken to. */
export interface PersonCalendar {
  /** IANA name. */
  timeZone: string;
  /** The hour that they are asked at, 0–23. */
  hour: number;
  /** The weekdays that they work, 1 (Monday) to 7 (Sunday). */
  workdays: readonly number[];
  holidays: Holidays;
  leave: readonly Leave[];
}

/** Days away, both ends included. */
export interface Leave {
  from: LocalDate;
  to: LocalDate;
}

export const mondayToFriday: readonly number[] = [1, 2, 3, 4, 5];

export function isWorkingDay(day: LocalDate, calendar: PersonCalendar): boolean {
  return (
    calendar.workdays.includes(weekdayOf(day)) &&
    leaveOn(day, calendar) === undefined &&
    calendar.holidays(day) === undefined &&
    isOnTheCalendar(day, calendar.timeZone)
  );
}

/** That day, or the first working day after it. @throws {RangeError} there is none, as no weekday is worked */
export function nextWorkingDay(day: LocalDate, calendar: PersonCalendar): LocalDate {
  let candidate = day;
  for (let tries = 0; tries < 1000; tries++) {
    if (isWorkingDay(candidate, calendar)) return candidate;
    candidate = addDays(leaveOn(candidate, calendar)?.to ?? candidate, 1); // years of leave are one step
  }
  throw new RangeError(`No working day from ${day} to ${candidate}: workdays ${JSON.stringify(calendar.workdays)}`);
}

/** The `count`th working day after that day, which need not be one itself: Friday + 2 is Tuesday, and so is Saturday + 2. */
export function addWorkingDays(day: LocalDate, count: number, calendar: PersonCalendar): LocalDate {
  let reached = day;
  for (let counted = 0; counted < count; counted++) reached = nextWorkingDay(addDays(reached, 1), calendar);
  return reached;
}

/** When this person's day has come to their hour. */
export function atTheirHour(day: LocalDate, { hour, timeZone }: PersonCalendar): Date {
  return localInstant(day, hour, timeZone);
}

function leaveOn(day: LocalDate, { leave }: PersonCalendar): Leave | undefined {
  return leave.find(({ from, to }) => from <= day && day <= to);
}

/** False for a day that the zone skipped to change sides of the date line. */
function isOnTheCalendar(day: LocalDate, timeZone: string): boolean {
  return localDateOf(localInstant(day, 12, timeZone), timeZone) === day;
}
