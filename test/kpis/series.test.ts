import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekdayOf } from '../../src/calendar/local-date.ts';
import { mostPoints, seriesOf } from '../../src/kpis/series.ts';
import { reading } from './samples.ts';

const daily = (count: number, valueAt = (index: number) => index) =>
  Array.from({ length: count }, (_, index) =>
    reading({ measured_on: addDays('2026-06-01', index), value: valueAt(index) }),
  );

/** What counts of each day, oldest first. */
const someReadings = fc
  .uniqueArray(fc.record({ day: fc.nat({ max: 4000 }), value: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }), {
    selector: ({ day }) => day,
    maxLength: 300,
  })
  .map((all) =>
    all
      .sort((one, other) => one.day - other.day)
      .map(({ day, value }) => reading({ measured_on: addDays('2016-01-01', day), value })),
  );

describe('a series', () => {
  test('has each reading, as long as a chart has room for them', () => {
    const { by, points, left } = seriesOf(daily(20));
    expect([by, left]).toEqual(['day', 0]);
    expect(points.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  test('averages weeks from one reading more on, Monday to Sunday', () => {
    const { by, points, left } = seriesOf(daily(21));
    expect([by, left]).toEqual(['week', 0]);
    expect(points).toEqual([
      { from: '2026-06-01', to: '2026-06-07', value: 3, count: 7 },
      { from: '2026-06-08', to: '2026-06-14', value: 10, count: 7 },
      { from: '2026-06-15', to: '2026-06-21', value: 17, count: 7 },
    ]);
  });

  test('averages months where there are too many weeks, and says how many readings are older', () => {
    const { by, points, left } = seriesOf(daily(730));
    expect(by).toBe('month');
    expect(points).toHaveLength(20);
    expect([points[0]?.from, points.at(-1)?.to]).toEqual(['2026-10-01', '2028-05-31']);
    expect(left).toBe(30 + 31 + 31 + 30); // June to September
  });

  test('has at most as many points as a chart takes, oldest first, and counts every reading once', () => {
    fc.assert(
      fc.property(someReadings, (readings) => {
        const { points, left, by } = seriesOf(readings);
        expect(points.length).toBeLessThanOrEqual(mostPoints);
        expect(points.reduce((sum, { count }) => sum + count, left)).toBe(readings.length);
        expect(points.map(({ from }) => from)).toEqual([...new Set(points.map(({ from }) => from))].sort());
        if (by === 'week') expect(points.every(({ from }) => weekdayOf(from) === 1)).toBe(true);
      }),
    );
  });

  test('lies between the least and the most that was measured', () => {
    fc.assert(
      fc.property(someReadings, (readings) => {
        const values = readings.map(({ value }) => value);
        const [least, most] = [Math.min(...values), Math.max(...values)];
        const noise = 1e-9 * Math.max(1, Math.abs(least), Math.abs(most));
        for (const { value } of seriesOf(readings).points) {
          expect(value).toBeGreaterThanOrEqual(least - noise);
          expect(value).toBeLessThanOrEqual(most + noise);
        }
      }),
    );
  });
});
