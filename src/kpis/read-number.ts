/** What was typed cannot be read as one number. */
export type NumberProblem = 'no-number' | 'two-numbers' | 'too-long';

export type ReadNumber =
  | { ok: true; number: number; typed: string; rest: string }
  | { ok: false; problem: NumberProblem; typed: string };

const mostDigits = 20;
const largestExponent = 12;

/**
 * The text in plain ASCII, where there is a plain form: full-width digits and signs, minus signs and dashes, apostrophes,
 * spaces of all widths. Character for character, so that what is left over after a value has the same length here and
 * as typed.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, '-')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d)/g, "'") // these group thousands, and are nothing else
    .replace(/\s/g, ' ');
}

/**
 * Reads the number that `text` starts with, without a sign. Either of comma and dot may be the decimal sign, and they,
 * an apostrophe or a space may group thousands:
 * - where two kinds stand, the last one is the decimal sign: `1,234.5`, `1.234,5`, `1 234,5`;
 * - one that stands more than once groups: `1.234.567`;
 * - a single dot is the decimal sign, whatever follows: `1.234` is a bit more than one;
 * - a single comma groups when exactly three digits follow and no zero leads: `1,234` is over a thousand, `12,5` and
 *   `0,123` are decimals;
 * - a single space does not group: `87 900` may be two numbers. One that does not break a line, as word processors set
 *   it, does, and so does an apostrophe.
 * An exponent has at most two digits and is at most 12. Undefined where there is no digit.
 */
export function readNumber(text: string): ReadNumber | undefined {
  const found = /^(?:\d+|(?=[.,]\d))(?:[.,']\d+| \d{3}(?!\d))*/.exec(text)?.[0];
  if (!found) return undefined;
  const exponent = /^[eE]([+-]?\d+)/.exec(text.slice(found.length));
  const typed = found + (exponent?.[0] ?? '');
  const power = Number(exponent?.[1] ?? 0);
  if (found.replace(/\D/g, '').length > mostDigits || Math.abs(power) > largestExponent)
    return { ok: false, problem: 'too-long', typed };
  const decimal = asDecimal(found);
  if (decimal === undefined) return { ok: false, problem: /[ ']/.test(found) ? 'two-numbers' : 'no-number', typed };
  return { ok: true, number: Number(`${decimal}e${power}`), typed, rest: text.slice(typed.length) };
}

/** `1,234.5` and the like as `1234.5`; undefined where the signs make no sense, as in 1.2.3. */
function asDecimal(numeral: string): string | undefined {
  const signs = numeral.replace(/\d/g, '');
  const last = signs.slice(-1);
  const groups = signs.slice(0, -1);
  if (signs === '') return numeral;
  if (signs === ' ') return undefined;
  const cut = numeral.lastIndexOf(last);
  const whole = numeral.slice(0, cut);
  const decimals = numeral.slice(cut + 1);
  const isDecimal = last === '.' || last === ',';
  if (groups === '') return isDecimal && !isGroup(last, whole, decimals) ? `${whole}.${decimals}` : grouped(numeral);
  if (!isDecimal || groups.includes(last)) return grouped(numeral);
  const wholeDigits = grouped(whole);
  return wholeDigits === undefined ? undefined : `${wholeDigits}.${decimals}`;
}

const isGroup = (sign: string, before: string, after: string): boolean =>
  sign === ',' && after.length === 3 && /^[1-9]\d{0,2}$/.test(before);

/** The digits of `1.234.567`, where one sign alone makes groups of three. */
function grouped(numeral: string): string | undefined {
  return /^[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*$/.test(numeral) ? numeral.replace(/\D/g, '') : undefined;
}
