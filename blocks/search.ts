import type { KnownBlock } from '@slack/types';
import type { Place } from '../src/role/places.ts';
import type { Hit } from '../src/role/search.ts';
import { topicLines } from './help.ts';
import { actions, clipped, faint, header, lines, list, type Message, strong, typed, words } from './kit.ts';
import { askNext, openButton, searchButton, topicMenu } from './navigation.ts';
import { asMessage } from './pages.ts';

/** As many as fit a row of buttons; what ranks lower is seldom what was meant. */
export const mostHits = 8;

/** What was typed, short enough to repeat, and without what would break a line. */
const quoted = (text: string): string => `“${clipped(text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim(), 60)}”`;

/** The places of the role that speak of some words, best first. */
export function searchAnswer(typedWords: string, hits: Hit[]): Message {
  if (typedWords.trim() === '') return howToSearch();
  const title = `Search for ${quoted(typedWords)}`;
  if (hits.length === 0) {
    return asMessage([
      header(title),
      lines(words('Nothing in the role speaks of that. These are its topics:')),
      ...onward(),
    ]);
  }
  return asMessage([header(title), ...hitLines(hits)]);
}

const howToSearch = (): Message =>
  asMessage([
    header('Search'),
    lines(
      words('Type the words after it, as in '),
      typed('search data drift'),
      words('. A beginning or a near miss will do.'),
    ),
    ...onward(),
  ]);

/** Several places bear what was typed as their name. */
export function choiceAnswer(typedWords: string, places: Place[]): Message {
  const title = `Which ${quoted(typedWords)}?`;
  const some = places.slice(0, mostHits);
  return asMessage([
    header(title),
    list(
      [],
      some.map((place) => [strong(place.title), words(' '), typed(place.command)]),
    ),
    ...placeButtons(some),
  ]);
}

/** Nothing bears that name; what speaks of it, or all topics. `within` is the topic that was named, if one was. */
export function unknownAnswer(typedWords: string, hits: Hit[], within?: Place): Message {
  const title = within
    ? `${within.title}: nothing called ${quoted(typedWords)}`
    : `Nothing called ${quoted(typedWords)}`;
  const back = within ? actions([openButton(`All of ${within.title}`, within.command)]) : [];
  if (hits.length === 0)
    return asMessage([header(title), lines(words('Pick a topic, or search for a word in it.')), ...back, ...onward()]);
  return asMessage([header(title), lines(words('These speak of it:')), ...hitLines(hits), ...back]);
}

/** Says that an answer is for what was probably meant. */
export function nearAnswer(typedWords: string, answered: Message): Message {
  const [first, ...rest] = answered.blocks;
  const note = lines(faint(`The closest to ${quoted(typedWords)}.`));
  return asMessage(first ? [first, note, ...rest] : [note]);
}

const hitLines = (hits: Hit[]): KnownBlock[] => [
  list(
    [],
    hits.map(({ place, excerpt }) => [
      strong(place.title),
      ...(excerpt === place.title ? [] : [words(` ${clipped(excerpt, 160)}`)]),
      words(' '),
      typed(place.command),
    ]),
  ),
  ...placeButtons(hits.map(({ place }) => place)),
];

const placeButtons = (places: Place[]): KnownBlock[] => [
  ...actions(places.map(({ title, command }) => openButton(title, command))),
  ...actions([topicMenu(), searchButton()]),
  askNext(places.slice(0, 2).map(({ command }) => command)),
];

const onward = (): KnownBlock[] => [...topicLines(), ...actions([topicMenu(), searchButton()])];
