import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { Coaching } from '../../src/plans/coaching.ts';
import { bulletBlocks } from '../entry-lines.ts';
import { lines, strong, words } from '../kit.ts';
import { besideButton } from '../navigation.ts';

/** How much is said of each blocked goal, the most first: the guide has the rest. */
export const coachingDetails = ['full', 'short', 'ask', 'name'] as const;
export type CoachingDetail = (typeof coachingDetails)[number];

/** What the role says to somebody who is stuck at a goal, the most concrete first: what to ask for, and of whom; what helps; where to go. */
export function coachingBlocks(coaching: Coaching, detail: CoachingDetail): KnownBlock[] {
  const title = [words('▲ '), strong(coaching.title)];
  const said = bullets[detail](coaching);
  return said.length === 0 ? [lines(...title)] : bulletBlocks([...title, words(': what may help')], said);
}

/** The same of several goals: whom to go to when it stays stuck is said once, below them all, where it is more than one. */
export function coachingOfAll(all: readonly Coaching[], detail: CoachingDetail): KnownBlock[] {
  if (all.length < 2) return all.flatMap((one) => coachingBlocks(one, detail));
  const known = new Map(all.flatMap(({ escalateTo }) => escalateTo).map((one) => [escalationText(one), one]));
  const shared = bullets[detail]({ ...nothing, escalateTo: [...known.values()] });
  return [...all.flatMap((one) => coachingBlocks({ ...one, escalateTo: [] }, detail)), ...bulletBlocks([], shared)];
}

const nothing: Coaching = { goalId: '', title: '', risks: [], talkTo: [], askFor: '', escalateTo: [] };

const escalationText = ({ title, text }: Coaching['escalateTo'][number]): string =>
  [title, text].filter((part) => part !== '').join('. ');

/** The goal's own page in the guide. */
export const coachingButton = ({ goalId, title }: Coaching): Button =>
  besideButton(`More on: ${title}`, `milestones ${goalId}`);

/** What helps most often is enough where there is little room. */
const fewRisks = 2;
const fewNames = 2;

const bullets: Record<CoachingDetail, (coaching: Coaching) => RichTextElement[][]> = {
  full: ({ risks, talkTo, askFor, escalateTo }) => [
    ...asking(askFor),
    ...named('Talk to ', talkTo),
    ...risks.map(helping),
    ...escalateTo.map((one) => said('If it stays stuck: ', escalationText(one))),
  ],
  short: ({ risks, talkTo, askFor, escalateTo }) => [
    ...asking(askFor),
    ...named('Talk to ', talkTo),
    ...risks.slice(0, fewRisks).map(helping),
    ...named('If it stays stuck: ', escalateTo),
  ],
  ask: ({ talkTo, askFor }) => [...asking(askFor), ...named('Talk to ', talkTo.slice(0, fewNames))],
  name: () => [],
};

const said = (title: string, text: string): RichTextElement[] =>
  text === '' ? [strong(title.replace(/: $/, ''))] : [strong(title), words(text)];

const helping = ({ title, helps }: Coaching['risks'][number]): RichTextElement[] => said(`${title}: `, helps);

const asking = (askFor: string): RichTextElement[][] => (askFor === '' ? [] : [said('Ask for: ', askFor)]);

const named = (before: string, entries: readonly { title: string }[]): RichTextElement[][] =>
  entries.length === 0 ? [] : [[strong(before), words(entries.map(({ title }) => title).join('; '))]];
