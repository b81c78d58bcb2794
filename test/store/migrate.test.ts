import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { up as onboarding } from '../../migrations/0001-onboarding.ts';
import { up as kpis } from '../../migrations/0002-kpis.ts';
import { up as digests } from '../../migrations/0003-digests.ts';
import { up as teams } from '../../migrations/0004-teams.ts';
import { postgresDialect, sqliteDialect, storageTrouble } from '../../src/store/dialect.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type DatabaseKind, databases, freshDatabase } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { failureOf } from './workspaces.ts';

const { log } = recordedLog();

interface Place extends AsyncDisposable {
  db: Kysely<unknown>;
  /** Puts a migration into the folder: what its `up` does. */
  write(file: string, up: string): void;
  migrates(): Promise<void>;
  tables(): Promise<string[]>;
  applied(): Promise<unknown[]>;
}

/** An empty database and an empty folder of migrations. */
async function freshPlace(kind: DatabaseKind): Promise<Place> {
  const database = await freshDatabase(kind);
  const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-migrations-'));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const db = new Kysely<unknown>({
    dialect:
      kind === 'sqlite'
        ? sqliteDialect(database.url.replace('sqlite:', ''), { busyTimeoutMs: 2000 })
        : postgresDialect(database.url, log, {}),
  });
  return {
    db,
    write: (file, up) => writeFileSync(path.join(folder, file), `export async function up(db) { ${up} }`),
    migrates: () => migrate(db, folder, log),
    tables: async () => {
      const tables = await db.introspection.getTables();
      const own = new URL(database.url).searchParams.get('options')?.split('=')[1];
      return tables.filter(({ schema }) => schema === own || kind === 'sqlite').map(({ name }) => name);
    },
    applied: () =>
      db
        .withTables<{ migrations: Record<'number' | 'name' | 'applied_at', unknown> }>()
        .selectFrom('migrations')
        .selectAll()
        .orderBy('number')
        .execute(),
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

const makes = (table: string): string =>
  `await db.schema.createTable('${table}').addColumn('id', 'integer').execute();`;

describe.each(databases)('migrations on %s', (kind) => {
  test('run in their order, each once, and later ones when they come', async () => {
    await using place = await freshPlace(kind);
    place.write('0001-one.js', makes('one'));
    place.write('0002-two.js', `await db.schema.alterTable('one').addColumn('two', 'integer').execute();`);
    await place.migrates();
    await place.migrates();
    place.write('0003-three.js', makes('three'));
    await place.migrates();
    expect(await place.applied()).toEqual([
      { number: 1, name: '0001-one', applied_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
      { number: 2, name: '0002-two', applied_at: expect.any(String) },
      { number: 3, name: '0003-three', applied_at: expect.any(String) },
    ]);
    expect(await place.tables()).toEqual(['migrations', 'one', 'three']);
  });

  test('one that fails leaves all as it was before it, and the ones before it stay', async () => {
    await using place = await freshPlace(kind);
    place.write('0001-one.js', makes('one'));
    place.write('0002-two.js', `${makes('two')} throw new Error('no such planet');`);
    place.write('0003-three.js', makes('three'));
    await expect(place.migrates()).rejects.toThrow(/its migration 0002-two failed and was undone \(no such planet\)/);
    expect(await place.tables()).toEqual(['migrations', 'one']);
    expect(await place.applied()).toMatchObject([{ number: 1 }]);
  });

  test('one that the database refuses says why', async () => {
    await using place = await freshPlace(kind);
    place.write('0001-one.js', `${makes('one')} ${makes('one')}`);
    await expect(place.migrates()).rejects.toThrow(/0001-one failed and was undone \(.*one.* already exists/);
    expect(await place.tables()).toEqual([]);
  });
});

describe.each(databases)('digests of an older version, on %s', (kind) => {
  test('know the week of the last one and from which on they are owed, and find what has not gone out yet', async () => {
    await using place = await freshPlace(kind);
    const { db } = place;
    for (const up of [onboarding, kpis, digests]) await up(db);
    const at = '2026-12-04T08:00:00.000Z';
    for (const [manager, lastOn, dueOn, weekday] of [
      ['U0MONDAY', '2026-11-30', '2026-12-07', 1],
      ['U0FRIDAY', '2026-12-04', '2026-12-11', 5],
      ['U0MOVED', '2026-11-27', '2026-12-07', 5], // Friday the 4th is a day off
      ['U0NEW', null, null, 1],
      ['U0NEWMOVED', null, '2026-12-07', 5],
      ['U0SOON', '2026-12-07', '2026-12-11', 5], // the one of Friday the 4th came on Monday
    ] as const) {
      await sql`insert into digests (workspace_id, manager_id, weekday, hour, is_on, empty_weeks, muted, due_on, next_at,
        since_at, last_on, last_at) values ('T1', ${manager}, ${weekday}, 9, 1, 'line', '[]', ${dueOn}, ${at}, ${at}, ${lastOn},
        ${lastOn && at})`.execute(db);
      if (lastOn)
        await sql`insert into deliveries (id, workspace_id, key, kind, priority, recipient_id, details, timing, due_at,
          state, attempts, created_at) values (${manager}, 'T1', ${`digest:${manager}:${lastOn}`}, 'digest', 3, ${manager}, '{}',
          'working-hours', ${at}, 'waiting', 0, ${at})`.execute(db);
    }
    await teams(db);
    const stored = db.withTables<{ digests: Record<string, unknown>; deliveries: { key: string } }>();
    const rows = await stored.selectFrom('digests').selectAll().orderBy('manager_id').execute();
    expect(rows.map(({ last_week, owed_from }) => [last_week, owed_from])).toEqual([
      ['2026-11-30', '2026-12-07'],
      ['2026-11-30', '2026-12-07'],
      ['2026-11-23', '2026-11-30'],
      [null, null],
      [null, '2026-11-30'],
      ['2026-11-30', '2026-12-07'],
    ]);
    expect(
      (await stored.selectFrom('deliveries').select('key').orderBy('key').execute()).map(({ key }) => key),
    ).toEqual([
      'digest:U0FRIDAY:2026-11-30',
      'digest:U0MONDAY:2026-11-30',
      'digest:U0MOVED:2026-11-23',
      'digest:U0SOON:2026-11-30',
    ]);
  });
});

test('a file that may only be read is told at the start, though there is nothing to migrate', async () => {
  await using place = await freshPlace('sqlite');
  place.write('0001-one.js', makes('one'));
  await place.migrates();
  await sql`pragma query_only = on`.execute(place.db);
  expect(storageTrouble(await failureOf(place.migrates()))).toBe('read-only');
});

describe('the folder of migrations', () => {
  test.each([
    [['0001-one.js', '0003-three.js'], /0003-three\.js is misnamed/],
    [['0001-one.js', '0001-uno.js'], /0001-uno\.js is misnamed/],
    [['0000-zero.js'], /0000-zero\.js is misnamed/],
    [['one.js'], /one\.js is misnamed/],
  ])('%j is an error, and nothing is done', async (files, message) => {
    await using place = await freshPlace('sqlite');
    for (const file of files) place.write(file, makes('one'));
    await expect(place.migrates()).rejects.toThrow(message);
    expect(await place.tables()).toEqual([]);
  });
});
