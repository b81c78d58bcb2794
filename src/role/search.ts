import MiniSearch from 'minisearch';
import { fillers } from './fillers.ts';
import { likeness } from './likeness.ts';
import type { Entry, Fact, Part } from './outline.ts';
import { namesOf, type Place, type Places } from './places.ts';
import type { TopicName } from './topics.ts';
import { wordsOf } from './words.ts';

export interface Hit {
  place: Place;
  /** What the place says, in short; of a part, the line that the words were found in. */
  excerpt: string;
}

/** The best hits, of one topic alone where one is given. */
export type Search = (words: string, limit: number, topic?: TopicName) => Hit[];

interface Searchable {
  id: number;
  names: string;
  text: string;
}

/** What is searched at most of what was typed: more words than that only cost time. */
const mostWords = 20;

/** What ranks a role's places for any words; odd input finds nothing, and that is all. The index is made at the first search. */
export function searcher(places: Places): Search {
  const lines = [...places.values()].flatMap(linesOf);
  let made: Index | undefined;

  return (words, limit, topic) => {
    const typed = wordsOf(words.slice(0, 1000)).slice(0, mostWords);
    const telling = typed.filter((word) => !fillers.has(word));
    if (telling.length === 0) return [];
    made ??= indexOf(lines);
    const { index, vocabulary } = made;
    const query = telling.map((word) => corrected(word, vocabulary)).join(' ');
    const filter = ({ id }: { id: number }): boolean => topic === undefined || lines[id]?.place.topic.name === topic;
    const every = index.search(query, { combineWith: 'AND', filter });
    const results = every.length > 0 ? every : index.search(query, { combineWith: 'OR', filter });
    const hits = new Map<Place, Hit>();
    for (const { id } of results) {
      const line = lines[id];
      if (line && !hits.has(line.place))
        hits.set(line.place, { place: line.place, excerpt: line.excerpt ?? line.text });
      if (hits.size === limit) break;
    }
    return [...hits.values()];
  };
}

/** A word that the role does not have becomes the one that it is a slip of the keys for, if there is one. */
function corrected(word: string, vocabulary: ReadonlySet<string>): string {
  if (word.length < 4 || vocabulary.has(word)) return word;
  const words = [...vocabulary];
  if (words.some((other) => other.startsWith(word))) return word;
  const scored = words.map((other) => ({ other, score: likeness(word, other, 0.75) }));
  const best = scored.reduce((one, two) => (two.score > one.score ? two : one), { other: word, score: 0 });
  return best.other;
}

interface Index {
  index: MiniSearch<Searchable>;
  /** Every word that the role has. */
  vocabulary: ReadonlySet<string>;
}

function indexOf(lines: Line[]): Index {
  const index = new MiniSearch<Searchable>({
    fields: ['names', 'text'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: {
      boost: { names: 3 },
      prefix: (term) => term.length > 2,
    },
  });
  index.addAll(lines.map(({ place, text }, id) => ({ id, names: namesOf(place).join(' '), text })));
  return { index, vocabulary: new Set(lines.flatMap(({ place, text }) => [...namesOf(place), text].flatMap(wordsOf))) };
}

interface Line {
  place: Place;
  text: string;
  /** What is shown for it, where the text itself is too much. */
  excerpt?: string | undefined;
}

/** A place's own lines; an entry without a name is a line of its part. */
function linesOf(place: Place): Line[] {
  switch (place.kind) {
    case 'topic':
      return [
        ...(place.topic.intro === undefined ? [place.title] : [place.topic.intro]),
        ...place.topic.notes.filter(({ id }) => id === undefined).map(entryText),
      ].map((text) => ({ place, text }));
    case 'part':
      return [place.part.intro ?? place.title, ...namelessTexts(place.part)].map((text) => ({ place, text }));
    case 'entry':
      return [{ place, text: entryText(place.entry), excerpt: place.entry.text ?? longest(place.entry.facts) }];
  }
}

/** Of what is said of an entry, what tells most. */
const longest = (facts: Fact[]): string | undefined =>
  facts.map(({ text }) => text).sort((one, other) => other.length - one.length)[0];

const namelessTexts = (part: Part): string[] => part.entries.filter(({ id }) => id === undefined).map(entryText);

function entryText(entry: Entry): string {
  const title = entry.id === undefined ? entry.title : undefined;
  const facts = entry.facts.map(({ text }) => text);
  return [title, entry.text, ...facts, entry.target?.text].filter((text) => text !== undefined).join(' · ');
}
