import type { Entry, Outline, Part, Topic } from './outline.ts';
import { linkKinds, linkTopics } from './schema.ts';
import { topics } from './topics.ts';

/** Something that can be asked for: a topic, a part of one, or an entry that has a name. */
export type Place =
  | { kind: 'topic'; command: string; title: string; topic: Topic }
  | { kind: 'part'; command: string; title: string; topic: Topic; part: Part }
  | { kind: 'entry'; command: string; title: string; topic: Topic; part: Part; entry: Entry };

/** Every place of a role by what is typed for it: `kpis`, `skills advanced`, `kpis latency`. */
export type Places = ReadonlyMap<string, Place>;

export function placesOf(outline: Outline): Places {
  const places = [...outline.values()].flatMap((topic): Place[] => [
    { kind: 'topic', command: topic.name, title: topics[topic.name].title, topic },
    ...notesOf(topic),
    ...topic.parts.flatMap((part) => [
      ...partPlace(topic, part),
      ...part.entries.flatMap((entry) => entryPlace(topic, part, entry)),
    ]),
  ]);
  return new Map(places.map((place) => [place.command, place]));
}

/** Notes stand in no part of their own. */
function notesOf(topic: Topic): Place[] {
  const part: Part = { id: undefined, title: undefined, aliases: [], intro: undefined, entries: topic.notes };
  return topic.notes.flatMap((note) => entryPlace(topic, part, note));
}

function partPlace(topic: Topic, part: Part): Place[] {
  if (part.id === undefined || part.title === undefined) return [];
  return [{ kind: 'part', command: `${topic.name} ${part.id}`, title: part.title, topic, part }];
}

function entryPlace(topic: Topic, part: Part, entry: Entry): Place[] {
  if (entry.id === undefined || entry.title === undefined) return [];
  return [{ kind: 'entry', command: `${topic.name} ${entry.id}`, title: entry.title, topic, part, entry }];
}

/** The names by which a place is known, the one in its command first. */
export function namesOf(place: Place): string[] {
  switch (place.kind) {
    case 'topic':
      return [place.topic.name, place.title, ...topics[place.topic.name].aliases];
    case 'part':
      return [place.part.id ?? '', place.title, ...place.part.aliases];
    case 'entry':
      return [place.entry.id ?? '', place.title, ...place.entry.aliases];
  }
}

export interface LinkedPlaces {
  kind: (typeof linkKinds)[number];
  places: Place[];
}

/** The places that an entry links to, by kind of link. */
export function linksFrom(places: Places, entry: Entry): LinkedPlaces[] {
  return linkKinds.flatMap((kind) => {
    const linked = (entry.links[kind] ?? []).flatMap((id) => places.get(`${linkTopics[kind]} ${id}`) ?? []);
    return linked.length > 0 ? [{ kind, places: linked }] : [];
  });
}

/** The entries that link to each place, by its command. */
export function linksTo(places: Places): ReadonlyMap<string, Place[]> {
  const linking = new Map<string, Place[]>();
  for (const place of places.values()) {
    if (place.kind !== 'entry') continue;
    for (const target of linksFrom(places, place.entry).flatMap((links) => links.places)) {
      linking.set(target.command, [...(linking.get(target.command) ?? []), place]);
    }
  }
  return linking;
}
