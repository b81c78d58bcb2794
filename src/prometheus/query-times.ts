import { addDays, daysBetween, type LocalDate, weekdayOf } from '../calendar/local-date.ts';
import { localDateOf, localInstant } from '../calendar/time-zone.ts';
import type { Cadence } from '../role/schema.ts';

/** In UTC: what is asked is a whole week, month or quarter of a machine's, wherever its people are. */
const hour = 6;

/** A Monday long ago, from which two-week sprints are counted for everybody. */
const firstSprint = '1970-01-05';

/**
 * When a query is asked next after a moment, always at 06:00 UTC: each Monday for what is weekly, on the Monday after
 * each sprint, on the first of each month or quarter, and daily for what has no cadence of its own.
 */
export function nextQueryTime(cadence: Cadence, after: Date): Date {
  for (let day = localDateOf(after, 'UTC'); ; day = addDays(day, 1)) {
    const moment = localInstant(day, hour, 'UTC');
    if (moment > after && isDay(cadence, day)) return moment;
  }
}

function isDay(cadence: Cadence, day: LocalDate): boolean {
  switch (cadence) {
    case 'event':
      return true;
    case 'weekly':
      return weekdayOf(day) === 1;
    case 'sprint':
      return daysBetween(firstSprint, day) % 14 === 0;
    case 'monthly':
      return day.endsWith('-01');
    case 'quarterly':
      return /-(?:01|04|07|10)-01$/.test(day);
  }
}
