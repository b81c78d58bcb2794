/** The instant of a message: Slack's `ts` is seconds with a fraction. */
export function instantOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

/** `9:05 AM` in the person's time zone. */
export function timeOfDay(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone }).format(instant);
}

/** Tells the day (`yyyy-MM-dd`) of instants in a time zone; made once for many, as a format is dear to make. */
export function dayIn(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  return (instant) => format.format(instant);
}

/** `Today`, `Yesterday` or `Monday, March 9th`; both days are `yyyy-MM-dd`. */
export function dayName(day: string, today: string): string {
  const daysAgo = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000); // both are midnight UTC
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const date = new Date(day);
  const format = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', timeZone: 'UTC' });
  const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : `, ${day.slice(0, 4)}`;
  return `${parts.get('weekday')}, ${parts.get('month')} ${ordinal(date.getUTCDate())}${year}`;
}

function ordinal(day: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${day}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)]}`;
}

/** What `<input type="datetime-local">` shows for an instant in a time zone: `yyyy-MM-ddTHH:mm`. */
export function toLocalInput(epochSeconds: number, timeZone: string): string {
  return new Date(epochSeconds * 1000 + offsetMs(epochSeconds * 1000, timeZone)).toISOString().slice(0, 16);
}

/** The other way round, in seconds. */
export function fromLocalInput(local: string, timeZone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return (asUtc - offsetMs(guess, timeZone)) / 1000; // again: the clocks may change between the two
}

function offsetMs(epochMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  const whole = Math.floor(epochMs / 1000) * 1000;
  return Date.parse(`${format.format(whole).replace(' ', 'T')}Z`) - whole;
}

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** Slack's date tokens (`{date_short} at {time}`) in the person's time zone; an unknown token stays as it is. */
export function formatSlackDate(epochSeconds: number, format: string, timeZone: string): string {
  const instant = new Date(epochSeconds * 1000);
  return format.replace(/\{(\w+?)(?:_pretty)?\}/g, (token, name: string) => {
    const style = styles[name];
    return style ? new Intl.DateTimeFormat('en', { ...style, timeZone }).format(instant) : token;
  });
}
