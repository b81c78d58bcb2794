import { fuzzy } from 'fast-fuzzy';

/** The share of letters that need no change (a swap of two counts as one), or 0 where that is below `least`. */
export function likeness(one: string, other: string, least: number): number {
  if (numbersIn(one) !== numbersIn(other)) return 0; // day 45 is no slip for day 30
  const longest = Math.max(one.length, other.length);
  if (Math.abs(one.length - other.length) > (1 - least) * longest) return 0; // cannot be that close: not worth comparing
  const score = fuzzy(one, other, { useSellers: false });
  return score >= least ? score : 0;
}

const numbersIn = (text: string): string => text.match(/\p{N}+/gu)?.join(' ') ?? '';
