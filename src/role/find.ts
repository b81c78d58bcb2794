import { fuzzy } from 'fast-fuzzy';
import { namesOf, type Place, type Places } from './places.ts';
import { wordsOf } from './words.ts';

/** What a person's words led to. */
export type Found =
  | { kind: 'place'; place: Place; near: boolean }
  /** Several places fit equally well. */
  | { kind: 'several'; places: Place[] }
  /** The topic was named, but nothing in it is called `rest`. */
  | { kind: 'topic-only'; topic: Place; rest: string }
  | { kind: 'nothing' }
  /** No word in it names anything: a greeting, a thank-you. */
  | { kind: 'small-talk' };

export type Find = (typed: string) => Found;

interface Named {
  place: Place;
  /** Each name in its compared form, the id and the title first. */
  names: Name[];
}

interface Name {
  text: string;
  words: string[];
}

/** Words that carry a question but name nothing: "what are my KPIs?" asks for `kpis`. */
export const fillers: ReadonlySet<string> = new Set(
  wordsOf(
    'a an the am is are was be do does did can could should would will i me my mine we our you your what whats which who whom how when where about of for to in on at with please show tell give list explain see get make find need know want and or it its this that there have has hi hello hey good morning thanks thank',
  ),
);

/** Longer than any name: what follows cannot be one. */
const longestPhrase = 80;

/** Prepares the names of a role's places once, and returns what finds a place by what people type. */
export function finder(places: Places): Find {
  const named: Named[] = [...places.values()].map((place) => ({
    place,
    names: namesOf(place).map((name) => ({ text: wordsOf(name).join(' '), words: wordsOf(name) })),
  }));
  const spelled = new Map([...places.values()].map((place) => [wordsOf(place.command).join(' '), place]));
  const topics = named.filter(({ place }) => place.kind === 'topic');

  return (typed) => {
    const words = wordsOf(typed.slice(0, 4 * longestPhrase));
    const telling = words.filter((word) => !fillers.has(word));
    return (
      exact(words) ??
      exact(telling) ??
      (telling.length > 0 || words.length === 0 ? near(telling) : { kind: 'small-talk' })
    );
  };

  function exact(words: string[]): Found | undefined {
    const phrase = words.join(' ');
    const place = spelled.get(phrase);
    return place ? { kind: 'place', place, near: false } : called(named, phrase);
  }

  function near(words: string[]): Found {
    const phrase = words.join(' ').slice(0, longestPhrase);
    if (phrase === '') return { kind: 'nothing' };
    return withinTopic(words) ?? closest(named, phrase) ?? { kind: 'nothing' };
  }

  /** The first words name a topic, the rest something in it: `kpis drift`, `soft skills communication`. */
  function withinTopic(words: string[]): Found | undefined {
    for (const length of [3, 2, 1]) {
      const rest = words.slice(length).join(' ').slice(0, longestPhrase);
      if (rest === '') continue;
      const first = words.slice(0, length).join(' ');
      const topic = called(topics, first) ?? (length === 1 ? closest(topics, first) : undefined);
      if (topic?.kind !== 'place') continue;
      const inside = named.filter(({ place }) => place.kind !== 'topic' && place.topic === topic.place.topic);
      const found = called(inside, rest) ?? closest(inside, rest);
      if (found?.kind === 'place') return { ...found, near: found.near || topic.near };
      return found ?? { kind: 'topic-only', topic: topic.place, rest };
    }
    return undefined;
  }
}

/** How many of a place's names are its own; the others are aliases. */
const ownNames = 2;

/** A name typed in full: one of a topic's, then one of a place's own, then an alias. */
function called(named: Named[], phrase: string): Found | undefined {
  const bearing = named.filter(({ names }) => names.some(({ text }) => text === phrase));
  const topic = bearing.find(({ place }) => place.kind === 'topic');
  if (topic) return { kind: 'place', place: topic.place, near: false };
  const own = bearing.filter(({ names }) => names.slice(0, ownNames).some(({ text }) => text === phrase));
  return oneOf((own.length > 0 ? own : bearing).map(({ place }) => place));
}

/** A part goes before its entries; where several topics have one, people choose. */
function oneOf(places: Place[]): Found | undefined {
  const [first] = places;
  if (!first) return undefined;
  if (places.some((place) => place.topic !== first.topic)) return { kind: 'several', places };
  const parts = places.filter(({ kind }) => kind === 'part');
  const [best = first, ...others] = parts.length > 0 ? parts : places;
  return others.length === 0
    ? { kind: 'place', place: best, near: false }
    : { kind: 'several', places: [best, ...others] };
}

/** How far below the best a name may be and still count as just as close. */
const tie = 0.03;

function closest(named: Named[], phrase: string): Found | undefined {
  const scored = named
    .map(({ place, names }) => ({ place, closeness: Math.max(...names.map((name) => closeness(phrase, name))) }))
    .filter((candidate) => candidate.closeness > 0)
    .sort((one, other) => other.closeness - one.closeness);
  const best = scored[0];
  if (!best) return undefined;
  const equal = scored.filter((candidate) => candidate.closeness >= best.closeness - tie).map(({ place }) => place);
  const topic = equal.find(({ kind }) => kind === 'topic');
  if (topic) return { kind: 'place', place: topic, near: true };
  return equal.length === 1 ? { kind: 'place', place: best.place, near: true } : { kind: 'several', places: equal };
}

/** 0 is no match, 1 the same: words that begin the name's words come first, then a slip of the keys. */
function closeness(phrase: string, name: Name): number {
  const typed = phrase.split(' ');
  if (typed.every((word) => word.length > 1 && name.words.some((other) => other.startsWith(word)))) {
    return 0.9 + (0.1 * phrase.length) / Math.max(phrase.length, name.text.length);
  }
  const whole = similarity(phrase, name.text, 0.7);
  if (whole > 0) return 0.9 * whole;
  const slipped =
    phrase.length > 4 && typed.every((word) => name.words.some((other) => similarity(word, other, 0.75) > 0));
  return slipped ? 0.6 : 0;
}

/** The share of letters that need no change, or 0 below `least`. */
function similarity(one: string, other: string, least: number): number {
  const longest = Math.max(one.length, other.length);
  if (Math.abs(one.length - other.length) > (1 - least) * longest) return 0; // cannot be that close: not worth comparing
  const score = fuzzy(one, other, { useSellers: false });
  return score >= least ? score : 0;
}
