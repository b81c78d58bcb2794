import type { KnownBlock, RichTextElement } from '@slack/types';
import type { OpenOneToOne, SharedNotes } from '../../src/team/one-to-one.ts';
import {
  actions,
  clipped,
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
import { asMessage } from '../pages.ts';
import { oneToOneButton } from './team-buttons.ts';

export interface OneToOnes {
  /** Undefined: nobody reports to whoever asks. */
  people: readonly OpenOneToOne[] | undefined;
  shared: readonly SharedNotes[];
}

/** A message takes 50 blocks: two for each. */
const mostPeople = 18;
/** And about 13,000 characters. */
const mostCharacters = 8000;

/** All one-to-ones of whoever asks: what they prepare with theirs, and what their manager shares with them. */
export function oneToOnesMessage({ people, shared }: OneToOnes): Message {
  const own = sharedBlocks(
    shared,
    mostCharacters,
    (more) => phrase`and ${String(more)} more, once these are discussed`,
  );
  if (people === undefined) return asMessage(own.length > 0 ? [...own, whoSeesIt] : nothingShared);
  return asMessage([...own, ...(own.length > 0 ? [whoSeesIt] : []), ...peopleBlocks(people)]);
}

const nothingShared: KnownBlock[] = [
  lines(
    words(
      'Nothing is shared with you for a one-to-one just now. What your manager shares stands here and in your Home tab.',
    ),
  ),
];

function peopleBlocks(people: readonly OpenOneToOne[]): KnownBlock[] {
  const more = people.length - mostPeople;
  const anybody = phrase`${typed('one-to-one @person')} opens it for anybody who reports to you.`;
  if (people.length === 0)
    return [
      lines(...phrase`Nothing to talk about with your people that I know of. Add what you have in mind: `, ...anybody),
    ];
  return [
    header('Your one-to-ones'),
    ...people
      .slice(0, mostPeople)
      .flatMap((one, index): KnownBlock[] => [
        lines(mention(one.personId), words(`  ${countText(one)}`)),
        ...actions([oneToOneButton(one.personId, String(index))]),
      ]),
    lines(...(more > 0 ? phrase`And ${String(more)} more. ` : []), ...anybody),
  ];
}

const countText = ({ points, notes }: OpenOneToOne): string =>
  [
    ...(points === 0 ? [] : [points === 1 ? 'one point' : `${points} points`]),
    ...(notes === 0 ? [] : [notes === 1 ? 'one note' : `${notes} notes`]),
  ].join(' · ');

/** In a Home tab, beside much else. */
const mostInHome = 3000;

/** For the Home tab: what managers share, with a line below it; nothing where nobody shares anything. */
export function sharedInHome(shared: readonly SharedNotes[]): KnownBlock[] {
  const blocks = sharedBlocks(shared, mostInHome, (more) => phrase`and ${String(more)} more: ${typed('one-to-one')}`);
  return blocks.length === 0 ? [] : [...blocks, whoSeesIt, { type: 'divider' }];
}

const whoSeesIt = context(
  'You and whoever shared it see this. It goes from here once they mark it as discussed, delete it or keep it to themselves again.',
);

type MoreText = (more: number) => RichTextElement[];

/** What managers share, each under their name; what does not fit is counted. */
const sharedBlocks = (shared: readonly SharedNotes[], most: number, moreText: MoreText): KnownBlock[] =>
  shared.map(({ managerId, texts }) => {
    const fitting = fitInto(texts, Math.floor(most / shared.length));
    const more = texts.length - fitting.length;
    const bullets = [...fitting.map((text) => [words(text)]), ...(more > 0 ? [moreText(more)] : [])];
    return list([strong('For your next one-to-one with '), mention(managerId)], bullets);
  });

/** As many of the first as there is room for; the first one in any case, be it not the whole of it. */
function fitInto(texts: readonly string[], room: number): readonly string[] {
  const lengths = texts.map((_, index) => texts.slice(0, index + 1).reduce((sum, text) => sum + text.length, 0));
  const fitting = texts.slice(0, lengths.filter((length) => length <= room).length);
  return fitting.length > 0 ? fitting : texts.slice(0, 1).map((text) => clipped(text, room));
}
