import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { isPostgres } from '../../src/store/dialect.ts';
import type { Db, Tables } from '../../src/store/tables.ts';
import type { TestCoach } from './coach.ts';

/** What can be wrong with the place of the data, and how a person is told. */
export const troubles = {
  full: 'the disk that I keep it on is full',
  busy: 'my database is busy',
  'read-only': 'my database takes no changes just now',
} as const;

export type Trouble = keyof typeof troubles;

export const everyTrouble: Trouble[] = ['full', 'busy', 'read-only'];

type Mend = () => Promise<void>;

/**
 * From now on what the bot writes fails, until it is mended. A full disk is found out by the write that needs more room:
 * to `table`, where one is named; so what a transaction has written before it is seen to go with it.
 */
export async function makeTrouble(db: Db, trouble: Trouble, table?: keyof Tables): Promise<Mend> {
  if (isPostgres(db)) return refuseWrites(db, trouble, table);
  switch (trouble) {
    case 'full':
      return fillDisk(db, table);
    case 'busy':
      return lockFile(db);
    case 'read-only':
      await sql`pragma query_only = on`.execute(db);
      return async () => void (await sql`pragma query_only = off`.execute(db));
  }
}

async function tablesOf(db: Db): Promise<string[]> {
  const all = isPostgres(db)
    ? sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
    : sql<{ name: string }>`select name from sqlite_schema where type = 'table' and name <> 'filler'`;
  return (await all.execute(db)).rows.map(({ name }) => name);
}

const changes = ['insert', 'update', 'delete'];

/** No page more than there are, and each write needs some. */
async function fillDisk(db: Db, table: keyof Tables | undefined): Promise<Mend> {
  const tables = table ? [table] : await tablesOf(db);
  const triggers = tables.flatMap((on) =>
    changes.map((change) => ({ on, change, name: `${change}_needs_room_${on}` })),
  );
  await sql`create table filler (content blob)`.execute(db);
  for (const { on, change, name } of triggers) {
    const body = 'begin insert into filler values (zeroblob(400000)); end';
    await sql.raw(`create temp trigger ${name} after ${change} on main.${on} ${body}`).execute(db);
  }
  await sql`pragma max_page_count = 1`.execute(db); // that is: no more than there are
  return async () => {
    await sql`pragma max_page_count = 1000000`.execute(db);
    for (const { name } of triggers) await sql.raw(`drop trigger ${name}`).execute(db);
    await sql`drop table filler`.execute(db);
  };
}

/** Another program holds the file, and the bot soon gives up waiting. */
async function lockFile(db: Db): Promise<Mend> {
  const other = new Database(await fileOf(db));
  other.exec('begin exclusive');
  await sql`pragma busy_timeout = 20`.execute(db);
  return async () => {
    other.close();
    await sql`pragma busy_timeout = 2000`.execute(db);
  };
}

async function fileOf(db: Db): Promise<string> {
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(db);
  return rows[0]?.file ?? '';
}

const postgresCodes: Record<Trouble, string> = { full: '53100', busy: '55P03', 'read-only': '25006' };

/** PostgreSQL says what it would say. */
async function refuseWrites(db: Db, trouble: Trouble, table: keyof Tables | undefined): Promise<Mend> {
  const tables = table ? [table] : await tablesOf(db);
  const refusal = `raise exception 'not now' using errcode = '${postgresCodes[trouble]}'`;
  await sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin ${refusal}; end $$`).execute(db);
  for (const on of tables) {
    const when = 'before insert or update or delete';
    await sql.raw(`create trigger refuses ${when} on ${on} for each row execute function refuse()`).execute(db);
  }
  return async () => {
    // one after the other: whoever holds one table and waits for another would wait for ever
    for (const on of tables) await sql.raw(`drop trigger refuses on ${on}`).execute(db);
    await sql`drop function refuse()`.execute(db);
  };
}

/** All that is stored, but for what is only a draft. */
export async function everythingIn(db: Db): Promise<Record<string, unknown[]>> {
  const tables = (await tablesOf(db)).filter((name) => name !== 'drafts').sort();
  const contents = tables.map(async (name): Promise<[string, unknown[]]> => {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    return [name, rows.map((row) => JSON.stringify(row)).sort()];
  });
  return Object.fromEntries(await Promise.all(contents));
}

interface Attempt {
  /** The last table that it writes to. */
  table: keyof Tables;
  /** Does it once more. @returns what the person is told */
  act: () => Promise<string>;
}

/** Whatever is wrong, the person is told that it was not saved, and nothing of it is. */
export async function expectNothingSaved({ db, settles }: TestCoach, { table, act }: Attempt): Promise<void> {
  await settles();
  for (const trouble of everyTrouble) {
    const before = await everythingIn(db);
    const mend = await makeTrouble(db, trouble, table);
    const told = await act();
    await mend();
    expect(told).toContain(`This was not saved: ${troubles[trouble]}`);
    expect(await everythingIn(db)).toEqual(before);
  }
}
