import type { KnownBlock, RichTextElement } from '@slack/types';
import type { LinkedPlaces, Place } from '../src/role/places.ts';
import type { LinkKind } from '../src/role/schema.ts';
import { bulletBlocks, label } from './entry-lines.ts';
import { faint, lines, strong, typed, words } from './kit.ts';
import { navigation } from './navigation.ts';
import { type Answer, pagesOf } from './pages.ts';
import { targetRule } from './target.ts';

type EntryPlace = Extract<Place, { kind: 'entry' }>;

/** What each kind of link means to the one who reads it. */
const linkTitles: Record<LinkKind, string> = {
  stakeholders: 'Whom to talk to',
  deliverables: 'What to produce',
  kpis: 'Which KPIs go with it',
  risks: 'What usually gets in the way, and what then helps',
  escalation: 'Where to escalate',
  goals: 'Goals it belongs to',
  responsibilities: 'Responsibilities it belongs to',
  skills: 'Skills that help',
};
const linkOrder: LinkKind[] = [
  'stakeholders',
  'deliverables',
  'kpis',
  'risks',
  'escalation',
  'goals',
  'responsibilities',
  'skills',
];

export interface EntryView {
  place: EntryPlace;
  /** The part or topic that it stands in. */
  back: Place;
  links: LinkedPlaces[];
  /** What links to it. */
  linkedFrom: Place[];
}

/** One entry in full: what it is, its target, and everything of the role that belongs to it. */
export function entryPages({ place, back, links, linkedFrom }: EntryView): Answer[] {
  const { entry, command, title } = place;
  const body = [
    ...(entry.text === undefined ? [] : [lines(words(entry.text))]),
    ...targetLines(place),
    ...bulletBlocks(
      [],
      entry.facts.map(({ name, text }) => [strong(`${label(name)}: `), words(text)]),
    ),
    ...linkOrder.flatMap((kind) => links.filter((some) => some.kind === kind).flatMap(linkBlocks)),
    ...mentionedBy(linkedFrom, links),
  ];
  const linked = unique([...links.flatMap(({ places }) => places), ...linkedFrom]);
  return pagesOf(title, body, (page) =>
    navigation({
      back,
      choices: { placeholder: 'Follow a link', places: linked },
      command,
      page,
      next: [...linked.slice(0, 2).map((other) => other.command), back.command],
    }),
  );
}

function targetLines({ entry: { target } }: EntryPlace): KnownBlock[] {
  if (!target) return [];
  return [lines(strong('Target: '), words(target.text), words('\n'), faint(targetRule(target)))];
}

const linkBlocks = ({ kind, places }: LinkedPlaces): KnownBlock[] =>
  bulletBlocks([strong(linkTitles[kind])], places.map(linkLine));

/** A linked entry: its name, what then helps where it is a risk, and how to ask for it. */
function linkLine(place: Place): RichTextElement[] {
  const helps = place.kind === 'entry' ? place.entry.facts.find(({ name }) => name === 'helps') : undefined;
  return [words(place.title), ...(helps ? [faint(` ${helps.text}`)] : []), words(' '), typed(place.command)];
}

const mostMentions = 10;

function mentionedBy(linkedFrom: Place[], links: LinkedPlaces[]): KnownBlock[] {
  const shown = new Set(links.flatMap(({ places }) => places));
  const others = linkedFrom.filter((place) => !shown.has(place));
  if (others.length === 0) return [];
  const rest = others.length > mostMentions ? [[faint(`and ${others.length - mostMentions} more`)]] : [];
  return bulletBlocks([strong('Comes up in')], [...others.slice(0, mostMentions).map(linkLine), ...rest]);
}

const unique = (places: Place[]): Place[] => [...new Set(places)];
