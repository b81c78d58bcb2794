import type { Target } from '../role/schema.ts';
import { currencyOf } from './currencies.ts';

export type Unit = Target['unit'];

/** What may be a value of a KPI. */
export interface ValueRules {
  unit: Unit;
  /** In the KPI's own unit, like `most`: neither is set where any value may be. */
  least?: number;
  most?: number;
  /** Whether `+3` is on top of the last value; left out, that is so where the unit is a count. */
  counts?: boolean;
}

/** Points are given on a scale that ends here. */
export const pointsScale = 5;

/** Which limits a role's KPI has: most measures have no less than nothing, and a share of a whole ends at it. */
export function valueRules(target: Target): ValueRules {
  const { unit } = target;
  if (unit === 'points') return { unit, least: 0, most: pointsScale };
  if (unit !== 'percent') return { unit, least: 0 };
  return isShare(target) ? { unit, least: 0, most: 100 } : { unit };
}

/** A success rate aims high, a lift or a drop is measured from 0: nothing else in a role file tells them apart. */
function isShare(target: Target): boolean {
  if (target.kind !== 'fixed' || target.direction !== 'higher') return false;
  return target['on-target'] >= 50 && target['on-target'] <= 100;
}

const examples: Record<Unit, string> = {
  count: '1',
  percent: '12.5%',
  milliseconds: '87 ms',
  minutes: '25 min',
  hours: '3h 20m',
  days: '12 days',
  currency: '€0.40',
  points: '4/5',
  index: '0.15',
};

/** A value of that unit as it may be typed. */
export function exampleOf(unit: Unit): string {
  return examples[unit];
}

const unitMs: Partial<Record<Unit, number>> = {
  milliseconds: 1,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** How long one of the unit is, in milliseconds; undefined for what is no time. */
export function msOf(unit: Unit): number | undefined {
  return unitMs[unit];
}

/** What a word or sign behind a number says. `foreign` is a unit that no KPI has. */
export type Meaning =
  | { kind: 'time'; ms: number }
  | { kind: 'unit'; unit: Unit }
  | { kind: 'scale'; factor: number }
  | { kind: 'currency'; code: string }
  | { kind: 'foreign' };

/** A day here is 24 hours, a week is seven of them; months and years have no length of their own. */
const times: Readonly<Record<string, number>> = {
  'ns nanosecond nanoseconds': 1e-6,
  'us µs μs microsecond microseconds': 1e-3,
  'ms msec msecs millisecond milliseconds': 1,
  's sec secs second seconds': 1000,
  'm min mins minute minutes': 60_000,
  'h hr hrs hour hours': 3_600_000,
  'd day days': 86_400_000,
  'w wk wks week weeks': 7 * 86_400_000,
};
const named: Readonly<Record<string, Unit>> = {
  '% percent pct pp': 'percent',
  'point points pt pts star stars': 'points',
  'index psi': 'index',
};
const scales: Readonly<Record<string, number>> = {
  'k thousand': 1e3,
  'mio mn million': 1e6,
  'b bn billion': 1e9,
};
const foreign =
  '‰ ° °c °f ¢ bp bps mo month months y yr yrs year years cent cents kr kg g mg t lb lbs oz km cm mm mi mile miles ' +
  'kb mb gb tb kib mib gib bit bits byte bytes bytes/s rps req/s qps rpm fps hz khz mhz ghz kw kwh w/h db';

function spread<Value>(
  lines: Readonly<Record<string, Value>>,
  meaning: (value: Value) => Meaning,
): readonly [string, Meaning][] {
  return Object.entries(lines).flatMap(([words, value]) =>
    words.split(' ').map((word): [string, Meaning] => [word, meaning(value)]),
  );
}

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ...spread(times, (ms) => ({ kind: 'time', ms })),
  ...spread(named, (unit) => ({ kind: 'unit', unit })),
  ...spread(scales, (factor) => ({ kind: 'scale', factor })),
  ...spread({ [foreign]: true }, () => ({ kind: 'foreign' })),
]);

/**
 * What `word` says behind a value of `unit`, in capitals or not; undefined where it is no unit. An `m` is minutes where
 * the unit is a time, and a million where it is not.
 */
export function meaningOf(word: string, unit: Unit): Meaning | undefined {
  const lower = word.toLowerCase();
  if (lower === 'm' && msOf(unit) === undefined) return { kind: 'scale', factor: 1e6 };
  const code = currencyOf(word);
  return code === undefined ? meanings.get(lower) : { kind: 'currency', code };
}
