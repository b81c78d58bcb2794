import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { openDatabase, StoreError } from '../../src/store/database.ts';
import { type DatabaseKind, databases, freshDatabase, freshStore } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { failureOf, workspaces } from './workspaces.ts';

const { log } = recordedLog();
const migrations = readdirSync('migrations').filter((file) => file.endsWith('.ts'));
const fileOf = (url: string): string => url.replace('sqlite:', '');

/** What the operator reads. */
async function refusalOf(url: string): Promise<string> {
  const error = await failureOf(openDatabase({ url, log }));
  expect(error).toBeInstanceOf(StoreError);
  return error instanceof StoreError ? error.message : '';
}

/** All that is in the place, to compare: each file, or each table with its rows. */
async function contentOf(kind: DatabaseKind, url: string): Promise<unknown> {
  if (kind === 'sqlite') {
    const folder = path.dirname(fileOf(url));
    return readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file)).toString('base64')]);
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select relname, relfilenode from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = current_schema order by relname`,
  );
  const applied = await client.query('select xmin, * from migrations order by number');
  await client.end();
  return [rows, applied.rows];
}

describe('the tests', () => {
  const isPromised = process.env['CI'] === 'true';
  test.skipIf(!isPromised && !databases.includes('postgres'))('run on PostgreSQL, too', () => {
    expect(databases).toEqual(['sqlite', 'postgres']);
  });
});

describe.each(databases)('a database on %s', (kind) => {
  test('is made from nothing, and found again', async () => {
    await using place = await freshDatabase(kind);
    const { log, written } = recordedLog();
    const first = await openDatabase({ url: place.url, log });
    await first.insertInto('workspaces').values({ id: 'T1', workdays: '12345', country: 'DE' }).execute();
    await first.destroy();
    const second = await openDatabase({ url: place.url, log });
    expect(await workspaces(second)).toEqual(['T1']);
    await second.destroy();
    expect(written().match(/the database was migrated/g)).toHaveLength(migrations.length);
  });

  test('that two processes open at once is migrated once, and both go on', async () => {
    await using place = await freshDatabase(kind);
    const opening = [place.url, place.url, place.url].map((url) =>
      spawn(process.execPath, ['test/store/opening-process.mjs', url]),
    );
    await Promise.all(opening.map(({ stdout }) => once(stdout, 'data')));
    const printed = opening.map(({ stdout, stderr }) => Promise.all([text(stdout), text(stderr)]));
    const ended = opening.map((child) => once(child, 'close'));
    for (const { stdin } of opening) stdin.end('open\n');
    const words = (await Promise.all(printed)).flat().join('');
    expect([words, await Promise.all(ended)]).toEqual([words, Array(3).fill([0, null])]);
    expect(words.match(/the database was migrated/g)).toHaveLength(migrations.length);
    const db = await openDatabase({ url: place.url, log });
    expect(await workspaces(db)).toHaveLength(3);
    await db.destroy();
  });

  test('that a newer version has written is refused, and left as it is', async () => {
    await using place = await freshDatabase(kind);
    const db = await openDatabase({ url: place.url, log });
    await sql`insert into migrations (number, name, applied_at) values (9999, '9999-moon', '')`.execute(db);
    await db.destroy();
    const before = await contentOf(kind, place.url);
    expect(await refusalOf(place.url)).toMatch(/a newer version of Role Coach has written it \(9999-moon\)\. Run/);
    expect(await contentOf(kind, place.url)).toEqual(before);
  });
});

describe('a file', () => {
  test('in a folder that is not there yet is made with it', async () => {
    await using place = await freshDatabase('sqlite');
    const url = `${place.url}.d/deep/coach.db`;
    await (await openDatabase({ url, log })).destroy();
    expect(readFileSync(fileOf(url)).subarray(0, 13).toString()).toBe('SQLite format');
  });

  test.each([
    [
      'that is no database',
      (file: string) => writeFileSync(file, 'Dear diary, '.repeat(500)),
      /file is not a database/,
    ],
    [
      'of another program',
      (file: string) => new Database(file).exec('create table songs (id)').close(),
      /it belongs to another program\. Name another file in DATABASE_URL/,
    ],
    [
      'that is damaged',
      (file: string) => {
        new Database(file).exec('create table migrations (number)').close();
        writeFileSync(file, readFileSync(file).fill(7, 100));
      },
      /malformed\. .* go back to a copy/,
    ],
  ])('%s is refused, and left as it is', async (_, write, message) => {
    await using place = await freshDatabase('sqlite');
    write(fileOf(place.url));
    const before = await contentOf('sqlite', place.url);
    expect(await refusalOf(place.url)).toMatch(message);
    expect(await contentOf('sqlite', place.url)).toEqual(before);
  });

  test('that is a folder, or below a file, is refused', async () => {
    await using place = await freshDatabase('sqlite');
    mkdirSync(fileOf(place.url));
    expect(await refusalOf(place.url)).toMatch(/unable to open database file\. See that DATABASE_URL names it/);
    writeFileSync(`${fileOf(place.url)}/note`, '');
    expect(await refusalOf(`${place.url}/note/coach.db`)).toMatch(/its folder cannot be made \(.*Make it, or name/);
  });
});

describe('PostgreSQL', () => {
  test('that is not there is told, without the password', async () => {
    const refusal = await refusalOf('postgres://coach:hunter2@127.0.0.1:1/coach?password=hunter2');
    expect(refusal).toMatch(
      /^The database postgres:\/\/127\.0\.0\.1:1\/coach cannot be used: .*ECONNREFUSED.* See that PostgreSQL runs/,
    );
    expect(refusal).not.toContain('hunter2');
  });

  test.runIf(databases.includes('postgres'))('that has no such database, or allows no tables, is told', async () => {
    await using store = await freshStore('postgres');
    const elsewhere = store.url.replace('/postgres?', '/nowhere?');
    expect(await refusalOf(elsewhere)).toMatch(/database "nowhere" does not exist\. See that PostgreSQL runs/);
    expect(await refusalOf(store.url.replace(/search_path%3D\w+/, 'search_path%3Dnowhere'))).toMatch(
      /no schema has been selected to create in\. The bot may not write to it/,
    );
    const readOnly = store.url.replace('-c%20', '-c%20default_transaction_read_only%3Don%20-c%20');
    expect(await refusalOf(readOnly)).toMatch(/read-only transaction\. The bot may not write to it/);
  });
});
