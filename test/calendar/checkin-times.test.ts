import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  askAgainAt,
  checkinDueAt,
  headsUpAt,
  reminderAt,
  reminderWorkingDays,
} from '../../src/calendar/checkin-times.ts';
import { addDays, type LocalDate } from '../../src/calendar/local-date.ts';
import { isWorkingDay, nextWorkingDay } from '../../src/calendar/working-days.ts';
import { calendar, days, holds, moments, type Sample, samples } from './calendars.ts';
import { shown, wallClock, worksAt } from './wall-clock.ts';

const newYork = calendar({ timeZone: 'America/New_York' });

/** At the person's hour, or what comes after it on the rare day that has no such hour. */
function expectTheirHour(moment: Date, sample: Sample): void {
  const { timeZone, hour } = sample.calendar;
  const { day, time } = wallClock(moment, timeZone);
  const wanted = `${day} ${String(hour).padStart(2, '0')}:00:00`;
  if (hour > 3) expect(time).toBe(wanted.slice(11)); // no zone changes its clocks later in the morning
  expect(shown(moment, timeZone) >= wanted).toBe(true);
  expect(shown(new Date(moment.getTime() - 1), timeZone) < wanted).toBe(true);
  expect(worksAt(moment, sample)).toBe(true);
}

/** The working days after `from`, up to and with `to`, counted one by one. */
function workingDaysBetween(from: LocalDate, to: LocalDate, { calendar }: Sample): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count++;
  return count;
}

describe('a check-in', () => {
  test.each([
    ['still at nine after the clocks have changed', '2026-03-09', newYork, '2026-03-09T13:00:00.000Z'],
    ['on Monday for a Saturday', '2026-12-05', newYork, '2026-12-07T14:00:00.000Z'],
    ['at the hour that the person chose', '2026-12-04', { ...newYork, hour: 14 }, '2026-12-04T19:00:00.000Z'],
    [
      'after a day that the zone skipped',
      '2011-12-30',
      calendar({ timeZone: 'Pacific/Apia' }),
      '2012-01-01T19:00:00.000Z', // Monday, 2 January there
    ],
  ])('comes %s', (_, day, whose, instant) => {
    expect(checkinDueAt(day, whose).toISOString()).toBe(instant);
  });

  test('comes at the person’s hour on a working day of theirs, never before its day', () => {
    holds(
      fc.property(days, samples, (day, sample) => {
        const due = checkinDueAt(day, sample.calendar);
        expectTheirHour(due, sample);
        expect(wallClock(due, sample.calendar.timeZone).day >= day).toBe(true);
      }),
    );
  });
});

describe('the heads-up', () => {
  const away = (from: string, to: string) => calendar({ leave: [{ from, to }] });

  test.each([
    ['a week before', '2026-12-30', calendar(), '2026-12-23T08:00:00.000Z'],
    [
      'on the first working day after that, if that is leave',
      '2026-12-30',
      away('2026-12-20', '2026-12-27'),
      '2026-12-28T08:00:00.000Z',
    ],
    ['not at all, if the whole week is leave', '2026-12-30', away('2026-12-20', '2026-12-29'), undefined],
  ])('comes %s', (_, dueOn, whose, instant) => {
    expect(headsUpAt(dueOn, whose)?.toISOString()).toBe(instant);
  });

  test('comes at most a week before, always before the check-in’s day, on a working day', () => {
    holds(
      fc.property(days, samples, (day, sample) => {
        const dueOn = nextWorkingDay(day, sample.calendar);
        const headsUp = headsUpAt(dueOn, sample.calendar);
        const weekBefore = addDays(dueOn, -7);
        if (!headsUp) {
          expect(workingDaysBetween(addDays(weekBefore, -1), addDays(dueOn, -1), sample)).toBe(0);
          return;
        }
        expectTheirHour(headsUp, sample);
        const on = wallClock(headsUp, sample.calendar.timeZone).day;
        expect(on >= weekBefore && on < dueOn).toBe(true);
      }),
    );
  });
});

describe('a reminder', () => {
  test.each([
    [2, '2026-12-08T08:00:00.000Z'],
    [4, '2026-12-10T08:00:00.000Z'],
  ])('comes %i working days after a question on Friday', (workingDays, instant) => {
    expect(reminderAt(new Date('2026-12-04T08:00:00Z'), workingDays, calendar()).toISOString()).toBe(instant);
  });

  test('counts from the person’s day, not from UTC’s', () => {
    const auckland = calendar({ timeZone: 'Pacific/Auckland' }); // 23:30 UTC on Thursday is Friday noon there
    expect(reminderAt(new Date('2026-12-03T23:30:00Z'), 2, auckland).toISOString()).toBe('2026-12-07T20:00:00.000Z');
  });

  test('comes exactly that many working days later, at their hour, each after the one before', () => {
    holds(
      fc.property(moments, samples, (askedAt, sample) => {
        const reminders = reminderWorkingDays.map((count) => reminderAt(askedAt, count, sample.calendar));
        const askedOn = wallClock(askedAt, sample.calendar.timeZone).day;
        for (const [nth, reminder] of reminders.entries()) {
          expectTheirHour(reminder, sample);
          const on = wallClock(reminder, sample.calendar.timeZone).day;
          expect(workingDaysBetween(askedOn, on, sample)).toBe(reminderWorkingDays[nth]);
          expect(reminder > (reminders[nth - 1] ?? askedAt)).toBe(true);
        }
      }),
    );
  });
});

describe('someone who puts the check-in off', () => {
  test.each([
    ['tomorrow', '2026-12-02T15:00:00Z', '2026-12-03T08:00:00.000Z'],
    ['tomorrow', '2026-12-04T15:00:00Z', '2026-12-07T08:00:00.000Z'], // on a Friday
    ['next-monday', '2026-12-02T15:00:00Z', '2026-12-07T08:00:00.000Z'],
    ['next-monday', '2026-12-07T06:00:00Z', '2026-12-14T08:00:00.000Z'], // on a Monday
    ['next-monday', '2026-12-06T23:30:00Z', '2026-12-14T08:00:00.000Z'], // already Monday in Berlin
  ] as const)('to %s at %s is asked again at %s', (snooze, now, instant) => {
    expect(askAgainAt(snooze, new Date(now), calendar()).toISOString()).toBe(instant);
  });

  test('is asked again on a Monday even where Sundays are worked', () => {
    const everyDay = calendar({ workdays: [1, 2, 3, 4, 5, 6, 7] });
    expect(askAgainAt('next-monday', new Date('2026-12-02T15:00:00Z'), everyDay).toISOString()).toBe(
      '2026-12-07T08:00:00.000Z',
    );
  });

  test('is asked again after leave and holidays', () => {
    const leave = [{ from: '2026-12-03', to: '2026-12-09' }];
    expect(askAgainAt('next-monday', new Date('2026-12-02T15:00:00Z'), calendar({ leave })).toISOString()).toBe(
      '2026-12-10T08:00:00.000Z',
    );
  });
});
