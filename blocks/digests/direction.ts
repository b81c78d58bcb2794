import type { Standing } from '../../src/kpis/standing.ts';

/** `, worse` or `, better`, by the end of the target that is the good one; nothing where it has two, or nothing moved. */
export function directionText({ last, previous, target: { target } }: Standing): string {
  if (!last || !previous || last.value === previous.value) return '';
  if (target.kind !== 'fixed' && target.kind !== 'relative') return '';
  const isBetter = target.direction === 'lower' ? last.value < previous.value : last.value > previous.value;
  return isBetter ? ', better' : ', worse';
}
