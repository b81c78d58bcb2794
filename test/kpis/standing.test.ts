import { describe, expect, test } from 'vitest';
import { countedOnly, levelOf, mostRecent, standingOf } from '../../src/kpis/standing.ts';
import { builtInKpis, kpiNamed, reading, valid } from './samples.ts';

/** Of each KPI of the role, by value: in percent of the baseline where its target is a change. */
const levels: [kpiId: string, onTarget: number[], atRisk: number[], off: number[]][] = [
  ['shipped', [1, 2, 40], [], [0]],
  ['cycle-time', [-100, -31, -30], [-29.9, -25, -20], [-19.9, 0, 15]],
  ['offline-lift', [10, 10.1, 300], [9.99, 5, 2], [1.99, 0, -3]],
  ['online-impact', [2, 2.5], [1.99, 1, 0.5], [0.49, 0, -1]],
  ['drift', [0, 0.19, 0.2], [0.201, 0.22], [0.221, 3]],
  ['incidents', [0], [], [1, 7]],
  ['mttd', [0, 29.5, 30], [30.1, 45, 60], [60.1, 400]],
  ['mttr', [0, 3.99, 4], [4.01, 4.4], [4.41, 20]],
  ['latency', [0, 99, 100], [100.1, 110], [110.1, 240]],
  ['cost', [-60, -21, -20], [-19.9, -10], [-9.9, 0, 30]],
  ['training-success', [100, 98.5, 98], [97.9, 96, 95], [94.9, 12]],
  ['reproducibility', [100, 90], [89.9, 81], [80.9, 0]],
  ['documentation', [100], [99.9, 90], [89.9, 0]],
  ['satisfaction', [5, 4.2, 4], [3.99, 3.6], [3.59, 0]],
  ['knowledge-sharing', [1, 3], [], [0]],
];
const withoutTarget = ['guardrails', 'stability', 'review-quality'];

describe('the level of a reading', () => {
  test('is said of every KPI of the role', () => {
    expect([...levels.map(([id]) => id), ...withoutTarget].sort()).toEqual(builtInKpis.all.map(({ id }) => id).sort());
  });

  test.each(levels)('%s changes where the role says so', (kpiId, onTarget, atRisk, off) => {
    const { target } = kpiNamed(kpiId);
    const baseline = reading({ kpi_id: kpiId, measured_on: '2026-10-01', value: 200 });
    const levelAt = (value: number) =>
      levelOf(
        reading({ kpi_id: kpiId, value: target.kind === 'relative' ? 200 + 2 * value : value }),
        target,
        baseline,
      );
    expect(onTarget.map(levelAt)).toEqual(onTarget.map(() => 'on-target'));
    expect(atRisk.map(levelAt)).toEqual(atRisk.map(() => 'at-risk'));
    expect(off.map(levelAt)).toEqual(off.map(() => 'off'));
  });

  test.each(withoutTarget)('%s has none before a figure is agreed on', (kpiId) => {
    expect(levelOf(reading({ kpi_id: kpiId }), kpiNamed(kpiId).target, undefined)).toBe('no-target');
  });

  test('of a first reading is that it is the baseline, also when it is read again', () => {
    const { target } = kpiNamed('cost');
    const first = reading({ kpi_id: 'cost', value: 0.4 });
    expect(levelOf(first, target, undefined)).toBe('baseline');
    expect(levelOf(first, target, first)).toBe('baseline');
    expect(levelOf({ ...first, id: 'earlier that day' }, target, first)).toBe('baseline');
  });

  test('against a baseline of nothing is none, as nothing has no percentage', () => {
    const baseline = reading({ kpi_id: 'cost', measured_on: '2026-10-01', value: 0 });
    expect(levelOf(reading({ kpi_id: 'cost', value: 3 }), kpiNamed('cost').target, baseline)).toBe('no-target');
  });

  test('within a corridor is on target at both of its ends', () => {
    const corridor = {
      kind: 'within',
      unit: 'percent',
      direction: 'within',
      text: '40 to 60%',
      'on-target': { from: 40, to: 60 },
      'at-risk': { from: 30, to: 70 },
    } as const;
    const levelAt = (value: number) => levelOf(reading({ value }), corridor, undefined);
    expect([40, 50, 60].map(levelAt)).toEqual(['on-target', 'on-target', 'on-target']);
    expect([39.9, 30, 60.1, 70].map(levelAt)).toEqual(['at-risk', 'at-risk', 'at-risk', 'at-risk']);
    expect([29.9, 70.1].map(levelAt)).toEqual(['off', 'off']);
  });
});

describe('where a KPI stands', () => {
  const latency = kpiNamed('latency');
  const standing = (latest: ReturnType<typeof reading>[], today = '2026-11-20', kpi = latency) =>
    standingOf({ kpi, target: valid(kpi.target), latest, baseline: undefined, today });

  test('is that nothing was measured, as long as nothing was', () => {
    expect(standing([])).toMatchObject({ status: 'no-reading', level: undefined, last: undefined, recent: [] });
  });

  test.each([
    ['latency', '2026-11-30', '2026-12-01'], // weekly: ten days
    ['review-quality', '2026-12-11', '2026-12-12'], // each sprint: three weeks
    ['incidents', '2027-01-05', '2027-01-06'], // monthly: 46 days
    ['satisfaction', '2027-04-06', '2027-04-07'], // quarterly: 137 days
  ])('%s of 20 November says something on %s, and is stale on %s', (kpiId, fresh, stale) => {
    const kpi = kpiNamed(kpiId);
    const last = reading({ kpi_id: kpiId });
    expect(standing([last], fresh, kpi).status).not.toBe('stale');
    expect(standing([last], stale, kpi)).toMatchObject({ status: 'stale', last });
  });

  test('keeps the level that a stale reading had then', () => {
    expect(standing([reading({ value: 240 })], '2027-02-01')).toMatchObject({ status: 'stale', level: 'off' });
  });

  test('is never stale where it comes with an event', () => {
    const kpi = kpiNamed('online-impact');
    expect(standing([reading({ kpi_id: kpi.id, value: 3 })], '2028-01-01', kpi).status).toBe('on-target');
  });

  test('counts of each day what was recorded last, the day before as the previous, and eight lately', () => {
    const days = Array.from({ length: 12 }, (_, index) => `2026-11-${String(20 - index).padStart(2, '0')}`);
    const latest = days.flatMap((measured_on, index) => [
      reading({ id: `counts-${index}`, measured_on, value: 100 - index }),
      reading({ id: `corrected-${index}`, measured_on, value: 1 }),
    ]);
    const { last, previous, recent } = standing(latest);
    expect([last?.id, previous?.id]).toEqual(['counts-0', 'counts-1']);
    expect(recent).toEqual([93, 94, 95, 96, 97, 98, 99, 100]);
    expect(recent).toHaveLength(mostRecent);
    expect(countedOnly(latest)).toHaveLength(12);
  });
});
