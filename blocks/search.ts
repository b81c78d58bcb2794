import type { KnownBlock } from '@slack/types';
import type { Place } from '../src/role/places.ts';
import type { Hit } from '../src/role/search.ts';
import { topicsInShort } from './help.ts';
import { actions, clipped, faint, header, lines, list, type Message, strong, typed, words } from './kit.ts';
import { askNext, openButton, searchButton, topicMenu } from './navigation.ts';
import { asMessage } from './pages.ts';

/** As many as fit a row of buttons; what ranks lower is seldom what was meant. */
export const mostHits = 8;

/** What was typed, short enough to repeat, and without what would break a line. */
export const quoted = (text: string): string => `“${clipped(text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim(), 60)}”`;

/** The places of the role that speak of some words, best first. */
export function searchAnswer(typedWords: string, hits: Hit[]): Message {
  if (typedWords.trim() === '') return howToSearch();
  const title = header(`Search for ${quoted(typedWords)}`);
  if (hits.length > 0) return asMessage([title, ...hitLines(hits)]);
  return asMessage([
    title,
    lines(words('Nothing in the role speaks of that. Try another word, or pick a topic.')),
    ...onward(),
  ]);
}

const howToSearch = (): Message =>
  asMessage([
    header('Search'),
    lines(
      words('Type what you look for after it, as in '),
      typed('search data drift'),
      words('. The beginning of a word will do.'),
    ),
    ...onward(),
  ]);

/** Several places bear what was typed as their name. */
export function choiceAnswer(places: Place[]): Message {
  const some = places.slice(0, mostHits);
  return asMessage([
    header('Which one do you mean?'),
    list(
      [],
      some.map((place) => [strong(place.title), words(' '), typed(place.command)]),
    ),
    ...placeButtons(some),
  ]);
}

interface Unknown {
  hits: Hit[];
  /** The topics with the names closest to what was typed. */
  nearest?: Place[];
  /** The topic that was named, if one was. */
  within?: Place;
}

/** Nothing bears that name: what speaks of it, else the nearest topics, and all of them. */
export function unknownAnswer(typedWords: string, { hits, nearest = [], within }: Unknown): Message {
  const title = header(within ? `${within.title}: ${quoted(typedWords)}` : quoted(typedWords));
  if (hits.length > 0)
    return asMessage([
      title,
      lines(words('No entry has just that name. These come closest:')),
      ...hitLines(hits, within),
    ]);
  return asMessage([
    title,
    lines(words('I find nothing about that in this role. Try another word, or pick a topic.')),
    ...actions(nearest.map((place) => openButton(place.title, place.command))),
    ...onward(within),
  ]);
}

/** An answer with a word on why it is the answer. */
export function notedAnswer(note: string, { blocks: [first, ...rest] }: Message): Message {
  return asMessage([...(first ? [first] : []), lines(faint(note)), ...rest]);
}

const hitLines = (hits: Hit[], within?: Place): KnownBlock[] => [
  list(
    [],
    hits.map(({ place, excerpt }) => [
      strong(place.title),
      ...(excerpt === place.title ? [] : [words(`: ${clipped(excerpt, 160)}`)]),
      words(' '),
      typed(place.command),
    ]),
  ),
  ...placeButtons(
    hits.map(({ place }) => place),
    within,
  ),
];

const placeButtons = (places: Place[], within?: Place): KnownBlock[] => [
  ...actions(places.map(({ title, command }) => openButton(title, command))),
  ...wayOn(within),
  askNext(places.slice(0, 2).map(({ command }) => command)),
];

const onward = (within?: Place): KnownBlock[] => [topicsInShort(), ...wayOn(within)];

const wayOn = (within?: Place): KnownBlock[] =>
  actions([...(within ? [openButton(`All of ${within.title}`, within.command)] : []), topicMenu(), searchButton()]);
