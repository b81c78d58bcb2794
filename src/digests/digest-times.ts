import { addDays, type LocalDate, mondayOf } from '../calendar/local-date.ts';
import { localDateOf, localInstant } from '../calendar/time-zone.ts';
import { nextWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';

/** When a manager wants it. */
export interface Rhythm {
  /** 1 is Monday. */
  weekday: number;
  /** 0–23, their own. */
  hour: number;
}

export interface DigestTime {
  on: LocalDate;
  at: Date;
}

interface Known {
  calendar: PersonCalendar;
  now: Date;
}

/**
 * Whoever moves theirs gets no second one within these days. It is no week, as days off may move one to the Monday after
 * its week, and the next is then on that Friday.
 */
const leastDaysApart = 4;

/** The next one that is still to come, at the manager's own hour; a day off moves it to the next working day. */
export function nextDigest(
  rhythm: Rhythm,
  { calendar, now, lastOn }: Known & { lastOn: LocalDate | undefined },
): DigestTime {
  const thisWeek = mondayOf(localDateOf(now, calendar.timeZone));
  const earliest = lastOn === undefined ? '' : addDays(lastOn, leastDaysApart);
  let monday = addDays(thisWeek, -7); // days off may have moved last week's into this one
  for (;;) {
    const time = timeOn(dayIn(monday, rhythm, calendar), rhythm, calendar);
    if (time.at > now && time.on >= earliest) return time;
    monday = addDays(monday, 7);
  }
}

/**
 * What has come of a stored day whose moment is there: its digest is for `send.on`, or only comes at `next`. What was
 * missed in a week that is over is not made up for, but this week's is.
 */
export function dueDigest(
  storedOn: LocalDate,
  rhythm: Rhythm,
  { calendar, now }: Known,
): { send: LocalDate } | { next: DigestTime } {
  const week = mondayOf(localDateOf(now, calendar.timeZone));
  const planned = mondayOf(storedOn) >= week ? storedOn : dayIn(week, rhythm, calendar);
  const time = timeOn(nextWorkingDay(planned, calendar), rhythm, calendar);
  return time.at > now ? { next: time } : { send: time.on };
}

const dayIn = (monday: LocalDate, { weekday }: Rhythm, calendar: PersonCalendar): LocalDate =>
  nextWorkingDay(addDays(monday, weekday - 1), calendar);

const timeOn = (on: LocalDate, { hour }: Rhythm, { timeZone }: PersonCalendar): DigestTime => ({
  on,
  at: localInstant(on, hour, timeZone),
});
