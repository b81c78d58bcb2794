import { fillers } from './fillers.ts';
import { likeness } from './likeness.ts';
import { namesOf, type Place, type Places } from './places.ts';
import { wordsOf } from './words.ts';

/** A place with its names in their compared form, its id and title first. */
export interface Named {
  place: Place;
  names: { text: string; words: string[] }[];
}

export const namedPlaces = (places: Places): Named[] =>
  [...places.values()].map((place) => ({
    place,
    names: namesOf(place).map((name) => ({ text: wordsOf(name).join(' '), words: wordsOf(name) })),
  }));

/** How many of a place's names are its own; the others are aliases. */
const ownNames = 2;

/** The places that bear this name: a topic alone, else those with it as their own, else those with it as an alias. */
export function called(named: Named[], phrase: string): Place[] {
  const bearing = named.filter(({ names }) => names.some(({ text }) => text === phrase));
  const topic = bearing.find(({ place }) => place.kind === 'topic');
  if (topic) return [topic.place];
  const own = bearing.filter(({ names }) => names.slice(0, ownNames).some(({ text }) => text === phrase));
  const places = (own.length > 0 ? own : bearing).map(({ place }) => place);
  const parts = places.filter(({ kind }) => kind === 'part');
  const oneTopic = places.every((place) => place.topic === places[0]?.topic);
  return oneTopic && parts.length > 0 ? parts : places; // within a topic a part goes before its entries
}

/** The longest name that a sentence may hold, in words. */
const mostNameWords = 6;

/** The places whose names stand in a sentence: in a topic that is mentioned too, else that topic, else by the longest name. */
export function mentioned(named: Named[], words: string[]): Place[] {
  const mentions = Array.from({ length: mostNameWords }, (_, index) => mostNameWords - index).flatMap((length) =>
    words.flatMap((word, at) => {
      const some = words.slice(at, at + length);
      const telling = length > 1 || (word.length > 2 && !fillers.has(word));
      return some.length === length && telling ? called(named, some.join(' ')) : [];
    }),
  );
  const topic = mentions.find(({ kind }) => kind === 'topic');
  const specific = mentions.filter(({ kind }) => kind !== 'topic');
  const inside = specific.find((place) => place.topic === topic?.topic);
  if (inside) return [inside];
  return topic ? [topic] : specific.slice(0, 1);
}

/** From which likeness on a name counts as mistyped. Few letters are soon alike: there only topics count. */
const alike = { topic: 0.75, part: 0.8, entry: 0.8 };
const fewLetters = 4;

/** The places with a name that this is a slip of the keys for, the closest alone. */
export function mistyped(named: Named[], phrase: string): Place[] {
  const possible = phrase.length <= fewLetters ? named.filter(({ place }) => place.kind === 'topic') : named;
  return closest(possible, (name, { kind }) => likeness(phrase, name.text, alike[kind]));
}

/** Some places whose names are closest to a phrase, however far that is. */
export function nearest(named: Named[], phrase: string, most: number): Place[] {
  const scored = named.map(({ place, names }) => ({
    place,
    score: Math.max(...names.map(({ text }) => likeness(phrase, text, 0))),
  }));
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ place }) => place);
}

/** The places with names that begin with these words, or nearly do. */
export function begunBy(named: Named[], phrase: string): Place[] {
  const typed = phrase.split(' ');
  return closest(named, ({ text, words }, { kind }) => {
    if (typed.every((word) => word.length > 2 && words.some((other) => other.startsWith(word)))) {
      return 0.5 + (0.5 * phrase.length) / Math.max(phrase.length, text.length);
    }
    const slipped = (word: string) =>
      word.length > fewLetters && words.some((other) => likeness(word, other, alike[kind]) > 0);
    return typed.every(slipped) ? 0.4 : 0;
  });
}

/** How far below the best a name may be and still count as just as close. */
const tie = 0.03;

function closest(named: Named[], closeness: (name: Named['names'][number], place: Place) => number): Place[] {
  const scored = named
    .map(({ place, names }) => ({ place, score: Math.max(...names.map((name) => closeness(name, place))) }))
    .filter(({ score }) => score > 0);
  const best = Math.max(...scored.map(({ score }) => score));
  const equal = scored.filter(({ score }) => score >= best - tie).map(({ place }) => place);
  const topic = equal.find(({ kind }) => kind === 'topic');
  return topic ? [topic] : equal;
}
