/** A day of somebody's own calendar, `yyyy-MM-dd`: no hour, no time zone. Such texts sort as the days do. */
export type LocalDate = string;

/** The day that somebody typed, or undefined where it is none (2027-02-29) or in no century that we plan for. */
export function readLocalDate(typed: string): LocalDate | undefined {
  if (!/^(19|2\d)\d\d-\d\d-\d\d$/.test(typed)) return undefined;
  const midnight = utcMidnight(typed);
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight) === typed ? typed : undefined; // 30 February rolls over
}

/** `days` may be negative. */
export function addDays(day: LocalDate, days: number): LocalDate {
  const date = utcMidnight(day);
  date.setUTCDate(date.getUTCDate() + days);
  return dayOf(date);
}

/** The same day of a later month, or that month's last where it is shorter: 31 August + 6 is the last of February. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const date = utcMidnight(day);
  const wanted = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() < wanted) date.setUTCDate(0); // ran over into the month after: back to the last day before it
  return dayOf(date);
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: LocalDate): number {
  return utcMidnight(day).getUTCDay() || 7;
}

/** The Monday of the week (ISO 8601) that a day is in. */
export const mondayOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekdayOf(day));

/** UTC has no clock changes: there, days and months can be counted as on paper. */
function utcMidnight(day: LocalDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(date: Date): LocalDate {
  return date.toISOString().slice(0, 10);
}

/** How many days after the first the second is. */
export function daysBetween(first: LocalDate, second: LocalDate): number {
  return (utcMidnight(second).getTime() - utcMidnight(first).getTime()) / 86_400_000; // UTC days are all alike
}
