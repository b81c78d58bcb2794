import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { GoalProgress, MilestoneProgress, PlanProgress } from '../../src/plans/progress.ts';
import { actions, button, lines, mention, phrase, primary, words } from '../kit.ts';
import { barText } from '../progress/bar.ts';
import { goalLines } from '../progress/goal-state.ts';
import { earlierOpen } from '../progress/standing.ts';
import { checkinActions } from './checkin-actions.ts';

/** What the messages about a check-in are drawn from. */
export interface AskingView {
  plan: PlanProgress;
  /** Of the plan: the one that it is about. */
  milestone: MilestoneProgress;
}

/** Far more than a role has in one milestone: what keeps a message within Slack's limits all the same. */
const mostGoals = 25;

/** The bar, and each goal with its state. */
export function standing(goals: readonly GoalProgress[]): KnownBlock {
  const more = goals.length > mostGoals ? [words(`\nand ${goals.length - mostGoals} more`)] : [];
  return lines(words(`${barText(goals)}\n`), ...goalLines(goals.slice(0, mostGoals)), ...more);
}

/** `And 2 goals are still open from Day 30.` Nothing where none are. */
export function earlierLine({ plan, milestone }: AskingView): KnownBlock[] {
  const earlier = earlierOpen(plan, milestone);
  const count = earlier.reduce((sum, { goals }) => sum + goals.length, 0);
  if (count === 0) return [];
  const from = inOneLine(earlier.map(({ title }) => title));
  return [lines(words(`And ${count === 1 ? 'one goal is' : `${count} goals are`} still open from ${from}.`))];
}

/** Who reads an answer. */
export function readers({ managerId }: PlanProgress): RichTextElement[] {
  const manager = managerId === undefined ? '' : [words(' and '), mention(managerId)];
  return phrase`You${manager} read the answer, and workspace admins can. What you put under "only for me" nobody else reads.`;
}

/** Answer it, or choose when to be asked again. */
export const askingButtons = (checkinId: string): KnownBlock[] =>
  actions([
    primary(answerButton('Answer', checkinId)),
    button('Tomorrow', checkinActions.tomorrow, checkinId),
    button('Next Monday', checkinActions.monday, checkinId),
    awayButton('I am away', checkinId),
  ]);

export const answerButton = (text: string, checkinId: string): Button => button(text, checkinActions.answer, checkinId);
export const awayButton = (text: string, checkinId: string): Button => button(text, checkinActions.away, checkinId);

/** `a`, `a and b`, `a, b and c`. */
const inOneLine = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
