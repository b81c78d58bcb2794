import { withCurrency } from './currencies.ts';
import { pointsScale, type Unit } from './units.ts';

interface Money {
  /** An ISO code; left out, the digits stand alone. */
  currency?: string | undefined;
}

/** What is smaller is 0. */
const smallest = 1e-12;

/** With a true minus sign, which screen readers read out, and no "-0". */
const styles = { signDisplay: 'negative', roundingPriority: 'morePrecision', maximumSignificantDigits: 4 } as const;
const small = new Intl.NumberFormat('en-US', { ...styles, maximumFractionDigits: 4 });
const large = new Intl.NumberFormat('en-US', { ...styles, maximumFractionDigits: 2 });

/**
 * A value (finite) in its KPI's unit, as people read it: `87 ms`, `1,234 ms`, `12.5%`, `1 hour`, `€0.40`, `4 of 5`.
 * Rounded to four decimals, from 1,000 on to two; where four decimals would show less than four digits of it, to four
 * digits. {@link readValue} reads it back to what it was rounded to.
 */
export function formatValue(value: number, unit: Unit, { currency }: Money = {}): string {
  const digits = digitsOf(value, unit);
  const sign = digits.startsWith('−') ? '−' : '';
  if (unit === 'points') return `${digits} of ${pointsScale}`;
  if (unit === 'currency' && currency !== undefined)
    return `${sign}${withCurrency(digits.slice(sign.length), currency)}`;
  return withUnit(digits, unit);
}

/**
 * How a value changed: `+3 ms`, `−2 points`, `+1.5 pp` (percentage points), `no change`. Rounded as
 * {@link formatValue} rounds.
 */
export function formatChange(from: number, to: number, unit: Unit, { currency }: Money = {}): string {
  const change = to - from;
  const noise = Math.max(Math.abs(from), Math.abs(to)) * 1e-12; // 0.3 - 0.1 is not quite 0.2
  const digits = digitsOf(Math.abs(change) <= noise ? 0 : Number(Math.abs(change).toPrecision(12)), unit);
  if (digits === '0') return 'no change';
  const sign = change < 0 ? '−' : '+';
  if (unit === 'percent') return `${sign}${digits} pp`;
  if (unit === 'currency' && currency !== undefined) return `${sign}${withCurrency(digits, currency)}`;
  return `${sign}${withUnit(digits, unit)}`;
}

function digitsOf(value: number, unit: Unit): string {
  const size = Math.abs(value);
  const rounded = size < smallest ? '0' : (size < 1000 ? small : large).format(value);
  const hasOneDecimal = unit === 'currency' && /\.\d$/.test(rounded);
  return `${rounded}${hasOneDecimal ? '0' : ''}`.replace('-', '−');
}

const nouns: Partial<Record<Unit, string>> = { points: 'point', minutes: 'minute', hours: 'hour', days: 'day' };

function withUnit(digits: string, unit: Unit): string {
  if (unit === 'percent') return `${digits}%`;
  if (unit === 'milliseconds') return `${digits} ms`;
  const noun = nouns[unit];
  if (noun === undefined) return digits;
  return `${digits} ${noun}${/^−?1$/.test(digits) ? '' : 's'}`;
}
