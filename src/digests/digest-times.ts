import { lateMs, lateSendAt } from '../calendar/late-send.ts';
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
  /** The Monday of the week that it is for: the one of the day that the manager chose. */
  week: LocalDate;
  /** Its day, be that a later one because of days off. */
  on: LocalDate;
  /** When it goes out; not after now: it is due. What was missed waits for working hours. */
  at: Date;
}

/** What a manager has had. */
export interface Had {
  /** The Monday of the first week whose digest is made up for where its moment has passed; undefined: of no week. */
  owedFrom: LocalDate | undefined;
  /** The last one: the Monday of its week, and when it was planned. */
  last: { week: LocalDate; at: Date } | undefined;
}

interface Known {
  calendar: PersonCalendar;
  now: Date;
  had: Had;
}

/**
 * The digest that is due, or else the next one, at the manager's own hour; a day off moves it to the next working day.
 * Each week has one, and where two would go out together it is one for both, the later's. What could only go out once
 * the week of its day is over is not made up for.
 */
export function nextDigest(rhythm: Rhythm, known: Known): DigestTime {
  const { calendar, now, had } = known;
  // days off may have moved last week's into this one
  let week = addDays(mondayOf(localDateOf(now, calendar.timeZone)), -7);
  if (had.last && week <= had.last.week) week = addDays(had.last.week, 7);
  for (;;) {
    const planned = plannedIn(week, rhythm, calendar);
    week = addDays(week, 7);
    const at = goesAt(planned.at, known);
    const isTogether = plannedIn(week, rhythm, calendar).at <= at;
    if (!isTogether && isOpen(planned, at, known)) return { ...planned, at };
  }
}

/** Whether that week's is still to come, or was missed and is made up for. */
function isOpen({ week, on, at: plannedAt }: DigestTime, at: Date, { calendar, now, had }: Known): boolean {
  const { owedFrom, last } = had;
  if (last && on <= localDateOf(last.at, calendar.timeZone)) return false; // that day has had one
  const isMadeUpFor = owedFrom !== undefined && week >= owedFrom;
  if (plannedAt <= now && !isMadeUpFor) return false;
  return mondayOf(localDateOf(at, calendar.timeZone)) <= mondayOf(on);
}

function goesAt(plannedAt: Date, { calendar, now }: Known): Date {
  const isLate = now.getTime() - plannedAt.getTime() > lateMs;
  return isLate ? lateSendAt(now, calendar) : plannedAt;
}

function plannedIn(week: LocalDate, { weekday, hour }: Rhythm, calendar: PersonCalendar): DigestTime {
  const on = nextWorkingDay(addDays(week, weekday - 1), calendar);
  return { week, on, at: localInstant(on, hour, calendar.timeZone) };
}
