import { addDays, daysBetween, type LocalDate, readLocalDate, weekdayOf } from '../calendar/local-date.ts';

export type ReadDate = { ok: true; date: LocalDate; rest: string } | { ok: false; piece: string };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekdayNames =
  'mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const dayOfMonth = '(\\d{1,2})(?:st|nd|rd|th)?';
const year = '(?:,? (\\d{4}))?';
const end = '(?![\\p{L}\\d/.-]*[\\p{L}\\d])'; // 20.11.2026 does not end at 20, "monday." does at the dot

const forms = {
  iso: new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${end}`, 'u'),
  near: new RegExp(`^(today|yesterday|tomorrow)${end}`, 'iu'),
  weekday: new RegExp(`^(last )?(${weekdayNames})${end}`, 'iu'),
  dayMonth: new RegExp(`^(?:the )?${dayOfMonth}\\.? (?:of )?(${monthNames})\\.?${year}${end}`, 'iu'),
  monthDay: new RegExp(`^(${monthNames})\\.? ${dayOfMonth}${year}${end}`, 'iu'),
};

/**
 * Reads the day that `text` starts with, seen from `today`: `2026-11-20`, `today`, `yesterday`, `20 Nov`, `Nov 20`,
 * `20 November 2026`, `monday`. A day without a year is the nearest one, behind or ahead; a weekday is the latest one,
 * today included, and with `last` in front, today not. Undefined where no day was meant ("on staging"); what starts
 * with a figure was meant for one.
 */
export function readDate(text: string, today: LocalDate): ReadDate | undefined {
  const found = match(text, today);
  if (found?.date !== undefined) return { ok: true, date: found.date, rest: text.slice(found.length) };
  if (!found && !/^(?:the )?\d/i.test(text) && text !== '') return undefined;
  return { ok: false, piece: text.slice(0, found?.length ?? firstWords(text)) };
}

const firstWords = (text: string): number => (/^[^ ]* ?[^ ]*/.exec(text)?.[0] ?? '').length;

function match(text: string, today: LocalDate): { date: LocalDate | undefined; length: number } | undefined {
  const iso = forms.iso.exec(text);
  if (iso) return { date: dateOf(iso[1], Number(iso[2]), iso[3]), length: iso[0].length };
  const near = forms.near.exec(text);
  if (near) return { date: addDays(today, nearDays(near[1])), length: near[0].length };
  const weekday = forms.weekday.exec(text);
  if (weekday)
    return { date: latestWeekday(weekday[2], weekday[1] ? addDays(today, -1) : today), length: weekday[0].length };
  const dayMonth = forms.dayMonth.exec(text);
  if (dayMonth) return { date: nearest(dayMonth[1], dayMonth[2], dayMonth[3], today), length: dayMonth[0].length };
  const monthDay = forms.monthDay.exec(text);
  if (monthDay) return { date: nearest(monthDay[2], monthDay[1], monthDay[3], today), length: monthDay[0].length };
  return undefined;
}

function nearDays(word = ''): number {
  const first = word.toLowerCase()[2];
  return first === 'd' ? 0 : first === 's' ? -1 : 1; // toDay, yeSterday, toMorrow
}

function latestWeekday(name = '', from: LocalDate): LocalDate {
  const wanted = weekdays.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return addDays(from, -((weekdayOf(from) - wanted + 7) % 7));
}

function nearest(day: string | undefined, monthName = '', year: string | undefined, today: LocalDate) {
  const month = months.indexOf(monthName.slice(0, 3).toLowerCase()) + 1;
  if (year !== undefined) return dateOf(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  return [thisYear - 1, thisYear, thisYear + 1]
    .flatMap((each) => dateOf(String(each), month, day) ?? [])
    .sort((one, other) => Math.abs(daysBetween(one, today)) - Math.abs(daysBetween(other, today)))[0];
}

function dateOf(year = '', month: number, day = ''): LocalDate | undefined {
  return readLocalDate(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}
