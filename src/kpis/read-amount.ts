import { readNumber } from './read-number.ts';
import { meaningOf, msOf, pointsScale, type Unit } from './units.ts';

/** A number and what follows it, where a value of `unit` is wanted. */
interface Start {
  number: number;
  /** The number, as typed. */
  typed: string;
  rest: string;
  unit: Unit;
}

/** In the wanted unit, without its sign. */
export interface Amount {
  value: number;
  currency?: string;
  rest: string;
}

/** The amount that a number begins, in any of the forms of {@link takeValue}. Undefined where its unit is another kind's. */
export function takeAmount(start: Start): Amount | undefined {
  return takeRatio(start) ?? takeClock(start) ?? takeWithUnit(start);
}

function takeRatio({ number, rest, unit }: Start): Amount | undefined {
  if (unit !== 'points' && unit !== 'percent') return undefined;
  const sign = /^(?: ?\/ ?| +of +| +out of +)(?=\d)/.exec(rest)?.[0];
  if (sign === undefined) return undefined;
  const whole = readNumber(rest.slice(sign.length));
  if (!whole?.ok || whole.number === 0) return undefined;
  return { value: (number * (unit === 'points' ? pointsScale : 100)) / whole.number, rest: whole.rest };
}

function takeClock({ number, typed, rest, unit }: Start): Amount | undefined {
  const unitMs = msOf(unit);
  const [all = '', minutes, seconds] = /^:([0-5]\d)(?::([0-5]\d))?(?![\d:])/.exec(rest) ?? [];
  if (unitMs === undefined || minutes === undefined || !/^\d{1,3}$/.test(typed)) return undefined;
  if (seconds === undefined && unit !== 'hours') return undefined;
  const ms = ((number * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
  return { value: ms / unitMs, rest: rest.slice(all.length) };
}

/** The sign or word that follows a number, close to it or after spaces. Alone, "us" is who measured. */
export function takeWord(text: string): { word: string; rest: string } | undefined {
  const found =
    /^( *)([Pp]er cent(?!\p{L})|%|‰|¢|(?:US|CA|AU|NZ|HK|R)?\p{Sc}|°\p{L}?|\p{L}+(?:\/[a-z](?!\p{L}))?)/u.exec(text);
  const [all = '', space = '', word = ''] = found ?? [];
  if (!found || (space !== '' && word.toLowerCase() === 'us')) return undefined;
  return { word: word.toLowerCase() === 'per cent' ? 'percent' : word, rest: text.slice(all.length) };
}

function takeWithUnit({ number, rest, unit }: Start): Amount | undefined {
  const scaleWord = takeWord(rest);
  const scale = scaleWord && meaningOf(scaleWord.word, unit);
  const isScaled = scaleWord && scale?.kind === 'scale';
  const bare = isScaled ? { value: number * scale.factor, rest: scaleWord.rest } : { value: number, rest };
  const unitWord = takeWord(bare.rest);
  const meaning = unitWord && meaningOf(unitWord.word, unit);
  if (!unitWord || !meaning) return bare;
  const amount = { value: bare.value, rest: unitWord.rest };
  if (meaning.kind === 'currency') return { ...amount, currency: meaning.code };
  if (meaning.kind === 'unit') return meaning.unit === unit ? amount : undefined;
  const unitMs = msOf(unit);
  if (meaning.kind !== 'time' || unitMs === undefined) return undefined;
  const smaller = takeSmallerTimes(amount.rest, meaning.ms, unit);
  return { value: (bare.value * meaning.ms + smaller.ms) / unitMs, rest: smaller.rest };
}

/** The `20m` of `3h 20m`: what is no smaller time is left over. */
function takeSmallerTimes(text: string, largerMs: number, unit: Unit): { ms: number; rest: string } {
  const nothing = { ms: 0, rest: text };
  const number = readNumber(text.replace(/^ *(?:, *)?(?:and )?(?=\d)/, ''));
  const word = number?.ok ? takeWord(number.rest) : undefined;
  const meaning = word && meaningOf(word.word, unit);
  if (!number?.ok || !word || meaning?.kind !== 'time' || meaning.ms >= largerMs) return nothing;
  const more = takeSmallerTimes(word.rest, meaning.ms, unit);
  return { ms: number.number * meaning.ms + more.ms, rest: more.rest };
}
