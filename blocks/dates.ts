import { type LocalDate, weekdayOf } from '../src/calendar/local-date.ts';
import { localDateOf } from '../src/calendar/time-zone.ts';

/** Days and hours as people read them. Names of our own: Intl's differ from one version of Node to the next. */
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Wed 30 Dec`, with the year where it is not the one of `today`; without `today` never. */
export function dayText(day: LocalDate, today?: LocalDate): string {
  const short = `${weekdays[weekdayOf(day) - 1]} ${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]}`;
  return today === undefined || yearOf(day) === yearOf(today) ? short : `${short} ${yearOf(day)}`;
}

/** `Wed 30 Dec 2026`: where it matters which year is meant. */
export const fullDayText = (day: LocalDate): string => `${dayText(day)} ${yearOf(day)}`;

/** `09:00`, of an hour from 0 to 23. */
export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** `Wed 30 Dec, 09:47`, by the clock of that zone. @throws {RangeError} unknown zone */
export function momentText(moment: Date, timeZone: string, today?: LocalDate): string {
  return `${dayText(localDateOf(moment, timeZone), today)}, ${clockText(moment, timeZone)}`;
}

/** `09:47`, by the clock of that zone. @throws {RangeError} unknown zone */
export const clockText = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);

const yearOf = (day: LocalDate): string => day.slice(0, 4);
