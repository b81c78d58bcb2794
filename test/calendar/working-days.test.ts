import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinHolidays, listedHolidays } from '../../src/calendar/holidays.ts';
import { addDays, weekdayOf } from '../../src/calendar/local-date.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay } from '../../src/calendar/working-days.ts';
import { calendar, days, holds, samples } from './calendars.ts';

const christmas = listedHolidays([
  { on: '2026-12-25', name: 'Christmas Day' },
  { on: '2026-12-28', name: 'Boxing Day (substitute)' },
]);

describe('the next working day', () => {
  test.each([
    ['is the day itself when it is worked', '2026-12-23', {}, '2026-12-23'],
    ['is Monday for a Saturday', '2026-12-05', {}, '2026-12-07'],
    ['skips holidays and the weekend between them', '2026-12-25', { holidays: christmas }, '2026-12-29'],
    [
      'is the first one after leave, its last day included',
      '2026-12-02',
      { leave: [{ from: '2026-12-01', to: '2026-12-07' }] },
      '2026-12-08',
    ],
    [
      'skips leave that begins where other leave ends',
      '2026-12-01',
      {
        leave: [
          { from: '2026-12-08', to: '2026-12-10' },
          { from: '2026-11-30', to: '2026-12-07' },
        ],
      },
      '2026-12-11',
    ],
    ['knows a week from Sunday to Thursday', '2026-12-04', { workdays: [7, 1, 2, 3, 4] }, '2026-12-06'],
    [
      'comes after eleven years of leave',
      '2026-12-01',
      { leave: [{ from: '2026-12-01', to: '2037-11-30' }] },
      '2037-12-01',
    ],
    ['is none that a zone skipped', '2011-12-30', { timeZone: 'Pacific/Apia' }, '2012-01-02'],
    [
      'is the day after a skipped one where Saturdays are worked',
      '1993-08-21',
      { timeZone: 'Pacific/Kwajalein', workdays: [6, 7] },
      '1993-08-22',
    ],
  ])('%s', (_, day, differs, next) => {
    expect(nextWorkingDay(day, calendar(differs))).toBe(next);
  });

  test('of someone who works on no day is an error that says so, not an endless search', () => {
    expect(() => nextWorkingDay('2026-12-01', calendar({ workdays: [] }))).toThrow('No working day from 2026-12-01');
  });

  test('is worked, and none is passed over on the way to it', () => {
    holds(
      fc.property(days, samples, (day, sample) => {
        const next = nextWorkingDay(day, sample.calendar);
        expect(next >= day).toBe(true);
        for (let passed = day; passed < next; passed = addDays(passed, 1))
          expect(isWorkingDay(passed, sample.calendar)).toBe(false);
        expect(isWorkingDay(next, sample.calendar)).toBe(true);
      }),
    );
  });
});

describe('a working day', () => {
  test('is a weekday that is worked, no holiday and not in any leave', () => {
    holds(
      fc.property(days, samples, (day, { calendar, holidays }) => {
        const away = calendar.leave.some(({ from, to }) => from <= day && day <= to);
        const works = calendar.workdays.includes(weekdayOf(day)) && !holidays.includes(day) && !away;
        expect(isWorkingDay(day, calendar)).toBe(works);
      }),
    );
  });

  test.each([
    ['Friday', '2026-12-04', 2, '2026-12-08'],
    ['Saturday', '2026-12-05', 2, '2026-12-08'],
    ['Thursday before Christmas', '2026-12-24', 2, '2026-12-30'],
    ['Monday', '2026-12-07', 4, '2026-12-11'],
    ['Monday and none', '2026-12-07', 0, '2026-12-07'],
  ])('is counted from the day after: %s %s + %i is %s', (_, day, count, reached) => {
    expect(addWorkingDays(day, count, calendar({ holidays: christmas }))).toBe(reached);
  });
});

test('a day is a holiday by either list, and has the name of the first', () => {
  const own = listedHolidays([
    { on: '2026-12-25', name: 'Our party' },
    { on: '2026-12-24', name: 'Closed' },
  ]);
  const both = joinHolidays(own, christmas);
  expect(['2026-12-24', '2026-12-25', '2026-12-28', '2026-12-29'].map(both)).toEqual([
    'Closed',
    'Our party',
    'Boxing Day (substitute)',
    undefined,
  ]);
});
