import { addDays } from './local-date.ts';
import { localDateOf, localHourOf, localInstant } from './time-zone.ts';
import { isWorkingDay, nextWorkingDay, type PersonCalendar } from './working-days.ts';

/** What was missed is sent from this hour on, whatever hour the person chose for the rest. */
const opens = 9;
/** And before this one. */
const closes = 17;

/** What goes out this long after its time is late: it waits for working hours. */
export const lateMs = 3_600_000;

/** When a message that is late may go to this person: now, in their working hours, or else when these next begin. */
export function lateSendAt(now: Date, calendar: PersonCalendar): Date {
  const today = localDateOf(now, calendar.timeZone);
  const hour = localHourOf(now, calendar.timeZone);
  if (hour >= opens && hour < closes && isWorkingDay(today, calendar)) return now;
  const day = nextWorkingDay(hour < opens ? today : addDays(today, 1), calendar);
  return localInstant(day, opens, calendar.timeZone);
}
