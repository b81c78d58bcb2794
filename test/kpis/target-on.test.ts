import { describe, expect, test } from 'vitest';
import { targetOn } from '../../src/kpis/target-on.ts';
import type { StoredTarget } from '../../src/store/targets.ts';
import { kpiNamed, reading, storedTarget } from './samples.ts';

const latency = kpiNamed('latency');
const on = (day: string, stored: StoredTarget[], kpi = latency) => targetOn(kpi, { stored, day, baseline: undefined });
const bound = (day: string, stored: StoredTarget[]) => {
  const { target } = on(day, stored);
  return target.kind === 'fixed' ? target['on-target'] : undefined;
};
const everybody = storedTarget({ onTarget: 50 });
const own = storedTarget({ person_id: 'U1', onTarget: 20, from_on: '2026-11-10' });

describe('the target of a day', () => {
  test('is what the role says, where nothing was set', () => {
    expect(on('2026-11-20', [])).toEqual({
      target: latency.target,
      setFor: 'role',
      setBy: undefined,
      from: undefined,
      reachBy: undefined,
    });
  });

  test('holds from its day on, and earlier readings keep what they had', () => {
    expect(['2026-10-31', '2026-11-01', '2026-11-09', '2026-11-10'].map((day) => bound(day, [everybody, own]))).toEqual(
      [100, 50, 50, 20],
    );
  });

  test('set for a person goes before that of the workspace, though the workspace changes its own later', () => {
    const later = storedTarget({ onTarget: 70, from_on: '2026-12-01' });
    expect(bound('2026-12-24', [everybody, own, later])).toBe(20);
    expect(on('2026-12-24', [everybody, own, later])).toMatchObject({ setFor: 'person', setBy: 'U9' });
    expect(on('2026-11-05', [everybody, own, later])).toMatchObject({ setFor: 'workspace', from: '2026-11-01' });
  });

  test('of two from one day on is the one that was set last', () => {
    expect(bound('2026-11-20', [everybody, storedTarget({ onTarget: 60 })])).toBe(60);
  });

  test('is that of the workspace again, then that of the role, once what was set is dropped', () => {
    const dropped = storedTarget({ person_id: 'U1', target: null, from_on: '2026-11-15' });
    const droppedForAll = storedTarget({ target: null, from_on: '2026-11-18' });
    const all = [everybody, own, dropped, droppedForAll];
    expect(['2026-11-14', '2026-11-15', '2026-11-18'].map((day) => bound(day, all))).toEqual([20, 50, 100]);
  });

  test('is untouched by what was set for another KPI, or by what cannot be read any more', () => {
    expect(bound('2026-11-20', [storedTarget({ kpi_id: 'drift' })])).toBe(100);
    expect(bound('2026-11-20', [storedTarget({ target: '{"kind":"from a later version"}' })])).toBe(100);
  });

  test('has a day to be reached by where one was set, or where the role gives so many months from the baseline', () => {
    expect(on('2026-11-20', [storedTarget({ reach_by: '2027-03-31' })]).reachBy).toBe('2027-03-31');
    const baseline = reading({ kpi_id: 'cycle-time', measured_on: '2026-08-31' });
    const cycleTime = kpiNamed('cycle-time');
    expect(targetOn(cycleTime, { stored: [], day: '2026-11-20', baseline }).reachBy).toBe('2027-08-31');
    expect(on('2026-11-20', [], cycleTime).reachBy).toBe(undefined);
  });
});
