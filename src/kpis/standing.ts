import type { LocalDate } from '../calendar/local-date.ts';
import type { Target } from '../role/schema.ts';
import type { Reading } from '../store/readings.ts';
import { boundsOf } from './bounds.ts';
import { isStale } from './cadence.ts';
import { type Pace, paceOf } from './pace.ts';
import type { RoleKpi } from './role-kpis.ts';
import type { ValidTarget } from './target-on.ts';

export type { Reading };

/** Where a value lies against a target. `baseline`: it is what later ones are measured against. */
export type Level = 'on-target' | 'at-risk' | 'off' | 'baseline' | 'no-target';

/** Where a KPI stands: the level of its last reading, unless that is too old to say anything of today. */
export type Status = Level | 'stale' | 'no-reading';

export interface Standing {
  kpi: RoleKpi;
  /** What holds on the day of the last reading; today where there is none. */
  target: ValidTarget;
  status: Status;
  /** What the last reading was when it was measured, also once it is stale. */
  level: Level | undefined;
  last: Reading | undefined;
  /** What counted before that. */
  previous: Reading | undefined;
  /** What counted lately, oldest first, the last one included. */
  recent: number[];
  /** The first reading, where the target is a change against it. */
  baseline: Reading | undefined;
  /** Where the target is to be reached by a day: whether it will be, as things go. */
  pace: Pace | undefined;
}

export interface Known {
  kpi: RoleKpi;
  target: ValidTarget;
  /** What counts of each day, newest first; as many as a sparkline shows are enough. */
  latest: readonly Reading[];
  baseline: Reading | undefined;
  today: LocalDate;
}

/** As many as a sparkline shows. */
export const mostRecent = 8;

export function standingOf({ kpi, target, latest, baseline, today }: Known): Standing {
  const counted = countedOnly(latest);
  const [last, previous] = counted;
  const recent = counted
    .slice(0, mostRecent)
    .map(({ value }) => value)
    .reverse();
  const shared = { kpi, target, last, previous, recent, baseline };
  if (!last) return { ...shared, status: 'no-reading', level: undefined, pace: undefined };
  const level = levelOf(last, target.target, baseline);
  const status = isStale(kpi.cadence, last.measured_on, today) ? 'stale' : level;
  return { ...shared, status, level, pace: paceOf({ target, last, previous, baseline, level }) };
}

/** Of one day the reading counts that was recorded last; these come newest first. */
export function countedOnly(readings: readonly Reading[]): Reading[] {
  return readings.filter((reading, index) => reading.measured_on !== readings[index - 1]?.measured_on);
}

/** The rule is in `boundsOf`: at or past on target, up to at risk, beyond is off. */
export function levelOf(reading: Reading, target: Target, baseline: Reading | undefined): Level {
  switch (target.kind) {
    case 'to-be-agreed':
      return 'no-target';
    case 'within': {
      const isInside = ({ from, to }: { from: number; to: number }) => from <= reading.value && reading.value <= to;
      if (isInside(target['on-target'])) return 'on-target';
      return target['at-risk'] && isInside(target['at-risk']) ? 'at-risk' : 'off';
    }
    case 'fixed':
      return against(reading.value, target);
    case 'relative': {
      if (!baseline || baseline.id === reading.id || baseline.measured_on >= reading.measured_on) return 'baseline';
      const change = changeAgainst(baseline.value, reading.value);
      return change === undefined ? 'no-target' : against(change, target);
    }
  }
}

function against(value: number, target: Extract<Target, { kind: 'fixed' | 'relative' }>): Level {
  const { onTarget, atRisk } = boundsOf(target);
  const isPast = (bound: number) => (target.direction === 'lower' ? value <= bound : value >= bound);
  if (isPast(onTarget)) return 'on-target';
  return isPast(atRisk) ? 'at-risk' : 'off';
}

/** In percent of the baseline; undefined where that is nothing. */
export function changeAgainst(baseline: number, value: number): number | undefined {
  if (baseline === 0) return undefined;
  return Number((((value - baseline) / Math.abs(baseline)) * 100).toPrecision(12));
}
