import type { RichTextElement, StaticSelect } from '@slack/types';
import type { GoalState } from '../../src/plans/progress.ts';
import { chosen, faint, select, words } from '../kit.ts';

/** Each with a sign, so that nobody has to tell colours apart. In the order in which a menu offers them. */
const states: Record<GoalState, { sign: string; word: string }> = {
  not_started: { sign: '○', word: 'not started' },
  in_progress: { sign: '◐', word: 'in progress' },
  blocked: { sign: '▲', word: 'blocked' },
  done: { sign: '✓', word: 'done' },
  dropped: { sign: '×', word: 'dropped' },
};

export const isGoalState = (value: string): value is GoalState => Object.hasOwn(states, value);

export const goalStates: readonly GoalState[] = Object.keys(states).filter(isGoalState);

export const stateSign = (state: GoalState): string => states[state].sign;

/** `✓ done`. */
export const stateText = (state: GoalState): string => `${states[state].sign} ${states[state].word}`;

interface StatedGoal {
  title: string;
  state: GoalState;
}

/** `✓ Get access to data · done`. */
export const goalLine = ({ title, state }: StatedGoal): RichTextElement[] => [
  words(`${states[state].sign} ${title}`),
  faint(` · ${states[state].word}`),
];

/** One below the other: their signs are bullets enough. */
export const goalLines = (goals: readonly StatedGoal[]): RichTextElement[] =>
  goals.flatMap((goal, index) => [...(index === 0 ? [] : [words('\n')]), ...goalLine(goal)]);

/** All states of a goal, its own chosen; `carrying` gives what each choice carries. */
export function stateMenu(actionId: string, state: GoalState, carrying: (state: GoalState) => string): StaticSelect {
  const choices = goalStates.map((one) => ({ label: stateText(one), value: carrying(one) }));
  return chosen(select('Where it stands', actionId, choices), carrying(state));
}
