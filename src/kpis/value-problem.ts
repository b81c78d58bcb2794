/**
 * Why something typed is no value. `piece` is what it is about, in plain ASCII where there is a plain form: at most 40
 * characters of it.
 * - `no-number`: it starts with no number, or with one that makes no sense (`1.2.3`);
 * - `wrong-unit`: a unit or currency that the KPI does not have, or that is none (`piece` has the number in front);
 * - `too-long`: more digits or a larger exponent than anything measured has;
 * - `more-than-value`: words behind a value where nothing but a value belongs.
 */
export type ValueProblem =
  | { kind: 'nothing' }
  | { kind: 'no-number' | 'two-numbers' | 'wrong-unit' | 'not-whole' | 'too-long' | 'more-than-value'; piece: string }
  | { kind: 'too-high' | 'too-low'; piece: string; limit: number };

/** What an answer may quote: hostile lengths end here. */
export function pieceOf(typed: string): string {
  const trimmed = typed.trim();
  if (trimmed.length <= 40) return trimmed;
  return `${trimmed.slice(0, 39).replace(/[\ud800-\udbff]$/, '')}…`; // no half an emoji
}
