import { type Bounds, boundsOf, isEnd } from '../src/kpis/bounds.ts';
import { formatValue } from '../src/kpis/format-value.ts';
import type { Target } from '../src/role/schema.ts';

/** A target as its rule, in words: where on target ends, where off begins, and whose bound that is. */
export function targetRule(target: Target): string {
  switch (target.kind) {
    case 'fixed':
      return fixedRule(target, boundsOf(target));
    case 'within':
      return `On target from ${formatValue(target['on-target'].from, target.unit)} to ${formatValue(target['on-target'].to, target.unit)}${
        target['at-risk']
          ? `, at risk from ${formatValue(target['at-risk'].from, target.unit)} to ${formatValue(target['at-risk'].to, target.unit)}`
          : ''
      }, off outside.`;
    case 'relative':
      return relativeRule(target, boundsOf(target));
    case 'to-be-agreed':
      return 'No target yet: agree on a figure with your manager.';
  }
}

function fixedRule(
  { unit, direction }: Extract<Target, { kind: 'fixed' }>,
  { onTarget, atRisk, band }: Bounds,
): string {
  const [better, worse, way] = direction === 'lower' ? ['or less', 'above', 'up'] : ['or more', 'below', 'down'];
  const start = `On target at ${formatValue(onTarget, unit)}${isEnd(onTarget, unit) ? '' : ` ${better}`}`;
  if (atRisk === onTarget) return `${start}, off ${worse} that.`;
  return `${start}, at risk ${way} to ${formatValue(atRisk, unit)}${whose(band)}, off ${worse} that.`;
}

function relativeRule(
  { direction, months }: Extract<Target, { kind: 'relative' }>,
  { onTarget, atRisk, band }: Bounds,
): string {
  const change = (percent: number) => `${Math.abs(percent)}% ${percent < 0 ? 'less' : 'more'}`;
  const time = months ? ` You have ${months.from} to ${months.to} months for it.` : '';
  const way = direction === 'lower' ? 'down' : 'up';
  return `Measured against your own baseline, which your first reading sets; the way is ${way}. On target at ${change(onTarget)}, at risk from ${change(atRisk)}${whose(band)}, off short of that.${time}`;
}

const whose = (band: Bounds['band']): string => (band === 'ours' ? ' (our own margin of ten percent)' : '');
