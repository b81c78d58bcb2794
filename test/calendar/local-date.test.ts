import { addDays as libraryAddDays } from 'date-fns/addDays';
import { addMonths as libraryAddMonths } from 'date-fns/addMonths';
import { format } from 'date-fns/format';
import { getISODay } from 'date-fns/getISODay';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, type LocalDate, readLocalDate, weekdayOf } from '../../src/calendar/local-date.ts';
import { days, holds } from './calendars.ts';

/** Noon exists on every day of every zone that a developer's machine is likely to be in. */
const noon = (day: LocalDate): Date => new Date(`${day}T12:00:00`);
const text = (date: Date): LocalDate => format(date, 'yyyy-MM-dd');

describe('a date that somebody types', () => {
  test.each(['2026-11-30', '2028-02-29', '2000-02-29', '1999-12-31'])('%s is one', (typed) => {
    expect(readLocalDate(typed)).toBe(typed);
  });

  test.each([
    '2027-02-29',
    '2026-02-30',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-5',
    '30.11.2026',
    '2026-11-30T09:00',
    '0026-11-30',
    '+12026-01-01',
    'tomorrow',
    '',
  ])('%j is none', (typed) => {
    expect(readLocalDate(typed)).toBeUndefined();
  });
});

describe('counting on the calendar', () => {
  test.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-03-31', 6, '2026-09-30'],
    ['2026-12-31', 6, '2027-06-30'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 6, '2028-08-29'],
    ['2026-11-30', 12, '2027-11-30'],
    ['2026-08-30', 6, '2027-02-28'],
  ])('%s and %i months is %s', (day, months, later) => {
    expect(addMonths(day, months)).toBe(later);
  });

  test.each([
    ['2026-11-30', 30, '2026-12-30'],
    ['2028-01-30', 30, '2028-02-29'],
    ['2028-02-29', -1, '2028-02-28'],
    ['2026-12-31', 1, '2027-01-01'],
  ])('%s and %i days is %s', (day, count, later) => {
    expect(addDays(day, count)).toBe(later);
  });

  test('gives what date-fns gives, for days, months and weekdays', () => {
    holds(
      fc.property(days, fc.integer({ min: -800, max: 800 }), (day, count) => {
        expect(addDays(day, count)).toBe(text(libraryAddDays(noon(day), count)));
        expect(addMonths(day, count)).toBe(text(libraryAddMonths(noon(day), count)));
        expect(weekdayOf(day)).toBe(getISODay(noon(day)));
      }),
      2000,
    );
  });
});
