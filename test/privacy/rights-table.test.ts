import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshStore, freshStore } from '../support/databases.ts';
import { everyWay, type Way } from './every-route.ts';
import { kinds, startWorld } from './rights-world.ts';
import { startWalk, type Walk } from './walk-routes.ts';

/** On SQLite alone: what rights decide is the same on both, and only SQLite counts what was changed. */
const database = 'sqlite';

interface Row {
  what: string;
  ways: string[];
  /** By the kind of person. */
  cells: Record<string, string>;
}

const lines = readFileSync('docs/rights.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| -'));
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const [head = [], ...body] = lines.map(cellsOf);
const rows: Row[] = body.map(([what = '', ways = '', ...cells]) => ({
  what,
  ways: [...ways.matchAll(/`([^`]+)`/g)].map(([, way = '']) => way),
  cells: Object.fromEntries(cells.map((cell, index) => [head[index + 2] ?? '', cell])),
}));

/** What goes on again must stand still before. */
const ofPausedPlans = new Set(['word resume', 'press plan.resume']);

describe('the table of rights', () => {
  const open: { store: FreshStore; walk: Walk }[] = [];
  const ways = new Map<string, Way>();

  beforeAll(async () => {
    for (const state of ['running', 'paused'] as const) {
      const store = await freshStore(database);
      const world = await startWorld(store.db, state);
      const walk = await startWalk(store.db, world);
      open.push({ store, walk });
      for (const way of await everyWay(walk, world, state))
        if (ofPausedPlans.has(way.called) === (state === 'paused')) ways.set(way.called, way);
    }
  });
  afterAll(async () => {
    for (const { store, walk } of open) {
      await walk[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    }
  });

  test('has every way into the bot once, and none that is not there', () => {
    expect(rows.flatMap((row) => row.ways).sort()).toEqual([...ways.keys()].sort());
  });

  test('has a column for each kind of person, and says yes or no in each', () => {
    expect(head.slice(2)).toEqual([...kinds.keys()]);
    for (const { what, cells } of rows) {
      const { self, ...others } = cells;
      expect(['yes', 'no', 'own'], what).toContain(self);
      for (const cell of Object.values(others)) expect(['yes', 'no'], what).toContain(cell);
    }
  });

  test.each(rows)('$what: whoever may does, and nobody else', { timeout: 300_000 }, async ({ ways: called, cells }) => {
    for (const name of called) {
      const reached: Record<string, string> = {};
      for (const [kind, actor] of kinds) {
        // what is one's own and shows nothing that could be told from another's is not looked for
        const isOwn = kind === 'self' && cells['self'] === 'own';
        reached[kind] = isOwn ? 'own' : ((await ways.get(name)?.reach(actor)) ?? 'not there');
      }
      expect({ [name]: reached }).toEqual({ [name]: cells });
    }
  });

  test('what managers note for themselves alone reached nobody else on all these ways', async () => {
    for (const kind of ['manager', 'former manager'] as const) {
      const author = kinds.get(kind);
      if (author) await ways.get('word one-to-one')?.reach(author);
    }
    const [running] = open;
    expect([...(running?.walk.whispers.toAuthor ?? [])].sort()).toEqual(['whispered by Joel', 'whispered by Mira']);
    expect(open.flatMap(({ walk }) => walk.whispers.overheard)).toEqual([]);
  });
});
