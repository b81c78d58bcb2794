import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import type { Digest, PersonNews } from '../../src/digests/digest.ts';
import type { Marked } from '../../src/team/discussed.ts';
import { dayText } from '../dates.ts';
import {
  actions,
  button,
  commandName,
  context,
  header,
  lines,
  list,
  type Message,
  mention,
  phrase,
  strong,
  typed,
  words,
} from '../kit.ts';
import { packed } from '../packed.ts';
import { asMessage } from '../pages.ts';
import { textLength } from '../plain-text.ts';
import { addNoteButton, openPersonButton } from '../team/team-buttons.ts';
import { type DigestPlace, digestActions, personPlaceValue, placeValue } from './digest-actions.ts';
import { personLine } from './person-text.ts';
import { pointText } from './point-text.ts';

/** As many as are talked about in ten minutes. */
const mostPoints = 3;
/** A message takes 50 blocks and about 13,000 characters; what stands around the people takes at most 7 and 1,000. */
const mostBlocks = 43;
const mostCharacters = 11_500;

/** One person: what stands in the digest about them is on one page. */
type Part = { kind: 'attention'; blocks: KnownBlock[] } | { kind: 'line'; line: RichTextElement[] };

/**
 * A page of a manager's week: those first who need somebody, the others in a line each, and the rest as a number.
 * @param marked what was just marked as discussed, with the way back
 */
export function digestMessage(digest: Digest, number: number, marked?: Marked): Message {
  const { since } = digest;
  const back = marked ? markedBlocks(marked, { page: number, since }) : [];
  if (digest.attention.length + digest.others.length === 0) return asMessage([...back, ...quietWeek(digest)]);
  const parts: Part[] = [
    ...digest.attention.map((news, index): Part => ({ kind: 'attention', blocks: needingBlocks(news, digest, index) })),
    ...digest.others.map((news): Part => ({ kind: 'line', line: personLine(news, digest.today) })),
  ];
  const pages = packed(parts, fits);
  const page = Math.min(Math.max(number, 1), pages.length);
  const shown = pages[page - 1] ?? [];
  const place = { page, since };
  return asMessage([
    ...back,
    header(pages.length === 1 ? 'Your team this week' : `Your team this week, page ${page} of ${pages.length}`),
    ...(page === 1 ? [lines(words(leadText(digest)))] : []),
    ...bodyOf(shown).map((block) => withPlace(block, { ...place, seenAt: digest.at })),
    ...(page === pages.length ? lastLines(digest) : []),
    ...actions(pageButtons(place, pages.length)),
    footer(digest),
  ]);
}

function markedBlocks({ personId, seenAt, points, isNewer }: Marked, place: DigestPlace): KnownBlock[] {
  const person = mention(personId);
  const newer = phrase`Something with ${person} has changed since this was drawn: have a look first.`;
  if (points === 0) return isNewer ? [lines(strong('There is news. '), ...newer)] : [];
  const what = points === 1 ? phrase`One point with ${person} is` : phrase`${String(points)} points with ${person} are`;
  const rest = isNewer ? ' What has come up since is still below.' : '';
  return [
    lines(strong('Discussed. '), ...phrase`${what} left out until something new happens.${rest}`),
    ...actions([button('Undo', digestActions.undo, personPlaceValue({ ...place, personId, seenAt }))]),
  ];
}

/** Nothing to look at: a line. */
const quietWeek = (digest: Digest): KnownBlock[] => [
  lines(
    strong('Your team this week: '),
    words(
      digest.unchanged === 0
        ? 'you have muted everybody whom you manage.'
        : `nothing new with ${peopleText(digest)} since ${sinceText(digest)}.${asideText(digest)}`,
    ),
  ),
  ...actions([settingsButton]),
  footer(digest),
];

const sinceText = ({ sinceOn, today }: Digest): string => (sinceOn === today ? 'today' : dayText(sinceOn));

function leadText(digest: Digest): string {
  const { attention, others, unchanged, muted } = digest;
  const all = attention.length + others.length + unchanged + muted;
  const since = `new since ${sinceText(digest)}`;
  if (attention.length === 0) return `${nobodyText(digest)}, as far as I know. What is ${since}:`;
  // what there is to talk about may be older
  return `${whoNeeds(attention.length, all)} ${attention.length === 1 ? 'needs' : 'need'} a word. Beside each name: what is ${since}.`;
}

