import type { Sample } from './calendars.ts';

export interface WallClock {
  /** yyyy-MM-dd */
  day: string;
  /** HH:mm:ss */
  time: string;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** `Mon, 11/30/2026, 09:00:00`: read as one text, as that takes a third of the time of its parts. */
const american = /^(\w{3}), (\d{2})\/(\d{2})\/(\d{4}), (\d{2}:\d{2}:\d{2})$/;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a clock and a calendar on the wall in that zone show: read from Intl, sharing nothing with the code under test. */
export function wallClock(moment: Date, timeZone: string): WallClock {
  const [, weekday = '', month = '', day = '', year = '', time = ''] =
    american.exec(formatOf(timeZone).format(moment)) ?? [];
  return { day: `${year}-${month}-${day}`, time, weekday: weekdays.indexOf(weekday) + 1 };
}

/** `2026-11-30 09:00:00`, which sorts as the clock goes. */
export function shown(moment: Date, timeZone: string): string {
  const { day, time } = wallClock(moment, timeZone);
  return `${day} ${time}`;
}

/** Whether the person works on the day that the wall shows, told from the plain lists. */
export function worksAt(moment: Date, { calendar, holidays }: Sample): boolean {
  const { day, weekday } = wallClock(moment, calendar.timeZone);
  const away = calendar.leave.some(({ from, to }) => from <= day && day <= to);
  return calendar.workdays.includes(weekday) && !holidays.includes(day) && !away;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    weekday: 'short',
  });
  formats.set(timeZone, format);
  return format;
}
