import type { RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { boundsOf, isEnd } from '../../src/kpis/bounds.ts';
import { formatChange, formatValue } from '../../src/kpis/format-value.ts';
import type { Pace } from '../../src/kpis/pace.ts';
import type { Reading } from '../../src/kpis/standing.ts';
import { changeAgainst, type Level, type Standing, type Status } from '../../src/kpis/standing.ts';
import type { Target } from '../../src/role/schema.ts';
import { dayText } from '../dates.ts';
import { strong, words } from '../kit.ts';

const statuses: Record<Status, string> = {
  'on-target': '● On target',
  'at-risk': '◐ At risk',
  off: '▲ Off',
  baseline: '○ Baseline',
  'no-target': '○ No target yet',
  stale: '◌ Out of date',
  'no-reading': '◌ No reading yet',
};

/** A sign and words: the sign alone would be lost on some. */
export const statusText = (status: Status): string => statuses[status];

/** `87 ms`, of a reading. */
export const valueText = (reading: Pick<Reading, 'value' | 'currency'>, { unit }: Target): string =>
  formatValue(reading.value, unit, { currency: reading.currency ?? undefined });

/** `measured today`, `measured on Fri 20 Nov`. */
export const measuredText = ({ measured_on }: Reading, today: LocalDate): string =>
  measured_on === today ? 'measured today' : `measured on ${dayText(measured_on, today)}`;

/** `−5 ms since Fri 13 Nov`; empty where there is nothing before. */
export function changeText({ last, previous, target }: Standing, today: LocalDate): string {
  if (!last || !previous) return '';
  const change = formatChange(previous.value, last.value, target.target.unit, { currency: last.currency ?? undefined });
  return `${change} since ${dayText(previous.measured_on, today)}`;
}

/** The status and the rule behind it, with the figures: `Off: 240 ms, at risk ends at 110 ms, on target is 100 ms or less.` */
export function whyText(standing: Standing, today: LocalDate): string {
  const { last, level, status, target, baseline } = standing;
  if (!last || level === undefined) return 'Nothing is measured yet.';
  const value = valueText(last, target.target);
  if (status === 'stale')
    return `Out of date: ${value} was measured on ${dayText(last.measured_on, today)}, and a newer value is needed to tell. ${levelWords[level]} then: ${levelReason(standing, value, baseline)}`;
  return `${levelWords[level]}: ${levelReason(standing, value, baseline)}`;
}

const levelWords: Record<Level, string> = {
  'on-target': 'On target',
  'at-risk': 'At risk',
  off: 'Off',
  baseline: 'This is the baseline',
  'no-target': 'No target yet',
};

function levelReason(standing: Standing, value: string, baseline: Reading | undefined): string {
  const { target } = standing.target;
  switch (target.kind) {
    case 'to-be-agreed':
      return `${value}. Agree on a figure with your manager, who can set it here.`;
    case 'within':
      return `${value}, on target is from ${inUnit(target['on-target'].from, target)} to ${inUnit(target['on-target'].to, target)}.`;
    case 'fixed':
      return `${value}, ${boundsText(target, (bound) => inUnit(bound, target))}`;
    case 'relative': {
      const change = baseline && standing.last ? changeAgainst(baseline.value, standing.last.value) : undefined;
      if (standing.level === 'baseline' || !baseline)
        return `${value}. Later readings are measured against it; on target is ${percentText(boundsOf(target).onTarget)}.`;
      if (change === undefined)
        return `${value}. A baseline of nothing has no percentage; your manager can set a figure.`;
      return `${value} is ${percentText(change)} against the baseline of ${valueText(baseline, target)}, ${boundsText(target, percentText)}`;
    }
  }
}

type Bounded = Extract<Target, { kind: 'fixed' | 'relative' }>;

/** `on target is 100 ms or less, at risk ends at 110 ms.` */
function boundsText(target: Bounded, text: (bound: number) => string): string {
  const { onTarget, atRisk } = boundsOf(target);
  const risk = atRisk === onTarget ? '' : `, at risk ends at ${text(atRisk)}`;
  return `on target is ${onTargetText(target, text)}${risk}.`;
}

/** `100 ms or less` */
function onTargetText(target: Bounded, text: (bound: number) => string): string {
  const { onTarget } = boundsOf(target);
  const isBest = target.kind === 'fixed' && isEnd(onTarget, target.unit);
  return `${text(onTarget)}${isBest ? '' : target.direction === 'lower' ? ' or less' : ' or more'}`;
}

/** `100 ms or less`, `5 % to 10 %`: the values that are on target; empty where that depends on a first reading, or nothing is agreed. */
export function aimText(target: Target): string {
  if (target.kind === 'fixed') return onTargetText(target, (bound) => inUnit(bound, target));
  if (target.kind !== 'within') return '';
  const { from, to } = target['on-target'];
  return `${inUnit(from, target)} to ${inUnit(to, target)}`;
}

const inUnit = (value: number, { unit }: Target): string => formatValue(value, unit);
const percentText = (percent: number): string => `${percent > 0 ? '+' : ''}${formatValue(percent, 'percent')}`;

/** Whether it gets there by the day that it has; empty where it has none. */
export function paceText(pace: Pace | undefined, today: LocalDate): string {
  if (!pace) return '';
  const by = dayText(pace.reachBy, today);
  switch (pace.outlook) {
    case 'reached':
      return `It was to be reached by ${by}, and it is.`;
    case 'in-time':
      return `At this pace it gets there by ${dayText(pace.reachesOn ?? pace.reachBy, today)}, in time for ${by}.`;
    case 'too-late':
      return pace.reachesOn === undefined
        ? `At this pace it does not get there by ${by}.`
        : `At this pace it gets there by ${dayText(pace.reachesOn, today)}, after ${by}.`;
    case 'standing-still':
      return `It is to be reached by ${by}, and has not moved since the reading before.`;
    case 'wrong-way':
      return `It is to be reached by ${by}, and moves the other way just now.`;
    case 'unknown':
      return `It is to be reached by ${by}. A second reading will tell the pace.`;
  }
}

/** One KPI as a line: `● On target  Inference latency (p95): 87 ms  ▃▅▂` */
export const standingLine = ({ kpi, status, last, target, recent }: Standing): RichTextElement[] => [
  words(`${statusText(status)}  `),
  strong(kpi.title),
  ...(last ? [words(`: ${valueText(last, target.target)}  ${sparkline(recent)}`)] : []),
];

const cells = [...'▁▂▃▄▅▆▇█'];

/** Values as block characters, from the lowest to the highest; fewer than two say nothing. */
export function sparkline(values: readonly number[]): string {
  if (values.length < 2) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least;
  return values.map((value) => cells[span === 0 ? 3 : Math.round(((value - least) / span) * 7)] ?? '').join('');
}
