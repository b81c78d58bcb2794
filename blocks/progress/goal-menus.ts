import type { KnownBlock, SectionBlock } from '@slack/types';
import type { GoalProgress, GoalState, MilestoneProgress } from '../../src/plans/progress.ts';
import { clipped, lines, list, plain, strong, words } from '../kit.ts';
import { goalLine, isGoalState, stateMenu, stateSign } from './goal-state.ts';

export const setGoalAction = 'goal.set';

/** What a choice in a goal's menu asks for. */
export interface GoalChoice {
  planId: string;
  goalId: string;
  state: GoalState;
  /** Of the goal, when its menu was drawn. */
  version: number;
}

/** @returns undefined for what no menu of ours carries */
export function readGoalChoice(value: string): GoalChoice | undefined {
  const [planId = '', goalId = '', state = '', version = '', ...more] = value.split('|');
  if (planId === '' || goalId === '' || !isGoalState(state) || !/^\d+$/.test(version) || more.length > 0) return;
  return { planId, goalId, state, version: Number(version) };
}

/** More menus than these make a page slow to read; the check-in's form has all goals. */
const mostMenus = 20;
const mostNoteCharacters = 150;

interface OpenGoals {
  planId: string;
  /** Each with the goals that are still open. */
  milestones: MilestoneProgress[];
  maySet: boolean;
}

/** Open goals under their milestones, what is blocked first, each with a menu where it may be set. */
export function openGoals({ planId, milestones, maySet }: OpenGoals): KnownBlock[] {
  const all = milestones.flatMap(({ goals }) => blockedFirst(goals));
  const shown = new Set(all.slice(0, mostMenus));
  const blocks = milestones.flatMap((milestone): KnownBlock[] => {
    const { title } = milestone;
    const goals = blockedFirst(milestone.goals).filter((goal) => shown.has(goal));
    if (goals.length === 0) return [];
    const heading = `Still open for ${title}`;
    return maySet
      ? [lines(strong(heading)), ...goals.map((goal) => goalMenu(planId, goal))]
      : [list([strong(heading)], goals.map(goalWithNote))];
  });
  const more = all.length - shown.size;
  return more > 0 ? [...blocks, lines(words(`And ${more} more: the check-in has them all.`))] : blocks;
}

export const blockedFirst = (goals: readonly GoalProgress[]): GoalProgress[] => [
  ...goals.filter(({ state }) => state === 'blocked'),
  ...goals.filter(({ state }) => state !== 'blocked'),
];

/** The block's id changes with the goal: Slack would go on showing what was chosen under the same one. */
const goalMenu = (planId: string, goal: GoalProgress): SectionBlock => ({
  type: 'section',
  block_id: `goal:${goal.id}:${goal.version}`,
  text: plain(`${stateSign(goal.state)} ${goal.title}${noteOf(goal, '\n')}`),
  accessory: stateMenu(`${setGoalAction}:${goal.id}`, goal.state, (state) =>
    [planId, goal.id, state, goal.version].join('|'),
  ),
});

const goalWithNote = (goal: GoalProgress) => [
  ...goalLine(goal),
  ...(goal.evidence === '' ? [] : [words(noteOf(goal, ': '))]),
];

const noteOf = ({ evidence }: GoalProgress, before: string): string =>
  evidence === '' ? '' : `${before}${clipped(evidence, mostNoteCharacters)}`;
