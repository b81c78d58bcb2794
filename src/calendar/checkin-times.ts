import { addDays, type LocalDate, weekdayOf } from './local-date.ts';
import { localDateOf } from './time-zone.ts';
import { addWorkingDays, atTheirHour, nextWorkingDay, type PersonCalendar } from './working-days.ts';

/** After how many working days without an answer the person is reminded. */
export const reminderWorkingDays = [2, 4] as const;

/** When the check-in of this day goes out: at the person's hour, on that day or the first working day after it. */
export function checkinDueAt(day: LocalDate, calendar: PersonCalendar): Date {
  return atTheirHour(nextWorkingDay(day, calendar), calendar);
}

/**
 * When the heads-up goes out: a week before the check-in's day, or on the first working day after that.
 * Undefined where that is no longer before the check-in (the whole week is leave, say).
 */
export function headsUpAt(dueOn: LocalDate, calendar: PersonCalendar): Date | undefined {
  const day = nextWorkingDay(addDays(dueOn, -7), calendar);
  return day < dueOn ? atTheirHour(day, calendar) : undefined;
}

/** When someone asked at `askedAt` is reminded: at their hour, `workingDays` of their working days later. */
export function reminderAt(askedAt: Date, workingDays: number, calendar: PersonCalendar): Date {
  return atTheirHour(addWorkingDays(localDateOf(askedAt, calendar.timeZone), workingDays, calendar), calendar);
}

export type Snooze = 'tomorrow' | 'next-monday';

/** When to ask someone again who put the check-in off just now; a day off moves it on, too. */
export function askAgainAt(snooze: Snooze, now: Date, calendar: PersonCalendar): Date {
  const today = localDateOf(now, calendar.timeZone);
  const days = snooze === 'tomorrow' ? 1 : 8 - weekdayOf(today);
  return atTheirHour(nextWorkingDay(addDays(today, days), calendar), calendar);
}
