import { describe, expect, test } from 'vitest';
import { paceOf } from '../../src/kpis/pace.ts';
import { levelOf } from '../../src/kpis/standing.ts';
import { atMost, kpiNamed, reading, valid } from './samples.ts';

const of = (value: number, measured_on: string) => reading({ value, measured_on });

describe('the pace towards a day', () => {
  const target = valid(atMost(100), '2026-12-31');
  const pace = (last: ReturnType<typeof of>, previous?: ReturnType<typeof of>) =>
    paceOf({ target, last, previous, baseline: undefined, level: levelOf(last, target.target, undefined) });

  test('is not said where there is none to be in time for', () => {
    const last = of(240, '2026-11-20');
    expect(paceOf({ target: valid(atMost(100)), last, previous: undefined, baseline: undefined, level: 'off' })).toBe(
      undefined,
    );
  });

  test('is the line through the last two readings, rounded up to whole days', () => {
    expect(pace(of(160, '2026-11-20'), of(200, '2026-11-10'))).toEqual({
      reachBy: '2026-12-31',
      outlook: 'in-time',
      reachesOn: '2026-12-05',
    });
    expect(pace(of(161, '2026-11-20'), of(200, '2026-11-10'))).toMatchObject({ reachesOn: '2026-12-06' });
  });

  test('is in time on the day itself, and too late the day after', () => {
    expect(pace(of(141, '2026-11-20'), of(151, '2026-11-10'))).toMatchObject({
      outlook: 'in-time',
      reachesOn: '2026-12-31',
    });
    expect(pace(of(142, '2026-11-20'), of(152, '2026-11-10'))).toMatchObject({
      outlook: 'too-late',
      reachesOn: '2027-01-01',
    });
  });

  test('has no day where it takes more than ten years', () => {
    expect(pace(of(1000, '2026-11-20'), of(1000.1, '2026-11-10'))).toEqual({
      reachBy: '2026-12-31',
      outlook: 'too-late',
      reachesOn: undefined,
    });
  });

  test('tells what stands still from what moves away', () => {
    expect(pace(of(160, '2026-11-20'), of(160, '2026-11-10'))?.outlook).toBe('standing-still');
    expect(pace(of(160, '2026-11-20'), of(150, '2026-11-10'))?.outlook).toBe('wrong-way');
  });

  test('is unknown after one reading, and reached on target', () => {
    expect(pace(of(160, '2026-11-20'))?.outlook).toBe('unknown');
    expect(pace(of(100, '2026-11-20'))?.outlook).toBe('reached');
  });

  test('of a change is counted from the baseline', () => {
    const { target: change } = kpiNamed('cycle-time');
    const [baseline, last] = [of(20, '2026-11-01'), of(18, '2026-11-11')].map((one) => ({
      ...one,
      kpi_id: 'cycle-time',
    }));
    if (!baseline || !last) throw new Error('there are two readings');
    const course = { target: valid(change, '2027-11-01'), last, previous: undefined, baseline, level: 'off' as const };
    expect(paceOf(course)).toMatchObject({ outlook: 'in-time', reachesOn: '2026-12-01' }); // 14 days are 30% less
    expect(paceOf({ ...course, last: baseline })?.outlook).toBe('unknown');
  });
});
