import { tzOffset } from '@date-fns/tz/tzOffset';
import type { LocalDate } from './local-date.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Whether this machine knows the IANA zone. Slack's may be newer than ours. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // RangeError is the only way that Intl says no
  }
}

/** The zone, or UTC where this machine cannot tell its time: quick enough to be asked of everybody who is read. */
export function zoneOrUtc(name: string): string {
  return Number.isNaN(tzOffset(name, epoch)) ? 'UTC' : name;
}

const epoch = new Date(0);

/**
 * When the clocks of a zone show this hour (0–23) of this day.
 * Where they jump over it, the first moment after the jump, be that on the next day because the zone skipped one
 * (Pacific/Apia had no 30 December 2011); where they show it twice, the earlier moment.
 * @throws {RangeError} unknown zone
 */
export function localInstant(day: LocalDate, hour: number, timeZone: string): Date {
  const wallMs = Date.parse(`${day}T00:00:00Z`) + hour * hourMs;
  // no offset reaches 24 hours: these are the ones in force surely before and surely after the moment sought
  const beforeMs = wallMs - offsetMs(wallMs - 24 * hourMs, timeZone);
  if (shows(beforeMs, wallMs, timeZone)) return new Date(beforeMs);
  const afterMs = wallMs - offsetMs(wallMs + 24 * hourMs, timeZone);
  if (shows(afterMs, wallMs, timeZone)) return new Date(afterMs);
  return new Date(jumpBetween(afterMs, beforeMs, timeZone));
}

/** The day that the calendar on the wall shows at this moment. */
export function localDateOf(moment: Date, timeZone: string): LocalDate {
  return wallClockOf(moment, timeZone).slice(0, 10);
}

/** The hour (0–23) that has begun on the clock on the wall. */
export function localHourOf(moment: Date, timeZone: string): number {
  return Number(wallClockOf(moment, timeZone).slice(11, 13));
}

function wallClockOf(moment: Date, timeZone: string): string {
  return new Date(moment.getTime() + offsetMs(moment.getTime(), timeZone)).toISOString();
}

function shows(instantMs: number, wallMs: number, timeZone: string): boolean {
  return instantMs + offsetMs(instantMs, timeZone) === wallMs;
}

/** The first moment with the later offset, of two between which the clocks go forward. */
function jumpBetween(earlierMs: number, laterMs: number, timeZone: string): number {
  const oldMs = offsetMs(earlierMs, timeZone);
  let [last, first] = [earlierMs, laterMs];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetMs(middle, timeZone) === oldMs) last = middle;
    else first = middle;
  }
  return first;
}

/** How far a zone's clocks are ahead of UTC at this moment. */
function offsetMs(instantMs: number, timeZone: string): number {
  const offset = tzOffset(timeZone, new Date(instantMs));
  if (Number.isNaN(offset)) throw new RangeError(`Unknown time zone ${JSON.stringify(timeZone)}`);
  return offset * minuteMs;
}
