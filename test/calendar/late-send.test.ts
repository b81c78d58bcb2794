import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lateSendAt } from '../../src/calendar/late-send.ts';
import { calendar, holds, moments, type Sample, samples } from './calendars.ts';
import { wallClock, worksAt } from './wall-clock.ts';

const quarterMs = 15 * 60_000;

function isOpen(moment: Date, sample: Sample): boolean {
  const { time } = wallClock(moment, sample.calendar.timeZone);
  return time >= '09:00:00' && time < '17:00:00' && worksAt(moment, sample);
}

describe('what was missed while the bot was away', () => {
  test.each([
    ['at once in the middle of a working day', '2026-12-02T11:23:45.678Z', '2026-12-02T11:23:45.678Z'],
    ['at once on the stroke of nine', '2026-12-02T08:00:00.000Z', '2026-12-02T08:00:00.000Z'],
    ['at once a moment before five', '2026-12-02T15:59:59.999Z', '2026-12-02T15:59:59.999Z'],
    ['the next morning from five o’clock on', '2026-12-02T16:00:00.000Z', '2026-12-03T08:00:00.000Z'],
    ['at nine when it is night', '2026-12-02T02:00:00.000Z', '2026-12-02T08:00:00.000Z'],
    ['on Monday when it is Friday evening', '2026-12-04T18:00:00.000Z', '2026-12-07T08:00:00.000Z'],
    ['on Monday when it is Saturday noon', '2026-12-05T11:00:00.000Z', '2026-12-07T08:00:00.000Z'],
  ])('goes out %s', (_, now, instant) => {
    expect(lateSendAt(new Date(now), calendar()).toISOString()).toBe(instant);
  });

  test('goes out between nine and five even to someone who is asked at another hour', () => {
    const early = calendar({ hour: 6 });
    expect(lateSendAt(new Date('2026-12-02T05:30:00Z'), early).toISOString()).toBe('2026-12-02T08:00:00.000Z');
  });

  test('waits for the end of leave', () => {
    const away = calendar({ leave: [{ from: '2026-12-01', to: '2026-12-08' }] });
    expect(lateSendAt(new Date('2026-12-02T11:00:00Z'), away).toISOString()).toBe('2026-12-09T08:00:00.000Z');
  });

  test('goes out in working hours and not a quarter of an hour later than it could', () => {
    holds(
      fc.property(moments, samples, (now, sample) => {
        const goes = lateSendAt(now, sample.calendar);
        expect(goes >= now).toBe(true);
        expect(isOpen(goes, sample)).toBe(true);
        const firstQuarter = Math.max(now.getTime(), goes.getTime() - 500 * quarterMs); // five days back
        for (let at = firstQuarter; at < goes.getTime(); at += quarterMs)
          if (isOpen(new Date(at), sample)) expect.fail(`could have gone at ${new Date(at).toISOString()}`);
        expect(lateSendAt(goes, sample.calendar)).toEqual(goes);
      }),
      200,
    );
  });
});
