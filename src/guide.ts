import type { HomeView } from '@slack/types';
import { entryPages } from '../blocks/entry.ts';
import { greetingAnswer, helpAnswer, startAnswer } from '../blocks/help.ts';
import type { Message } from '../blocks/kit.ts';
import { pageOf } from '../blocks/pages.ts';
import { choiceAnswer, mostHits, notedAnswer, quoted, searchAnswer, unknownAnswer } from '../blocks/search.ts';
import { partPages, topicPages } from '../blocks/topic.ts';
import { type HomeContent, homeView } from '../blocks/views.ts';
import { type Find, type Found, finder, nearestTopics } from './role/find.ts';
import type { LoadedRole } from './role/load-role.ts';
import { linksFrom, linksTo, type Place, type Places, placesOf } from './role/places.ts';
import { type Search, searcher } from './role/search.ts';
import { wordsOf } from './role/words.ts';

/** Answers whatever is typed after the command. The role never changes while we run: an answer is made once. */
export interface Guide {
  answer(typed: string): Message;
  search(words: string): Message;
  /** Whether something in the role bears just that name. */
  isName(typed: string): boolean;
  home: HomeView;
  /** The same below somebody's own plan, which has their goals already. */
  homeBelowPlan: HomeView;
}

interface Prepared {
  /** The pages of the answer that is spelled like this, none where nothing is. */
  pages: (command: string) => Message[];
  help: Message;
  greeting: Message;
  find: Find;
  search: Search;
  nearestTopics: (typed: string) => Place[];
}

export function makeGuide(role: LoadedRole): Guide {
  const places = placesOf(role.outline);
  const content = homeContent(role);
  const help = helpAnswer(content);
  const made = new Map([
    ['', [startAnswer(content)]],
    ['help', [help]],
  ]);
  const render = renderer(places);
  const pages = (command: string): Message[] => {
    const known = made.get(command);
    if (known) return known;
    const place = places.get(command);
    const rendered = place ? render(place) : [];
    if (place) made.set(command, rendered);
    return rendered;
  };
  const prepared = {
    pages,
    help,
    greeting: greetingAnswer(content),
    find: finder(places),
    search: searcher(places),
    nearestTopics: nearestTopics(places),
  };
  return {
    // most requests come as the buttons and the help spell them: one look-up, and nothing to work out
    answer: (typed) => pages(typed)[0] ?? answerWords(typed, prepared),
    search: (words) => searchFor(words, prepared),
    isName: (typed) => {
      const found = prepared.find(typed);
      return found.kind === 'several' || (found.kind === 'place' && !found.near);
    },
    home: homeView(content),
    homeBelowPlan: homeView({ ...content, firstMilestone: undefined }),
  };
}

/** Words that people use for the help, whatever the role has under that name. */
const helpWords = new Set(['help', 'h', 'commands', 'topics', 'menu']);

function answerWords(typed: string, prepared: Prepared): Message {
  const { pages, help, greeting, find, search } = prepared;
  const words = wordsOf(typed);
  const [spelled] = pages(words.join(' '));
  if (helpWords.has(words.join(' ')) || typed.trim() === '?') return help;
  if (spelled) return spelled;
  if (helpWords.has(words[0] ?? '')) return answerWords(words.slice(1).join(' '), prepared);
  if (words[0] === 'search') return searchFor(typed.trim().replace(/^\S+\s*/u, ''), { search });
  const page = numberedPage(typed, { pages, find });
  if (page) return page;

  const found = find(typed);
  switch (found.kind) {
    case 'place': {
      const [answer] = pages(found.place.command);
      if (!answer) throw new Error(`${found.place.command} was found, but has no answer`);
      return found.near ? notedAnswer(`The closest to ${quoted(typed)}.`, answer) : answer;
    }
    case 'several':
      return choiceAnswer(found.places);
    case 'topic-only':
      return aboutTopic(found, prepared);
    case 'nothing':
      return unknownAnswer(typed, { hits: search(typed, mostHits), nearest: prepared.nearestTopics(typed) });
    case 'small-talk':
      return greeting;
  }
}

/** A topic, and words that are no name in it: what speaks of them there, else all of it; a page number is no such word. */
function aboutTopic({ topic, rest }: Extract<Found, { kind: 'topic-only' }>, { pages, search }: Prepared): Message {
  const hits = /^\d+$/.test(rest) ? [] : search(rest, mostHits, topic.topic.name);
  if (hits.length > 0) return unknownAnswer(rest, { hits, within: topic });
  const [whole = unknownAnswer(rest, { hits, within: topic })] = pages(topic.command);
  return notedAnswer(`Nothing in it is called ${quoted(rest)}.`, whole);
}

const searchFor = (words: string, { search }: Pick<Prepared, 'search'>): Message =>
  searchAnswer(words, search(words, mostHits));

/** `skills advanced 2`: a page by its number, where what is named before it has several. */
function numberedPage(typed: string, { pages, find }: Pick<Prepared, 'pages' | 'find'>): Message | undefined {
  const [, name = '', number = ''] = /^(.*\S)\s+(\d{1,4})$/su.exec(typed.trim()) ?? [];
  const found = number === '' ? undefined : find(name);
  if (found?.kind !== 'place' || found.near) return undefined;
  const answers = pages(found.place.command);
  return answers.length > 1 ? pageOf(answers, Number(number)) : undefined;
}

function renderer(places: Places): (place: Place) => Message[] {
  const linking = linksTo(places);
  const all = [...places.values()];

  return (place) => {
    switch (place.kind) {
      case 'topic': {
        const inside = all.filter((other) => other.topic === place.topic && other.kind !== 'topic');
        const parts = inside.filter(({ kind }) => kind === 'part');
        return topicPages(place, parts.length > 0 ? parts : inside);
      }
      case 'part':
        return partPages(
          place,
          topicOf(place),
          all.filter((other) => other.kind === 'entry' && other.part === place.part),
        );
      case 'entry': {
        const back = places.get(`${place.topic.name} ${place.part.id}`) ?? topicOf(place);
        return entryPages({
          place,
          back,
          links: linksFrom(places, place.entry),
          linkedFrom: linking.get(place.command) ?? [],
        });
      }
    }
  };

  function topicOf(place: Place): Place {
    return places.get(place.topic.name) ?? place;
  }
}

function homeContent({ title, outline }: LoadedRole): HomeContent {
  const summary = outline.get('summary');
  const mission = outline.get('mission');
  const first = outline.get('milestones')?.parts[0];
  return {
    title,
    intro: summary?.intro ?? summary?.parts[0]?.entries[0]?.text ?? title,
    mission: mission?.intro ?? mission?.parts[0]?.entries[0]?.text,
    firstMilestone: first && {
      title: first.title ?? '',
      command: `milestones ${first.id}`,
      goals: first.entries.map((goal) => goal.title ?? goal.text ?? ''),
    },
  };
}
