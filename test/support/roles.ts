import { readFileSync } from 'node:fs';
import { dump, load } from 'js-yaml';
import { z } from 'zod';
import { type LoadedRole, loadRole, parseRole } from '../../src/role/load-role.ts';

export const roleFile = 'roles/machine-learning-specialist.yaml';

const builtIn = loadRole(roleFile); // read once: nothing changes it
export const builtInRole = (): LoadedRole => builtIn;

export const roleSource = (): string => readFileSync(roleFile, 'utf8');

const entry = z.looseObject({ id: z.string().optional() });
const part = z.looseObject({ id: z.string(), entries: z.array(entry) });
const topic = z.union([z.looseObject({ parts: z.array(part) }), z.looseObject({ entries: z.array(entry) })]);
const role = z.looseObject({ id: z.string(), title: z.string() }).catchall(z.union([z.string(), topic]));

const tenOf = <Thing extends { id?: string | undefined }>(things: Thing[]): Thing[] =>
  Array.from({ length: 10 }, (_, copy) =>
    things.map((thing) =>
      copy === 0 || thing.id === undefined ? thing : withLongTitle({ ...thing, id: `${thing.id}-${copy}` }),
    ),
  ).flat();

/** The built-in role with ten times the entries, in parts ten times as long or, where a topic allows it, ten times as many. */
export function tenfoldRole(grow: 'entries' | 'parts'): LoadedRole {
  const grown = Object.entries(role.parse(load(roleSource()))).map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    if (!('parts' in value)) return [name, { ...value, entries: tenOf(z.array(entry).parse(value['entries'])) }];
    const parts = z.array(part).parse(value['parts']);
    if (grow === 'entries' || name === 'milestones') {
      return [name, { ...value, parts: parts.map((one) => ({ ...one, entries: tenOf(one.entries) })) }];
    }
    const copies = Array.from({ length: 10 }, (_, copy) =>
      parts.map((one) => (copy === 0 ? one : withSuffix(one, copy))),
    ).flat();
    return [name, { ...value, parts: copies }];
  });
  return parseRole(dump(Object.fromEntries(grown)), 'ten times the role');
}

/** As long as a title may be. */
const withLongTitle = <Thing extends { title?: unknown; id: string }>(thing: Thing): Thing => ({
  ...thing,
  title: `${thing.id} ${'x'.repeat(75)}`.slice(0, 75),
});

const withSuffix = (one: z.infer<typeof part>, copy: number): z.infer<typeof part> => ({
  ...one,
  id: `${one.id}-${copy}`,
  entries: one.entries.map((other) => (other.id === undefined ? other : { ...other, id: `${other.id}-${copy}` })),
});
