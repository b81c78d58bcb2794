import { fillers } from './fillers.ts';
import { begunBy, called, mentioned, mistyped, namedPlaces, nearest } from './names.ts';
import type { Place, Places } from './places.ts';
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

/** Longer than any question is: what follows would only cost time. */
const mostCharacters = 300;
/** More words than these are a sentence, not a name that somebody half remembers. */
const mostWordsOfName = 3;

/** Prepares the names of a role's places once, and returns what finds a place by what people type. */
export function finder(places: Places): Find {
  const named = namedPlaces(places);
  const topics = named.filter(({ place }) => place.kind === 'topic');
  const spelled = new Map([...places.values()].map((place) => [wordsOf(place.command).join(' '), place]));

  return (typed) => {
    const words = wordsOf(typed.slice(0, mostCharacters)).filter((word, index, all) => word !== all[index - 1]);
    const telling = words.filter((word) => !fillers.has(word));
    const phrase = telling.join(' ');
    const exact = oneOf(exactly(words.join(' '))) ?? oneOf(exactly(phrase));
    if (exact) return exact;
    if (telling.length === 0) return { kind: words.length > 0 ? 'small-talk' : 'nothing' };

    const inTopic = withinTopic(telling);
    const inSentence = mentioned(named, words);
    const isSentence = telling.length < words.length || words.length > 2;
    if (inTopic && (inTopic.kind !== 'topic-only' || telling.length === words.length)) return inTopic;
    return (
      near(mistyped(named, phrase)) ??
      withinMistypedTopic(telling) ??
      near(isSentence ? inSentence.filter(({ kind }) => kind !== 'topic') : []) ??
      inTopic ??
      near(isSentence ? inSentence : []) ??
      near(telling.length <= mostWordsOfName ? begunBy(named, phrase) : []) ?? { kind: 'nothing' }
    );
  };

  function exactly(phrase: string): Place[] {
    const place = spelled.get(phrase);
    return place ? [place] : called(named, phrase);
  }

  /** The first words name a topic, the rest something in it: `kpis drift`, `soft skills communication`. */
  function withinTopic(words: string[]): Found | undefined {
    for (const length of [3, 2, 1]) {
      const rest = words.slice(length).join(' ');
      const [topic] = rest === '' ? [] : called(topics, words.slice(0, length).join(' '));
      if (topic) return inside(topic, rest) ?? { kind: 'topic-only', topic, rest };
    }
    return undefined;
  }

  function withinMistypedTopic([first = '', ...others]: string[]): Found | undefined {
    const [topic] = mistyped(topics, first);
    const found = topic && inside(topic, others.join(' '));
    return found?.kind === 'place' ? { ...found, near: true } : undefined;
  }

  function inside(topic: Place, phrase: string): Found | undefined {
    const within = named.filter(({ place }) => place.kind !== 'topic' && place.topic === topic.topic);
    return oneOf(called(within, phrase)) ?? near(mistyped(within, phrase)) ?? near(begunBy(within, phrase));
  }
}

/** The three topics with the names closest to what was typed, however far that is. */
export function nearestTopics(places: Places): (typed: string) => Place[] {
  const topics = namedPlaces(new Map([...places].filter(([, { kind }]) => kind === 'topic')));
  return (typed) => nearest(topics, wordsOf(typed.slice(0, mostCharacters)).join(' '), 3);
}

function oneOf(places: Place[]): Found | undefined {
  const [first, ...others] = places;
  if (!first) return undefined;
  return others.length === 0 ? { kind: 'place', place: first, near: false } : { kind: 'several', places };
}

function near(places: Place[]): Found | undefined {
  const found = oneOf(places);
  return found?.kind === 'place' ? { ...found, near: true } : found;
}
