import type { KnownBlock, RichTextElement } from '@slack/types';
import type { LinkedPlaces, Place } from '../src/role/places.ts';
import type { LinkKind } from '../src/role/schema.ts';
import { bulletBlocks, label } from './entry-lines.ts';
import { actions, lines, type Message, strong, words } from './kit.ts';
import { logButton, targetButton, trendButton } from './kpis/kpi-actions.ts';
import { navigation } from './navigation.ts';
import { pagesOf } from './pages.ts';
import { targetRule } from './target.ts';

type EntryPlace = Extract<Place, { kind: 'entry' }>;

/** What each kind of link means to the one who reads it, in the order of reading. */
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

interface EntryView {
  place: EntryPlace;
  /** The part or topic that it stands in. */
  back: Place;
  links: LinkedPlaces[];
  /** What links to it. */
  linkedFrom: Place[];
}

/** One entry in full: what it is, its target, and everything of the role that belongs to it. */
export function entryPages({ place, back, linkedFrom, ...view }: EntryView): Message[] {
  const { entry, command, title } = place;
  const links = Object.keys(linkTitles).flatMap((kind) => view.links.filter((some) => some.kind === kind));
  const body = [
    ...(entry.text === undefined ? [] : [lines(words(entry.text))]),
    ...targetLines(place),
    ...bulletBlocks(
      [],
      entry.facts.map(({ name, text }) => [strong(`${label(name)}: `), words(text)]),
    ),
    ...linkBlocks(links, linkedFrom),
    ...readingButtons(place),
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

/** A KPI can be measured from where it is explained. */
const readingButtons = ({ topic, entry }: EntryPlace): KnownBlock[] =>
  topic.name === 'kpis' && entry.target && entry.id !== undefined
    ? actions([logButton('Log a value', entry.id), trendButton(entry.id), targetButton(entry.id)])
    : [];

function targetLines({ entry: { target } }: EntryPlace): KnownBlock[] {
  if (!target) return [];
  return [lines(strong('Target: '), words(`${target.text}\n${targetRule(target)}`))];
}

/** Risks come with what then helps; the others are names, to be opened from the menu. */
function linkBlocks(links: LinkedPlaces[], linkedFrom: Place[]): KnownBlock[] {
  const named = links.filter(({ kind }) => kind !== 'risks');
  const risks = links.filter(({ kind }) => kind === 'risks').flatMap(({ places }) => places);
  return [
    ...bulletBlocks(
      [],
      [...named.map(({ kind, places }) => nameLine(linkTitles[kind], places)), ...mentionedBy(linkedFrom, links)],
    ),
    ...bulletBlocks([strong(linkTitles.risks)], risks.map(riskLine)),
  ];
}

const nameLine = (title: string, places: Place[], more = ''): RichTextElement[] => [
  strong(`${title}: `),
  words(`${places.map((place) => place.title).join('; ')}${more}`),
];

function riskLine(place: Place): RichTextElement[] {
  const helps = place.kind === 'entry' ? place.entry.facts.find(({ name }) => name === 'helps') : undefined;
  return helps ? [strong(`${place.title}: `), words(helps.text)] : [strong(place.title)];
}

const mostMentions = 10;

function mentionedBy(linkedFrom: Place[], links: LinkedPlaces[]): RichTextElement[][] {
  const shown = new Set(links.flatMap(({ places }) => places));
  const others = linkedFrom.filter((place) => !shown.has(place));
  const more = others.length > mostMentions ? `; and ${others.length - mostMentions} more` : '';
  return others.length > 0 ? [nameLine('Comes up in', others.slice(0, mostMentions), more)] : [];
}

const unique = (places: Place[]): Place[] => [...new Set(places)];
