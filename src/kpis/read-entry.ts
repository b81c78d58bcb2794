import type { LocalDate } from '../calendar/local-date.ts';
import { readDate } from './read-date.ts';
import { longestText, type Measured, takeSeparator, takeValue } from './read-value.ts';
import type { ValueRules } from './units.ts';
import { pieceOf, type ValueProblem } from './value-problem.ts';

export interface EntryRules extends ValueRules {
  /** The person's own. */
  today: LocalDate;
}

export interface Entry extends Measured {
  measuredOn: LocalDate;
  /** Empty where there is none. */
  note: string;
}

/**
 * Why something typed is no entry. `no-date`: what follows `on` was meant for a day, and is none or not clearly one;
 * `most` is in characters.
 */
export type EntryProblem =
  | ValueProblem
  | { kind: 'no-date'; piece: string }
  | { kind: 'date-ahead'; piece: string; date: LocalDate }
  | { kind: 'note-too-long'; piece: string; most: number };

export type ReadEntry = { ok: true; entry: Entry } | { ok: false; problem: EntryProblem };

/** In characters, as people count them. */
export const longestNote = 500;

/**
 * Reads `VALUE [on DATE] [note]`, as typed behind a KPI's name. The value is as in {@link takeValue}, the date as in
 * {@link readDate}; `yesterday` and `today` need no `on`. The note is kept as typed.
 */
export function readEntry(text: string, rules: EntryRules): ReadEntry {
  const whole = text.trim();
  const trimmed = whole.slice(0, longestText);
  const taken = takeValue(trimmed, rules);
  if (!taken.ok) return taken;
  const dated = takeDate(taken.rest, rules.today);
  if (!dated.ok) return dated;
  const note = dated.noteLength === 0 ? '' : trimmed.slice(-dated.noteLength);
  if (Array.from(note).length > longestNote || whole.length > longestText)
    return { ok: false, problem: { kind: 'note-too-long', piece: pieceOf(note), most: longestNote } };
  return { ok: true, entry: { ...taken.measured, measuredOn: dated.date, note } };
}

type Dated = { ok: true; date: LocalDate; noteLength: number } | { ok: false; problem: EntryProblem };

function takeDate(rest: string, today: LocalDate): Dated {
  const isNear = /^(?:today|yesterday|tomorrow)(?=[\s,;.]|$)/i.test(rest);
  const on = isNear ? '' : /^on(?:\s+|$)/i.exec(rest)?.[0];
  const read = on === undefined ? undefined : readDate(rest.slice(on.length), today);
  if (on === undefined || !read) return { ok: true, date: today, noteLength: rest.length };
  if (!read.ok) return { ok: false, problem: { kind: 'no-date', piece: pieceOf(`${on}${read.piece}`) } };
  if (read.date > today) {
    const piece = pieceOf(rest.slice(on.length, rest.length - read.rest.length));
    return { ok: false, problem: { kind: 'date-ahead', piece, date: read.date } };
  }
  return { ok: true, date: read.date, noteLength: takeSeparator(read.rest).length };
}
