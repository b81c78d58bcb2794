import MiniSearch from 'minisearch';
import { fillers } from './fillers.ts';
import type { Entry, Part } from './outline.ts';
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
  let index: MiniSearch<Searchable> | undefined;

  return (words, limit, topic) => {
    const typed = wordsOf(words.slice(0, 1000)).slice(0, mostWords);
    const telling = typed.filter((word) => !fillers.has(word));
    const query = (telling.length > 0 ? telling : typed).join(' ');
    if (query === '') return [];
    index ??= indexOf(lines);
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

function indexOf(lines: Line[]): MiniSearch<Searchable> {
  const index = new MiniSearch<Searchable>({
    fields: ['names', 'text'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: {
      boost: { names: 3 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      maxFuzzy: 2,
      weights: { prefix: 0.6, fuzzy: 0.3 },
    },
  });
  index.addAll(lines.map(({ place, text }, id) => ({ id, names: namesOf(place).join(' '), text })));
  return index;
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
        ...place.topic.notes.map(entryText),
      ].map((text) => ({ place, text }));
    case 'part':
      return [place.part.intro ?? place.title, ...namelessTexts(place.part)].map((text) => ({ place, text }));
    case 'entry':
      return [{ place, text: entryText(place.entry), excerpt: place.entry.text ?? place.entry.facts[0]?.text }];
  }
}

const namelessTexts = (part: Part): string[] => part.entries.filter(({ id }) => id === undefined).map(entryText);

function entryText(entry: Entry): string {
  const title = entry.id === undefined ? entry.title : undefined;
  const facts = entry.facts.map(({ text }) => text);
  return [title, entry.text, ...facts, entry.target?.text].filter((text) => text !== undefined).join(' · ');
}
