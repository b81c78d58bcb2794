import { takeAmount, takeWord } from './read-amount.ts';
import { plainText, readNumber } from './read-number.ts';
import { meaningOf, type Unit, type ValueRules } from './units.ts';
import { pieceOf, type ValueProblem } from './value-problem.ts';

/** A value as it was understood, in the KPI's own unit. */
export interface Measured {
  value: number;
  /** `+3` where the KPI counts: on top of the last value. */
  isAddition: boolean;
  /** The ISO code, where a currency was typed. */
  currency?: string;
}

interface Refused {
  ok: false;
  problem: ValueProblem;
}
export type ReadValue = { ok: true; measured: Measured } | Refused;
/** `rest` starts where the value and what separates it end; it has the length that it has as typed. */
export type TakenValue = { ok: true; measured: Measured; rest: string } | Refused;

/** Nothing that is measured is larger; up to here, doubles keep two decimals. */
export const largestValue = 1e12;

/** In characters: what is longer is cut here before it is read, and refused in the end. */
export const longestText = 4000;

/** Reads a value that stands alone, as in a form's field: behind it, nothing but space and punctuation may follow. */
export function readValue(text: string, rules: ValueRules): ReadValue {
  const trimmed = text.trim();
  const taken = takeValue(trimmed.slice(0, longestText), rules);
  if (!taken.ok) return taken;
  if (taken.rest !== '' || trimmed.length > longestText) return refused('more-than-value', taken.rest);
  return { ok: true, measured: taken.measured };
}

/**
 * Reads the value that a text of at most {@link longestText} starts with, without space around it: a number as in {@link readNumber}, with or without a sign, a unit of the
 * KPI's kind (converted to its own; a bare number is in it already), a currency on either side, or:
 * - `1.2k`, `3 million`, for any unit;
 * - `3h 20m`, larger units first, for a time; `1:30` (h:mm) for hours, `1:30:00` for any time: in minutes, `1:30` could
 *   be either, and is refused;
 * - `4/5`, `4 of 5`, `4 out of 5`: for a percent their share, for points `4`; on another scale, as much of ours (8/10
 *   is 4).
 * A sign of plus adds only where the rules say that the KPI counts.
 */
export function takeValue(trimmed: string, rules: ValueRules): TakenValue {
  const plain = plainText(trimmed);
  if (plain === '') return { ok: false, problem: { kind: 'nothing' } };
  const prefix = takePrefix(plain);
  const number = readNumber(prefix.rest);
  if (!number) return refused('no-number', firstWord(plain));
  if (!number.ok) return refused(number.problem, number.typed);

  const amount = takeAmount({ ...number, unit: rules.unit });
  const typed = plain.slice(0, plain.length - (amount?.rest ?? number.rest).length);
  const currency = prefix.currency ?? amount?.currency;
  const hasTwo = prefix.currency !== undefined && amount?.currency !== undefined;
  if (!amount || hasTwo || (currency !== undefined && rules.unit !== 'currency'))
    return refused('wrong-unit', `${typed}${firstWord(amount ? '' : number.rest)}`);
  const rest = takeSeparator(amount.rest);
  const left = problemOfRest(amount.rest, rest, typed, rules.unit);
  if (left) return left;

  const value = Number((prefix.isNegative ? -amount.value : amount.value).toPrecision(15)) || 0; // no noise, no -0
  const measured = {
    value,
    isAddition: prefix.isPositive && (rules.counts ?? rules.unit === 'count'),
    ...(currency === undefined ? {} : { currency }),
  };
  return problemOfValue(value, typed, rules) ?? { ok: true, measured, rest };
}

const refused = (kind: Exclude<ValueProblem['kind'], 'nothing' | 'too-high' | 'too-low'>, piece: string): Refused => ({
  ok: false,
  problem: { kind, piece: pieceOf(piece) },
});

const firstWord = (text: string): string => /^ *[^ ]*/.exec(text)?.[0] ?? '';

interface Prefix {
  isPositive: boolean;
  isNegative: boolean;
  currency?: string;
  rest: string;
}

/** A sign, a currency, in either order: `-€3`, `$ -3`, `USD 3`. */
function takePrefix(text: string): Prefix {
  const found = /^([+-]?) *((?:[A-Za-z]{0,3}\p{Sc}|[A-Za-z]{2,7})(?= *(?:[+-] *)?[.,]?\d))? *([+-]?) */u.exec(text);
  const [all = '', first = '', word, second = ''] = found ?? [];
  const meaning = word === undefined ? undefined : meaningOf(word, 'currency');
  const none = { isPositive: false, isNegative: false, rest: text };
  if (first && second) return none; // `+-3` says nothing
  if (word !== undefined && meaning?.kind !== 'currency') return none;
  const sign = first || second;
  const signed = { isPositive: sign === '+', isNegative: sign === '-', rest: text.slice(all.length) };
  return meaning?.kind === 'currency' ? { ...signed, currency: meaning.code } : signed;
}

/** Without the space and punctuation in front. */
export const takeSeparator = (text: string): string => text.replace(/^[\s,;:.!?-]+/, '');

/** What may not follow a value: something glued to it, a second unit, a second number. */
function problemOfRest(glued: string, rest: string, typed: string, unit: Unit): Refused | undefined {
  if (rest === '') return undefined;
  if (/^[:/]\d/.test(glued)) return refused('wrong-unit', `${typed}${firstWord(glued)}`); // 1:75, 87/90
  const between = glued.slice(0, glued.length - rest.length);
  const { rest: unsigned } = takePrefix(rest);
  const number = readNumber(unsigned);
  if (number) {
    const word = number.ok ? takeWord(number.rest) : undefined;
    // `2nd` and `5xx` are words; `2 nd` is not
    const isWord = number.ok && word && /^\p{L}/u.test(number.rest) && !meaningOf(word.word, unit);
    if (!isWord) return refused('two-numbers', `${typed}${between}${firstWord(rest)}`);
  }
  if (glued === rest && !rest.startsWith('(')) return refused('wrong-unit', `${typed}${firstWord(glued)}`);
  const word = between.trim() === '' ? takeWord(` ${rest}`) : undefined;
  return word && meaningOf(word.word, unit) ? refused('wrong-unit', `${typed} ${word.word}`) : undefined;
}

function problemOfValue(value: number, piece: string, rules: ValueRules): Refused | undefined {
  const most = Math.min(rules.most ?? largestValue, largestValue);
  const least = Math.max(rules.least ?? -largestValue, -largestValue);
  if (value > most) return { ok: false, problem: { kind: 'too-high', piece: pieceOf(piece), limit: most } };
  if (value < least) return { ok: false, problem: { kind: 'too-low', piece: pieceOf(piece), limit: least } };
  return rules.unit === 'count' && !Number.isInteger(value) ? refused('not-whole', piece) : undefined;
}
