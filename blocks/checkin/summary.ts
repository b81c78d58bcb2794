import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Coaching } from '../../src/plans/coaching.ts';
import type { GoalProgress } from '../../src/plans/progress.ts';
import { bulletBlocks } from '../entry-lines.ts';
import { actions, clipped, faint, header, lines, type Message, mention, phrase, strong, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { textLength } from '../plain-text.ts';
import { barText } from '../progress/bar.ts';
import { nextLine } from '../progress/coming.ts';
import { goalLine } from '../progress/goal-state.ts';
import { progressButton } from '../progress/progress-buttons.ts';
import { type AskingView, answerButton } from './asking.ts';
import { type CoachingDetail, coachingButton, coachingDetails, coachingOfAll } from './coaching.ts';
import { confidenceText } from './form-fields.ts';

export interface SummaryView extends AskingView {
  /** Those that were answered, in their order: of the milestone, and of earlier ones. */
  goals: GoalProgress[];
  confidence: number | undefined;
  /** Of the blocked ones. */
  coaching: Coaching[];
  /** Whether something stands under 'only for me'; what it says never comes here. */
  hasPrivateNote: boolean;
  /** Whether the manager gets a message about what is blocked, or the help that is wanted. */
  tellsManager: boolean;
}

/** What the question turns into once it is answered: where the goals stand, and help with those that are not done. */
export function checkinSummary(view: SummaryView): Message {
  const { plan, milestone, coaching } = view;
  const above = [header(`${milestone.title} check-in, answered`), ...whatWasSaid(view)];
  const next = nextLine(plan, plan.personId);
  const below = [
    ...(next.length > 0 ? [lines(...next)] : []),
    ...actions([answerButton('Edit my answer', milestone.checkinId), progressButton('My progress', plan.personId)]),
    ...actions(coaching.slice(0, mostButtons).map(coachingButton)),
  ];
  const bodies = coachingDetails.map((detail) => help(view, detail));
  const body = bodies.find((blocks) => isMessage([...above, ...blocks, ...below])) ?? [];
  return asMessage([...above, ...body, ...below]);
}

/** Of the milestone, and of earlier ones. */
const mostGoals = 20;
const mostNoteCharacters = 100;
const mostSteps = 12;
const mostButtons = 5;

/** A message takes 50 blocks and about 13,000 characters: some are left for what Slack counts and we do not. */
const isMessage = (blocks: KnownBlock[]): boolean =>
  blocks.length <= 45 && blocks.reduce((sum, block) => sum + textLength(block), 0) <= 12_000;

function whatWasSaid({ plan, milestone, goals, confidence, ...view }: SummaryView): KnownBlock[] {
  const own = goals.filter((goal) => goal.milestone === milestone.milestone);
  const earlier = goals.filter((goal) => goal.milestone !== milestone.milestone);
  const told =
    view.tellsManager && plan.managerId !== undefined
      ? phrase` ${mention(plan.managerId)} hears from me what is blocked and what help you would like.`
      : [];
  return [
    lines(words('Thank you. Your answer is saved.'), ...told),
    lines(words(barText(own)), ...goalLines(own)),
    ...(earlier.length > 0 ? [lines(strong('From earlier'), ...goalLines(earlier))] : []),
    ...(confidence === undefined ? [] : [lines(strong('Confidence: '), words(confidenceText(confidence)))]),
    ...(view.hasPrivateNote ? [lines(faint('The note that is only for you is kept, too.'))] : []),
  ];
}

const goalLines = (goals: readonly GoalProgress[]): RichTextElement[] => [
  ...goals.slice(0, mostGoals).flatMap(lineBelow),
  ...(goals.length > mostGoals ? [words(`\nand ${goals.length - mostGoals} more`)] : []),
];

const lineBelow = ({ evidence, ...goal }: GoalProgress): RichTextElement[] => [
  words('\n'),
  ...goalLine(goal),
  ...(evidence === '' ? [] : [words(`: ${clipped(evidence, mostNoteCharacters)}`)]),
];

/** Coaching for what is blocked, and a first step for what is open. */
function help({ goals, coaching }: SummaryView, detail: CoachingDetail): KnownBlock[] {
  const steps = goals.flatMap(({ state, title, firstStep }) =>
    (state === 'not_started' || state === 'in_progress') && firstStep ? [[strong(`${title}: `), words(firstStep)]] : [],
  );
  return [
    ...coachingOfAll(coaching, detail),
    ...bulletBlocks([strong('A first step for what is open')], steps.slice(0, detail === 'name' ? 0 : mostSteps)),
  ];
}
