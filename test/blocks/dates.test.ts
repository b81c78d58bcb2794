import { expect, test } from 'vitest';
import { dayText, fullDayText, hourText, momentText } from '../../blocks/dates.ts';

test('a day has its weekday, and its year only where that is another one than today', () => {
  expect(dayText('2026-12-30')).toBe('Wed 30 Dec');
  expect(dayText('2026-12-30', '2026-11-27')).toBe('Wed 30 Dec');
  expect(dayText('2027-01-03', '2026-11-27')).toBe('Sun 3 Jan 2027');
  expect(dayText('2028-02-29', '2028-01-01')).toBe('Tue 29 Feb');
  expect(fullDayText('2026-09-07')).toBe('Mon 7 Sep 2026');
});

test('an hour has two digits', () => {
  expect([0, 9, 23].map(hourText)).toEqual(['00:00', '09:00', '23:00']);
});

test('a moment is told by the clock of its zone, past midnight and with half hours, too', () => {
  const moment = new Date('2026-12-30T18:47:00Z');
  expect(momentText(moment, 'Europe/Berlin')).toBe('Wed 30 Dec, 19:47');
  expect(momentText(moment, 'Asia/Kolkata')).toBe('Thu 31 Dec, 00:17');
  expect(momentText(moment, 'Pacific/Auckland', '2026-11-27')).toBe('Thu 31 Dec, 07:47');
  expect(momentText(moment, 'Asia/Kolkata', '2027-01-04')).toBe('Thu 31 Dec 2026, 00:17');
});
