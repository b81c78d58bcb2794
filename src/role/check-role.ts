import type { Entry, Outline, Part, Topic } from './outline.ts';
import { linkKinds, linkTopics } from './schema.ts';

export interface Mistake {
  path: PropertyKey[];
  expected: string;
}

/** What the schema cannot say of a role: an id stands once in its topic, and every link leads to an entry. */
export function checkRole(role: Outline): Mistake[] {
  const topics = [...role.values()];
  const known = new Map(
    topics.map(({ name, parts }) => [name, new Set(parts.flatMap(({ entries }) => entries.map(({ id }) => id)))]),
  );
  return topics.flatMap((topic) => [
    ...repeatedIds(topic),
    ...placedEntries(topic).flatMap(({ entry, path }) =>
      linkKinds.flatMap((kind) =>
        (entry.links[kind] ?? []).flatMap((id, index) =>
          known.get(linkTopics[kind])?.has(id)
            ? []
            : [
                {
                  path: [...path, 'links', kind, index],
                  expected: `the id of an entry of ${linkTopics[kind]}, not "${id}"`,
                },
              ],
        ),
      ),
    ),
  ]);
}

function repeatedIds(topic: Topic): Mistake[] {
  const parts = topic.parts.map((part, index) => ({ id: part.id, path: partPath(topic, part, index) }));
  const entries = placedEntries(topic).map(({ entry, path }) => ({ id: entry.id, path }));
  const seen = new Set<string>();
  const notes = topic.notes.map(({ id }, index) => ({ id, path: [topic.name, 'notes', index] }));
  return [...parts, ...entries, ...notes].flatMap(({ id, path }) => {
    if (id === undefined) return [];
    if (seen.has(id))
      return [{ path: [...path, 'id'], expected: `an id that ${topic.name} does not have yet, not "${id}" again` }];
    seen.add(id);
    return [];
  });
}

function placedEntries(topic: Topic): { entry: Entry; path: PropertyKey[] }[] {
  return topic.parts.flatMap((part, index) =>
    part.entries.map((entry, at) => ({ entry, path: [...partPath(topic, part, index), 'entries', at] })),
  );
}

/** Where a part stands in the role file: the part of an undivided topic is the topic itself. */
function partPath(topic: Topic, part: Part, index: number): PropertyKey[] {
  return part.id === undefined ? [topic.name] : [topic.name, 'parts', index];
}
