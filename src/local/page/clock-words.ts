import type { ClockOutcome } from '../protocol.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** `Wed 30 Dec, 15:00` where the person is; with the year, `Wed 30 Dec 2026, 15:00`. */
export function momentName(moment: Date, timeZone: string, { withYear = false } = {}): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const day = [parts.get('weekday'), parts.get('day'), parts.get('month'), withYear ? parts.get('year') : ''];
  return `${day.filter(Boolean).join(' ')}, ${parts.get('hour')}:${parts.get('minute')}`;
}

/** `in 6 days, Wed 30 Dec, 09:00`; of what is due just `now`. */
export function whenName(moment: Date, now: Date, timeZone: string): string {
  const far = howFar(moment, now);
  return far === 'now' ? far : `${far}, ${momentName(moment, timeZone)}`;
}

/** `in 6 days`, `in 3 hours`, `in 20 minutes`, `now`. */
function howFar(moment: Date, now: Date): string {
  const ms = moment.getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat('en');
  if (ms < minuteMs) return 'now';
  if (ms < hourMs) return words.format(Math.round(ms / minuteMs), 'minute');
  if (ms < 36 * hourMs) return words.format(Math.round(ms / hourMs), 'hour');
  return words.format(Math.round(ms / (24 * hourMs)), 'day');
}

/** `1 new message for you`, `2 for Mira Lindqvist`, `1 in #ml-team`: the first says what is counted. */
export function newsWords(
  { personId, name, count }: ClockOutcome['news'][number],
  me: string,
  isFirst: boolean,
): string {
  const what = isFirst ? ` new ${count === 1 ? 'message' : 'messages'}` : '';
  const where = personId === null ? `in ${name}` : `for ${personId === me ? 'you' : name}`;
  return `${count}${what} ${where}`;
}
