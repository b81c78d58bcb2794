import type { RichTextElement } from '@slack/types';
import type { EntryProblem } from '../../src/kpis/read-entry.ts';
import { exampleOf, type Unit } from '../../src/kpis/units.ts';
import { fullDayText } from '../dates.ts';
import { clipped, phrase, typed } from '../kit.ts';

interface Refused {
  problem: EntryProblem;
  kpi: { title: string; unit: Unit };
}

/** Why something typed is no value of a KPI, and an example of what is. */
export function valueRefusal({ problem, kpi }: Refused): RichTextElement[] {
  const example = exampleOf(kpi.unit);
  switch (problem.kind) {
    case 'nothing':
      return phrase`There is no value yet. Write it like ${example}.`;
    case 'no-number':
      return phrase`I find no number in ${quoted(problem.piece)}. Write it like ${example}.`;
    case 'two-numbers':
      return phrase`${quoted(problem.piece)} has two numbers, and I cannot tell which one you mean. Write one, like ${example}; a note comes after it, in words.`;
    case 'wrong-unit':
      return phrase`${quoted(problem.piece)} is no unit of ${kpi.title}. Write it like ${example}.`;
    case 'not-whole':
      return phrase`${kpi.title} is counted, so ${quoted(problem.piece)} is no value for it. Write a whole number, like ${example}.`;
    case 'too-long':
      return phrase`${quoted(problem.piece)} is more than anything measures. Write it like ${example}.`;
    case 'more-than-value':
      return phrase`A value alone goes here, so ${quoted(problem.piece)} is too much. Write it like ${example}.`;
    case 'too-high':
      return phrase`${quoted(problem.piece)} cannot be: ${kpi.title} ends at ${String(problem.limit)}. Write it like ${example}.`;
    case 'too-low':
      return phrase`${quoted(problem.piece)} cannot be: ${kpi.title} begins at ${String(problem.limit)}. Write it like ${example}.`;
    case 'no-date':
      return phrase`I cannot read a day in ${quoted(problem.piece)}. Write year, month and day, like ${'on 2026-11-20'}.`;
    case 'date-ahead':
      return phrase`${fullDayText(problem.date)} is still to come. Log what was measured today or before.`;
    case 'note-too-long':
      return phrase`That note is longer than the ${String(problem.most)} characters that one holds. Shorten it, or put it in your check-in: ${typed('checkin')}.`;
  }
}

const quoted = (text: string): string => `"${clipped(text, 80)}"`;
