import type { KnownBlock, RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { MilestoneProgress, PlanProgress } from '../../src/plans/progress.ts';
import { dayText } from '../dates.ts';
import { faint, lines, mention, phrase, strong, words } from '../kit.ts';
import { who, whosePlan } from '../people.ts';
import { startText } from '../plans/milestone-lines.ts';
import { attentionText } from '../plans/needs-attention.ts';
import { barText } from './bar.ts';
import { comingLines } from './coming.ts';
import { openGoals } from './goal-menus.ts';
import { progressButtons } from './progress-buttons.ts';
import { setByOthers } from './set-by.ts';
import { isAsked, openSoFar } from './standing.ts';

export interface ProgressView {
  plan: PlanProgress;
  /** Whoever looks at it: the person, their manager or an admin. */
  readerId: string;
  /** Whether they may set goals. */
  maySet: boolean;
}

/** Where somebody stands: bars, what is open with menus to set it, what comes next. At most 36 blocks. */
export const progressBlocks = ({ plan, readerId, maySet }: ProgressView): KnownBlock[] => [
  lines(...aboutPlan(plan, readerId)),
  ...hindrances(plan, readerId),
  ...hiddenLine(plan),
  ...bars(plan),
  ...(plan.milestones.some(isAsked) ? nextThings(plan, readerId) : []),
  ...openGoals({ planId: plan.planId, milestones: openSoFar(plan), maySet: maySet && plan.state === 'running' }),
  ...doneGoals(plan),
  ...setByOthers(
    plan.milestones.flatMap(({ goals }) => goals),
    plan,
    readerId,
  ),
  ...(plan.milestones.some(isAsked) ? [] : nextThings(plan, readerId)),
];

/** What is open now stands above the goals, else they come first. */
const nextThings = (plan: PlanProgress, readerId: string): KnownBlock[] => [
  ...comingLines(plan, readerId),
  ...progressButtons(plan, readerId),
];

function aboutPlan(plan: PlanProgress, readerId: string): RichTextElement[] {
  const { personId, managerId } = plan;
  const manager = managerId === undefined ? [] : phrase`, with ${who(managerId, readerId)} as manager`;
  return phrase`${whosePlan(personId, readerId)} ${startText(plan)}${manager}.`;
}

/** What keeps it from going on, a line each. */
export function hindrances(
  { state, pausedUntil, today, attention, ...plan }: PlanProgress,
  readerId: string,
): KnownBlock[] {
  const until = pausedUntil === undefined ? '' : ` until ${dayText(pausedUntil, today)}`;
  return [
    ...(state === 'ended' ? [lines(strong('It has ended. '), words('What was recorded is kept.'))] : []),
    ...(state === 'paused' ? [lines(strong(`Paused${until}. `), words('I ask nothing in the meantime.'))] : []),
    ...(attention === undefined || state === 'ended' ? [] : [attentionLine({ ...plan, attention }, readerId)]),
  ];
}

/** What is wrong is for those who can mend it. */
const attentionLine = (plan: Parameters<typeof attentionText>[0], readerId: string): KnownBlock =>
  plan.personId === readerId
    ? lines(words('Something in it has to be put right; whoever can do that has been told.'))
    : lines(strong('To be put right: '), ...attentionText(plan));

/** A manager is told that there is more, which is not theirs to see. */
function hiddenLine({ hiddenGoals, personId }: PlanProgress): KnownBlock[] {
  if (hiddenGoals === 0) return [];
  const count = hiddenGoals === 1 ? 'One goal was' : `${hiddenGoals} goals were`;
  return [
    lines(
      ...phrase`${count} set before you became the manager here, and ${hiddenGoals === 1 ? 'is' : 'are'} not shown: that is ${mention(personId)}'s to share.`,
    ),
  ];
}

/** A line for each milestone. */
function bars({ milestones, today }: PlanProgress): KnownBlock[] {
  const bar = (milestone: MilestoneProgress, index: number) => [
    ...(index === 0 ? [] : [words('\n')]),
    ...milestoneBar(milestone, today),
  ];
  return milestones.length === 0 ? [] : [lines(...milestones.flatMap(bar))];
}

/** `■■□□□ 2 of 5 done  Day 30, Wed 30 Dec · answered`. */
export function milestoneBar({ title, dueOn, state, goals }: MilestoneProgress, today: LocalDate): RichTextElement[] {
  const word = stateWords[state];
  return [
    words(`${barText(goals)}  `),
    strong(title),
    words(`, ${dayText(dueOn, today)}`),
    ...(word === undefined ? [] : [faint(` · ${word}`)]),
  ];
}

/** Nothing is said of one whose day is still to come. */
const stateWords: Record<MilestoneProgress['state'], string | undefined> = {
  planned: undefined,
  asked: 'open now',
  snoozed: 'open now',
  answered: 'answered',
  missed: 'still open',
  offered: 'open, if you like',
};

/** More titles than these are a wall of text. */
const mostDone = 8;

function doneGoals({ milestones }: PlanProgress): KnownBlock[] {
  const titles = milestones.flatMap(({ goals }) => goals).filter(({ state }) => state === 'done');
  if (titles.length === 0) return [];
  const latest = titles.slice(-mostDone).map(({ title }) => title);
  const more = titles.length > latest.length ? `, and ${titles.length - latest.length} before` : '';
  return [lines(strong('Done: '), words(`${latest.join('; ')}${more}.`))];
}
