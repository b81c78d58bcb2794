import type { KnownBlock } from '@slack/types';
import type { Part, Topic } from '../src/role/outline.ts';
import type { Place } from '../src/role/places.ts';
import { bulletBlocks, noteBlocks, partBlocks } from './entry-lines.ts';
import { entryCount, escaped, lines, type Message, strong, typed, words } from './kit.ts';
import { navigation } from './navigation.ts';
import { fitsOnePage, pagesOf } from './pages.ts';
import { wholeText } from './plain-text.ts';
import { tableBlocks } from './tables.ts';

type TopicPlace = Extract<Place, { kind: 'topic' }>;
type PartPlace = Extract<Place, { kind: 'part' }>;

/** A whole topic; its parts as commands where it does not fit one message. `inside` are its parts, or its entries. */
export function topicPages({ topic, title, command }: TopicPlace, inside: Place[]): Message[] {
  const whole = [
    ...intro(topic.intro),
    ...(tableBlocks(topic) ?? topic.parts.flatMap(partBlocks)),
    ...noteBlocks(topic),
  ];
  const divided = topic.parts.some(({ id }) => id !== undefined);
  const body =
    divided && !fitsOnePage(whole) ? [...intro(topic.intro), ...partsAsCommands(topic), ...noteBlocks(topic)] : whole;
  const placeholder = divided ? 'Choose a part' : 'Show one in full';
  return pagesOf(title, body, (page, shown) =>
    navigation({ choices: { placeholder, places: namedIn(shown, inside) }, command, page, next: examples(inside) }),
  );
}

/** One part of a topic. `entries` are those in it that can be asked for by name. */
export function partPages({ topic, part, title, command }: PartPlace, topicPlace: Place, entries: Place[]): Message[] {
  const body = [
    ...intro(part.intro),
    ...(tableBlocks({ name: topic.name, parts: [part] }) ?? partBlocks(withoutHead(part))),
  ];
  return pagesOf(`${topicPlace.title}: ${title}`, body, (page, shown) =>
    navigation({
      back: topicPlace,
      choices: { placeholder: 'Show one in full', places: namedIn(shown, entries) },
      command,
      page,
      next: [...examples(entries), topicPlace.command],
    }),
  );
}

const intro = (text: string | undefined): KnownBlock[] => (text === undefined ? [] : [lines(words(text))]);

const withoutHead = (part: Part): Part => ({ ...part, title: undefined, intro: undefined });

const partsAsCommands = (topic: Topic): KnownBlock[] =>
  bulletBlocks(
    [],
    topic.parts.map(({ id, title, entries }) => [
      strong(title ?? ''),
      words(`, ${entryCount(entries.length)}: `),
      typed(`${topic.name} ${id}`),
    ]),
  );

/** A page offers what stands on it. */
function namedIn(shown: KnownBlock[], places: Place[]): Place[] {
  const text = wholeText(shown);
  return places.filter(({ title }) => text.includes(escaped(title)));
}

/** Two commands that show how far one can ask: the first place, and one from the middle. */
const examples = (places: Place[]): string[] => [
  ...new Set([places[0], places[Math.floor(places.length / 2)]].flatMap((place) => (place ? [place.command] : []))),
];
