import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type LocalDate, weekdayOf } from '../../src/calendar/local-date.ts';
import { isWorkingDay, type PersonCalendar } from '../../src/calendar/working-days.ts';
import { isFresh, nextPromptDay, promptHour, type Recurring } from '../../src/kpis/cadence.ts';
import { nextPrompt } from '../../src/kpis/prompt-schedule.ts';
import { shown } from '../calendar/wall-clock.ts';
import { berlin, builtInKpis, kpiNamed } from './samples.ts';

/** The days on which somebody is asked, one after the other. */
function daysFrom(after: LocalDate, cadence: Recurring, calendar: PersonCalendar, count: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = after; days.length < count; days.push(day)) day = nextPromptDay(cadence, day, calendar);
  return days;
}

const off = (...days: LocalDate[]): PersonCalendar => ({
  ...berlin,
  holidays: (day) => (days.includes(day) ? 'Holiday' : undefined),
});

describe('somebody is asked', () => {
  test('weekly on the last working day of the week', () => {
    expect(daysFrom('2026-11-23', 'weekly', berlin, 3)).toEqual(['2026-11-27', '2026-12-04', '2026-12-11']);
    expect(nextPromptDay('weekly', '2026-11-27', berlin)).toBe('2026-12-04');
    expect(nextPromptDay('weekly', '2026-11-28', berlin)).toBe('2026-12-04');
  });

  test('on Thursday where Friday is a holiday, on Sunday where that is worked', () => {
    expect(nextPromptDay('weekly', '2026-11-23', off('2026-11-27'))).toBe('2026-11-26');
    expect(nextPromptDay('weekly', '2026-11-23', { ...berlin, workdays: [1, 2, 3, 4, 7] })).toBe('2026-11-29');
    expect(nextPromptDay('weekly', '2026-11-23', { ...berlin, workdays: [2] })).toBe('2026-11-24');
  });

  test('not in a week that is wholly off', () => {
    const away = { ...berlin, leave: [{ from: '2026-12-21', to: '2027-01-03' }] };
    expect(daysFrom('2026-12-14', 'weekly', away, 2)).toEqual(['2026-12-18', '2027-01-08']);
  });

  test('each second week at the end of a sprint, over the turn of a year as well', () => {
    const days = daysFrom('2026-11-23', 'sprint', berlin, 30);
    expect(days.slice(1).every((day, index) => day === addDays(days[index] ?? '', 14))).toBe(true);
  });

  test('monthly and quarterly on the first working day', () => {
    expect(daysFrom('2026-11-23', 'monthly', berlin, 3)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
    expect(nextPromptDay('monthly', '2026-12-02', off('2027-01-01'))).toBe('2027-01-04');
    expect(daysFrom('2026-11-23', 'quarterly', off('2027-01-01'), 2)).toEqual(['2027-01-04', '2027-04-01']);
  });

  test('once for a month that is off up to its end', () => {
    const away = { ...berlin, leave: [{ from: '2026-12-01', to: '2026-12-31' }] };
    expect(daysFrom('2026-11-23', 'monthly', away, 2)).toEqual(['2027-01-01', '2027-02-01']);
  });

  test('after years away on the first working day after these', () => {
    const away = { ...berlin, leave: [{ from: '2026-11-24', to: '2031-12-31' }] };
    for (const cadence of ['weekly', 'monthly'] as const)
      expect(nextPromptDay(cadence, '2026-11-23', away)).toBe('2032-01-01');
  });

  test('at three in the afternoon, but at ten where a month is looked back on', () => {
    expect([promptHour(['weekly']), promptHour(['weekly', 'sprint'])]).toEqual([15, 15]);
    expect([promptHour(['weekly', 'monthly']), promptHour(['quarterly'])]).toEqual([10, 10]);
  });
});

const cadences = ['weekly', 'sprint', 'monthly', 'quarterly'] as const;

const anyDay = fc.nat({ max: 3650 }).map((days) => addDays('2024-01-01', days));
const anyCalendar: fc.Arbitrary<PersonCalendar> = fc
  .record({
    timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'),
    workdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    leave: fc.array(fc.tuple(anyDay, fc.nat({ max: 60 })), { maxLength: 12 }),
    holidays: fc.array(anyDay, { maxLength: 200 }),
  })
  .map(({ timeZone, workdays, leave, holidays }) => ({
    timeZone,
    hour: 9,
    workdays,
    leave: leave.map(([from, days]) => ({ from, to: addDays(from, days) })),
    holidays: (day) => (holidays.includes(day) ? 'Holiday' : undefined),
  }));

/** The week or month that a day stands in. */
const periodOf = (cadence: Recurring, day: LocalDate): string => {
  if (cadence === 'weekly' || cadence === 'sprint') return addDays(day, 1 - weekdayOf(day));
  return day.slice(0, 7);
};

describe('whatever somebody works, and wherever', () => {
  test.each(cadences)('%s is asked for on later days only, on working days, and never twice in a period', (cadence) => {
    fc.assert(
      fc.property(anyCalendar, anyDay, (calendar, start) => {
        const days = daysFrom(start, cadence, calendar, 8);
        expect(days.filter((day, index) => day <= (days[index - 1] ?? start))).toEqual([]);
        expect(days.filter((day) => !isWorkingDay(day, calendar))).toEqual([]);
        const periods = days.map((day) => periodOf(cadence, day));
        expect(new Set(periods).size).toBe(periods.length);
      }),
    );
  });

  test('the next time is at the hour of the clock on the wall', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.subarray(builtInKpis.all), (calendar, start, kept) => {
        const next = nextPrompt(kept, start, calendar);
        expect(next === undefined).toBe(kept.every(({ cadence }) => cadence === 'event'));
        if (!next) return;
        expect(shown(next.at, calendar.timeZone).slice(0, 16)).toBe(`${next.on} ${next.hour}:00`);
        expect(next.on > start).toBe(true);
      }),
    );
  });
});

test('nobody is asked again for what they gave less than half of its time ago', () => {
  expect([3, 4].map((days) => isFresh('weekly', '2026-11-20', addDays('2026-11-20', days)))).toEqual([true, false]);
  expect([15, 16].map((days) => isFresh('monthly', '2026-11-01', addDays('2026-11-01', days)))).toEqual([true, false]);
});

test('KPIs that come with an event have no day of their own', () => {
  expect(nextPrompt([kpiNamed('online-impact')], '2026-11-20', berlin)).toBe(undefined);
});
