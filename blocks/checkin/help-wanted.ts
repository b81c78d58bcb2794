import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Answer } from '../../src/plans/answer.ts';
import type { Coaching } from '../../src/plans/coaching.ts';
import type { GoalProgress } from '../../src/plans/progress.ts';
import { bulletBlocks } from '../entry-lines.ts';
import { actions, clipped, lines, type Message, mention, phrase, primary, strong, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { progressButton } from '../progress/progress-buttons.ts';
import { blockerText, managerChoice, type Stakeholder } from './form-fields.ts';

export interface HelpWantedView {
  personId: string;
  /** `Day 30`; undefined where it was said without a check-in. */
  milestone: string | undefined;
  /** What is blocked. */
  blocked: GoalProgress[];
  coaching: Coaching[];
  /** What a manager may read of the answer. */
  answer: Pick<Answer, 'blockerKind' | 'blocker' | 'help' | 'helpFrom'> | undefined;
  stakeholders: readonly Stakeholder[];
}

const mostGoals = 5;
const mostNoteCharacters = 300;
const mostTextCharacters = 2000;

/** To the manager, only when something is blocked or help is wanted: what it is, in the person's words, and one next step. */
export function helpWanted(view: HelpWantedView): Message {
  const { personId, blocked } = view;
  return asMessage([
    lines(...phrase`${mention(personId)} ${occasion(view)}.`),
    ...bulletBlocks(
      [],
      blocked.slice(0, mostGoals).map((goal) => blockedGoal(goal, view.coaching)),
    ),
    ...(blocked.length > mostGoals ? [lines(words(`And ${blocked.length - mostGoals} more.`))] : []),
    ...ownWords(view),
    lines(strong('A good next step: '), ...nextStep(view)),
    ...actions([primary(progressButton('See their progress', personId))]),
  ]);
}

function occasion({ milestone, blocked, answer }: HelpWantedView): string {
  const when = milestone === undefined ? '' : ` at ${milestone}`;
  if (blocked.length > 0) return `is stuck${when} and could use a hand`;
  const asksForHelp = answer && (answer.help !== '' || answer.helpFrom !== undefined);
  return asksForHelp ? `asks for help${when}` : `says what is in the way${when}`;
}

function blockedGoal({ id, title, evidence }: GoalProgress, coaching: readonly Coaching[]): RichTextElement[] {
  const askFor = coaching.find(({ goalId }) => goalId === id)?.askFor ?? '';
  return [
    strong(title),
    ...(evidence === '' ? [] : [words(`: ${clipped(evidence, mostNoteCharacters)}`)]),
    ...(askFor === '' ? [] : [words(`\nWhat usually unblocks it: ${askFor}`)]),
  ];
}

/** What stands in the way and what would help, as the person put it. */
function ownWords({ answer, stakeholders }: HelpWantedView): KnownBlock[] {
  if (!answer) return [];
  const { blockerKind, blocker, help, helpFrom } = answer;
  const from = helperText(helpFrom, stakeholders);
  return [
    ...quoted(blockerKind === undefined ? 'In the way' : `In the way: ${blockerText(blockerKind)}`, {
      text: blocker,
      alone: blockerKind !== undefined,
    }),
    ...quoted(from === undefined ? 'Help wanted' : `Help wanted from ${from}`, {
      text: help,
      alone: from !== undefined,
    }),
  ];
}

/** A title over somebody's words; the title `alone` where it says something by itself. */
function quoted(title: string, { text, alone }: { text: string; alone: boolean }): KnownBlock[] {
  if (text === '') return alone ? [lines(strong(title))] : [];
  return [
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [strong(title)] },
        { type: 'rich_text_quote', elements: [words(clipped(text, mostTextCharacters))] },
      ],
    },
  ];
}

const helperText = (helpFrom: string | undefined, stakeholders: readonly Stakeholder[]): string | undefined =>
  helpFrom === managerChoice ? 'you' : stakeholders.find(({ id }) => id === helpFrom)?.title;

function nextStep({ personId, answer, stakeholders }: HelpWantedView): RichTextElement[] {
  const helper = stakeholders.find(({ id }) => id === answer?.helpFrom);
  return helper
    ? phrase`bring ${mention(personId)} together with ${helper.title}, in one thread or one short call.`
    : phrase`ten minutes with ${mention(personId)} today or tomorrow, to hear what would get it moving.`;
}
