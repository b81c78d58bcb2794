import { bandPercent, type Target } from '../role/schema.ts';
import type { Reading } from '../store/readings.ts';

/** Where a target's statuses change, in the target's unit (percent against the baseline, where it is relative). */
export interface Bounds {
  onTarget: number;
  /** Equal to `onTarget` where nothing lies between on target and off. */
  atRisk: number;
  /** Who drew the at-risk bound: the role file, or we, with a band of ten percent. */
  band: 'role' | 'ours';
}

/**
 * The bounds of a target with one better end: a range's two ends are its two bounds, a single figure gets a band of ten
 * percent of itself.
 */
export function boundsOf(target: Extract<Target, { kind: 'fixed' | 'relative' }>): Bounds {
  const bounds = target.kind === 'fixed' ? target : target.change;
  const onTarget = bounds['on-target'];
  const stated = bounds['at-risk'];
  if (stated !== undefined) return { onTarget, atRisk: stated, band: 'role' };
  const tenth = (Math.abs(onTarget) * bandPercent) / 100;
  const band = target.unit === 'count' ? Math.floor(tenth) : tenth; // between 1 release and none lies nothing
  // 100 + 10 and 0.2 + 0.02 should not come out as 110.00000000000001 and 0.22000000000000003
  const atRisk = Number((target.direction === 'lower' ? onTarget + band : onTarget - band).toPrecision(12));
  return { onTarget, atRisk, band: 'ours' };
}

/** Whether nothing is better than a bound: no incidents, all of the runs. */
export const isEnd = (bound: number, unit: Target['unit']): boolean =>
  bound === 0 || (unit === 'percent' && bound === 100);

/** The value that is on target: undefined where none was set, for a corridor, and for a change without a baseline. */
export function aimOf(target: Target, baseline: Pick<Reading, 'value'> | undefined): number | undefined {
  if (target.kind === 'fixed') return boundsOf(target).onTarget;
  if (target.kind !== 'relative' || !baseline) return undefined;
  return baseline.value + (Math.abs(baseline.value) * boundsOf(target).onTarget) / 100;
}
