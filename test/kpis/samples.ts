import type { PersonCalendar } from '../../src/calendar/working-days.ts';
import { type RoleKpi, roleKpis } from '../../src/kpis/role-kpis.ts';
import type { ValidTarget } from '../../src/kpis/target-on.ts';
import type { Target } from '../../src/role/schema.ts';
import type { Reading } from '../../src/store/readings.ts';
import type { StoredTarget } from '../../src/store/targets.ts';
import { builtInRole } from '../support/roles.ts';

export const builtInKpis = roleKpis(builtInRole());

/** @throws where the role has none of that name */
export function kpiNamed(id: string): RoleKpi {
  const kpi = builtInKpis.find(id);
  if (!kpi) throw new Error(`the role has no KPI ${id}`);
  return kpi;
}

/** A reading of 90 ms of latency, where nothing else is said. */
export const reading = (own: Partial<Reading> = {}): Reading => ({
  id: `${own.kpi_id ?? 'latency'}-${own.measured_on ?? '2026-11-20'}-${own.value ?? 90}`,
  workspace_id: 'T1',
  person_id: 'U1',
  kpi_id: 'latency',
  measured_on: '2026-11-20',
  value: 90,
  currency: null,
  confidence: null,
  note: '',
  source: 'person',
  source_id: null,
  recorded_by: 'U1',
  recorded_at: '2026-11-20T09:00:00.000Z',
  ...own,
});

/** What the role says of a KPI, and by when it is to be reached where that is said. */
export const valid = (target: Target, reachBy?: string): ValidTarget => ({
  target,
  setFor: 'role',
  setBy: undefined,
  from: undefined,
  reachBy,
});

/** 50 ms or less for everybody from 1 November on, where nothing else is said. */
export const storedTarget = (own: Partial<StoredTarget> & { onTarget?: number } = {}): StoredTarget => {
  const { onTarget = 50, ...rest } = own;
  return {
    id: 'target',
    workspace_id: 'T1',
    person_id: null,
    kpi_id: 'latency',
    from_on: '2026-11-01',
    target: JSON.stringify(atMost(onTarget)),
    reach_by: null,
    set_by: 'U9',
    set_at: '2026-11-01T09:00:00.000Z',
    ...rest,
  };
};

export const atMost = (onTarget: number, atRisk?: number): Extract<Target, { kind: 'fixed' }> => ({
  kind: 'fixed',
  unit: 'milliseconds',
  direction: 'lower',
  text: `at most ${onTarget} ms`,
  'on-target': onTarget,
  ...(atRisk === undefined ? {} : { 'at-risk': atRisk }),
});

/** Monday to Friday in Berlin, without holidays. */
export const berlin: PersonCalendar = {
  timeZone: 'Europe/Berlin',
  hour: 9,
  workdays: [1, 2, 3, 4, 5],
  holidays: () => undefined,
  leave: [],
};
