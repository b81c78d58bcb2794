import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/local-date.ts';
import { milestoneDates, milestones } from '../../src/calendar/milestone-dates.ts';
import { calendar, days, holds, samples } from './calendars.ts';

const dueDates = (startsOn: string, differs = {}) =>
  milestoneDates(startsOn, milestones, calendar(differs)).map(({ dueOn }) => dueOn);

describe('the milestones of a plan', () => {
  test('come 30, 60 and 90 days and 6 and 12 months after the start', () => {
    expect(milestoneDates('2026-11-30', milestones, calendar())).toEqual([
      { milestone: 'day-30', fallsOn: '2026-12-30', dueOn: '2026-12-30' },
      { milestone: 'day-60', fallsOn: '2027-01-29', dueOn: '2027-01-29' },
      { milestone: 'day-90', fallsOn: '2027-02-28', dueOn: '2027-03-01' }, // a Sunday
      { milestone: 'month-6', fallsOn: '2027-05-30', dueOn: '2027-05-31' }, // a Sunday
      { milestone: 'month-12', fallsOn: '2027-11-30', dueOn: '2027-11-30' },
    ]);
  });

  test('take the last day of a month that is too short', () => {
    expect(milestoneDates('2026-08-31', ['month-6'], calendar())[0]?.fallsOn).toBe('2027-02-28');
    expect(milestoneDates('2027-08-31', ['month-6'], calendar())[0]?.fallsOn).toBe('2028-02-29');
    expect(milestoneDates('2028-02-29', ['month-12'], calendar())[0]?.fallsOn).toBe('2029-02-28');
  });

  test('can be some of the five, in the order of time and each once', () => {
    const some = milestoneDates('2026-11-30', ['month-6', 'day-30', 'day-30'], calendar());
    expect(some.map(({ milestone }) => milestone)).toEqual(['day-30', 'month-6']);
  });

  test('move to the day after leave, and back when the leave is taken back', () => {
    const leave = [{ from: '2026-12-21', to: '2027-01-05' }];
    expect(dueDates('2026-11-30', { leave })[0]).toBe('2027-01-06');
    expect(dueDates('2026-11-30')[0]).toBe('2026-12-30');
  });

  test('meet on one day after a leave that covers two of them: neither is lost', () => {
    const leave = [{ from: '2026-12-20', to: '2027-02-05' }];
    expect(dueDates('2026-11-30', { leave }).slice(0, 2)).toEqual(['2027-02-08', '2027-02-08']);
  });

  test('are never early, never out of order and never fewer, whatever the leave, holidays and week', () => {
    holds(
      fc.property(days, samples, (startsOn, sample) => {
        const dates = milestoneDates(startsOn, milestones, sample.calendar);
        const without = milestoneDates(startsOn, milestones, { ...sample.calendar, leave: [] });
        expect(dates.map(({ milestone }) => milestone)).toEqual(milestones);
        for (const [at, { fallsOn, dueOn }] of dates.entries()) {
          expect(dueOn >= fallsOn).toBe(true);
          expect(dueOn >= (without[at]?.dueOn ?? '')).toBe(true); // leave only ever puts off
          expect(dueOn >= (dates[at - 1]?.dueOn ?? '')).toBe(true);
        }
        expect(dates[0]?.fallsOn).toBe(addDays(startsOn, 30));
      }),
    );
  });

  test('never share a day with each other where leave is under four weeks', () => {
    const shortLeave = fc.record({ from: days, length: fc.integer({ min: 0, max: 26 }) });
    holds(
      fc.property(days, shortLeave, (startsOn, { from, length }) => {
        const dates = dueDates(startsOn, { leave: [{ from, to: addDays(from, length) }] });
        expect(new Set(dates).size).toBe(5);
      }),
      2000,
    );
  });
});
