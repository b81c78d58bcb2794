import type { Cadence, LinkKind, Role, Target } from './schema.ts';
import { type TopicName, topicNames } from './topics.ts';

/** A role in the one shape that finding, searching and showing share: topics of parts of entries. */
export type Outline = ReadonlyMap<TopicName, Topic>;

export interface Topic {
  name: TopicName;
  intro: string | undefined;
  /** A topic of entries alone has one part without a name. */
  parts: Part[];
  notes: Entry[];
}

export interface Part {
  /** The part's name in the role file, undefined where the topic is not divided. */
  id: string | undefined;
  title: string | undefined;
  aliases: string[];
  intro: string | undefined;
  entries: Entry[];
}

export interface Entry {
  /** Undefined for a mere point: it cannot be asked for or linked to. */
  id: string | undefined;
  title: string | undefined;
  aliases: string[];
  text: string | undefined;
  /** What else the role file says of it, under the file's own keys and in their order: `why`, `first-step`, … */
  facts: Fact[];
  links: Partial<Record<LinkKind, string[]>>;
  target: Target | undefined;
  cadence: Cadence | undefined;
}

export interface Fact {
  name: string;
  text: string;
}

/** Puts a checked role into its outline, topics in the order in which they are listed to people. */
export function outlineOf(role: Role): Outline {
  return new Map(topicNames.map((name) => [name, topicOf(role, name)]));
}

function topicOf(role: Role, name: TopicName): Topic {
  const topic = role[name];
  const undivided = { id: undefined, title: undefined, aliases: [], intro: undefined };
  const parts: Part[] =
    'parts' in topic
      ? topic.parts.map((part) => ({ ...part, intro: part.intro, entries: part.entries.map(entryOf) }))
      : [{ ...undivided, entries: topic.entries.map(entryOf) }];
  return { name, intro: topic.intro, parts, notes: topic.notes.map(entryOf) };
}

type RoleEntry =
  | Extract<Role[TopicName], { parts: unknown }>['parts'][number]['entries'][number]
  | Extract<Role[TopicName], { entries: unknown }>['entries'][number]
  | Role[TopicName]['notes'][number];

const shownElsewhere = new Set(['id', 'title', 'text', 'cadence']);

function entryOf(entry: RoleEntry): Entry {
  const named = 'aliases' in entry;
  return {
    id: named ? entry.id : undefined,
    title: entry.title,
    aliases: named ? entry.aliases : [],
    text: 'text' in entry ? entry.text : undefined,
    facts: Object.entries(entry).flatMap(([name, value]) =>
      typeof value === 'string' && !shownElsewhere.has(name) ? [{ name, text: value }] : [],
    ),
    links: 'links' in entry ? definedLinks(entry.links) : {},
    target: 'target' in entry ? entry.target : undefined,
    cadence: 'cadence' in entry ? entry.cadence : undefined,
  };
}

function definedLinks(links: { [Kind in LinkKind]?: string[] | undefined }): Entry['links'] {
  return Object.fromEntries(Object.entries(links).filter(([, ids]) => ids !== undefined));
}
