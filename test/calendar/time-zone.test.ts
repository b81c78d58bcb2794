import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTimeZone, localDateOf, localHourOf, localInstant } from '../../src/calendar/time-zone.ts';
import { days, holds, moments, zoneNames, zones } from './calendars.ts';
import { shown, wallClock } from './wall-clock.ts';

const minute = 60_000;

describe('an hour of a day in a time zone', () => {
  test.each([
    ['an ordinary morning', '2026-11-30', 9, 'Europe/Berlin', '2026-11-30T08:00:00.000Z'],
    ['the day before the clocks go forward', '2026-03-28', 9, 'Europe/Berlin', '2026-03-28T08:00:00.000Z'],
    ['the day they do', '2026-03-29', 9, 'Europe/Berlin', '2026-03-29T07:00:00.000Z'],
    ['half an hour off', '2026-11-30', 9, 'Asia/Kolkata', '2026-11-30T03:30:00.000Z'],
    ['three quarters off', '2026-11-30', 9, 'Asia/Kathmandu', '2026-11-30T03:15:00.000Z'],
    ['summer time of half an hour', '2026-01-15', 9, 'Australia/Lord_Howe', '2026-01-14T22:00:00.000Z'],
    ['and its winter', '2026-07-15', 9, 'Australia/Lord_Howe', '2026-07-14T22:30:00.000Z'],
    ['far east', '2026-11-30', 9, 'Pacific/Kiritimati', '2026-11-29T19:00:00.000Z'],
    ['far west', '2026-11-30', 9, 'Pacific/Midway', '2026-11-30T20:00:00.000Z'],
    ['no clock shows it: the first moment after', '2026-03-29', 2, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['the same where half an hour is missing', '2026-10-04', 2, 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['midnight is missing', '2026-09-06', 0, 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['clocks show it twice: the first time', '2026-10-25', 2, 'Europe/Berlin', '2026-10-25T00:00:00.000Z'],
    ['the same in New York', '2026-11-01', 1, 'America/New_York', '2026-11-01T05:00:00.000Z'],
    ['the last morning before a day is skipped', '2011-12-29', 9, 'Pacific/Apia', '2011-12-29T19:00:00.000Z'],
    ['the skipped day: where the next begins', '2011-12-30', 9, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['at any hour of it', '2011-12-30', 10, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['the first morning after it', '2011-12-31', 9, 'Pacific/Apia', '2011-12-30T19:00:00.000Z'],
    ['another skipped day', '1993-08-21', 9, 'Pacific/Kwajalein', '1993-08-21T12:00:00.000Z'],
    ['the morning after that', '1993-08-22', 9, 'Pacific/Kwajalein', '1993-08-21T21:00:00.000Z'],
    ['a skipped New Year’s Eve', '1994-12-31', 9, 'Pacific/Kiritimati', '1994-12-31T10:00:00.000Z'],
  ])('%s: %s at %i in %s', (_, day, hour, timeZone, instant) => {
    expect(localInstant(day, hour, timeZone).toISOString()).toBe(instant);
  });

  test('is the first moment at which the wall shows it, or more where it never does: in every zone, at any hour', () => {
    const around = Array.from({ length: 26 * 4 }, (_, quarter) => (quarter + 1) * 15 * minute);
    holds(
      fc.property(days, fc.integer({ min: 0, max: 23 }), zoneNames, (day, hour, timeZone) => {
        const wanted = `${day} ${String(hour).padStart(2, '0')}:00:00`;
        const moment = localInstant(day, hour, timeZone);
        expect(shown(moment, timeZone) >= wanted).toBe(true);
        expect(shown(new Date(moment.getTime() - 1), timeZone) < wanted).toBe(true);
        const earlier = around.map((before) => shown(new Date(moment.getTime() - before), timeZone));
        expect(earlier).not.toContain(wanted);
      }),
      300,
    );
  });

  test('is right at every hour of the days on which each zone changes its clocks', () => {
    const changes = zones.flatMap((timeZone) => changesOf(timeZone).map((day) => ({ timeZone, day })));
    expect(changes.length).toBeGreaterThan(200);
    for (const { timeZone, day } of changes) {
      for (let hour = 0; hour < 24; hour++) {
        const wanted = `${day} ${String(hour).padStart(2, '0')}:00:00`;
        const moment = localInstant(day, hour, timeZone);
        const isFirst = shown(moment, timeZone) >= wanted && shown(new Date(moment.getTime() - 1), timeZone) < wanted;
        const again = [30, 60, 120].some(
          (before) => shown(new Date(moment.getTime() - before * minute), timeZone) === wanted,
        );
        if (!isFirst || again) expect.fail(`${wanted} in ${timeZone} became ${moment.toISOString()}`);
      }
    }
  });
});

/** The days of a year on which midnight to midnight is not 24 hours. */
function changesOf(timeZone: string): string[] {
  const noons = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day, 12)));
  return noons.slice(1).flatMap((noon, before) => {
    const { day, time } = wallClock(noon, timeZone);
    return time === wallClock(noons[before] ?? noon, timeZone).time ? [] : [day];
  });
}

describe('a moment', () => {
  test('has the day and hour that the wall shows', () => {
    holds(
      fc.property(moments, zoneNames, (moment, timeZone) => {
        const { day, time } = wallClock(moment, timeZone);
        expect(localDateOf(moment, timeZone)).toBe(day);
        expect(localHourOf(moment, timeZone)).toBe(Number(time.slice(0, 2)));
      }),
    );
  });
});

describe('a time zone that nobody knows', () => {
  test('is told from one that there is', () => {
    expect(['Europe/Berlin', 'Asia/Calcutta', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('is an error, not a wrong time', () => {
    expect(() => localInstant('2026-11-30', 9, 'Mars/Olympus')).toThrow('Unknown time zone "Mars/Olympus"');
    expect(() => localDateOf(new Date('2026-11-30T09:00:00Z'), 'Mars/Olympus')).toThrow('Unknown time zone');
  });
});