/** What is left out of the message is not said to be well. */
function nobodyText({ discussed, muted }: Digest): string {
  if (discussed === 0 && muted === 0) return 'Nobody is stuck or late';
  const among = muted === 0 ? '' : ' of those whom you have not muted';
  return `Nobody${among} needs a word${discussed === 0 ? '' : ' beyond what you have discussed'}`;
}

function whoNeeds(count: number, all: number): string {
  if (all === 1) return 'The one person you manage';
  if (count < all) return `${count} of your ${all} people`;
  return all === 2 ? 'Both of your people' : `All ${all} of your people`;
}

/** In a quiet week: what those who are muted do is not said. */
function peopleText({ unchanged, muted }: Digest): string {
  const whom = muted === 0 ? 'you manage' : 'you have not muted';
  return unchanged === 1 ? `the one person ${whom}` : `the ${unchanged} people ${whom}`;
}

function needingBlocks(news: PersonNews, { managerId, today, since }: Digest, index: number): KnownBlock[] {
  const { personId, points } = news;
  const about = { personId, managerId, today, since };
  const more = points.length - mostPoints;
  const bullets = points.slice(0, mostPoints).map((point) => pointText(point, about));
  const isWaiting = points.some(({ kind }) => kind === 'unanswered' || kind === 'missed');
  return [
    list(personLine(news, today), [...bullets, ...(more > 0 ? [[words(`and ${more} more`)]] : [])]),
    ...actions([
      openPersonButton(personId, String(index)),
      ...(isWaiting ? [button('Remind now', `${digestActions.remind}:${index}`, personId)] : []),
      button('Mark as discussed', `${digestActions.discussed}:${index}`, personId),
      addNoteButton(personId, String(index)),
    ]),
  ];
}

/** The lines of a page stand together under those who need somebody. */
function bodyOf(parts: readonly Part[]): KnownBlock[] {
  const needing = parts.flatMap((part) => (part.kind === 'attention' ? part.blocks : []));
  const others = parts.flatMap((part) => (part.kind === 'line' ? [part.line] : []));
  return [...needing, ...(others.length > 0 ? [list(needing.length > 0 ? [strong('The others')] : [], others)] : [])];
}

function fits(parts: Part[]): boolean {
  const blocks = bodyOf(parts);
  return blocks.length <= mostBlocks && blocks.reduce((sum, block) => sum + textLength(block), 0) <= mostCharacters;
}

/** What is discussed is so on the page that is shown. */
function withPlace(block: KnownBlock, place: DigestPlace & { seenAt: Date }): KnownBlock {
  if (block.type !== 'actions') return block;
  const elements = block.elements.map((element) =>
    element.type === 'button' && element.action_id?.startsWith(digestActions.discussed)
      ? { ...element, value: personPlaceValue({ ...place, personId: element.value ?? '' }) }
      : element,
  );
  return { ...block, elements };
}

function lastLines(digest: Digest): KnownBlock[] {
  const { unchanged } = digest;
  const still = unchanged === 0 ? '' : `Nothing new with ${unchanged === 1 ? 'one other' : `${unchanged} others`}.`;
  const text = `${still}${asideText(digest)}`.trim();
  return text === '' ? [] : [lines(words(text))];
}

/** What is left out, so that nobody thinks that it is all. */
function asideText({ discussed, muted }: Digest): string {
  const points = discussed === 0 ? '' : ` Discussed and unchanged: ${discussed}.`;
  return `${points}${muted === 0 ? '' : ` Muted: ${muted}.`}`;
}

const pageButtons = ({ page, since }: DigestPlace, of: number): Button[] => [
  ...(page < of ? [button('Next page', `${digestActions.page}:next`, placeValue({ page: page + 1, since }))] : []),
  ...(page > 1
    ? [button('Previous page', `${digestActions.page}:previous`, placeValue({ page: page - 1, since }))]
    : []),
  settingsButton,
];

/** Moves it, mutes somebody, or turns it off and on. */
const settingsButton = button('Digest settings', digestActions.settings, 'mine');

const footer = ({ discussed, isOn }: Digest): KnownBlock => {
  const coming = isOn ? '' : ' It does not come by itself at present: Digest settings turns it on.';
  const back =
    discussed === 0 ? '' : ` \`${commandName} one-to-one @person\` shows what you have discussed, and brings it back.`;
  return context(`You alone get this.${coming}${back}`);
};

/** To whoever asks for a digest and manages nobody. */
export const nobodyManaged = (): Message =>
  asMessage([
    lines(
      ...phrase`You are nobody's manager here yet, so there is no digest to show. ${typed('onboard @person')} starts a plan for somebody new, with you as the manager.`,
    ),
  ]);
