import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { emptyStore } from '../../src/store/empty-store.ts';
import type { Db } from '../../src/store/tables.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** Undefined where there is none: then its tests are skipped, but in CI they fail (test/store/database.test.ts). */
const postgresUrl = process.env['TEST_POSTGRES_URL'];

/** For `describe.each`: all that every test of the store runs on. */
export const databases: DatabaseKind[] = postgresUrl === undefined ? ['sqlite'] : ['sqlite', 'postgres'];

export interface FreshDatabase extends AsyncDisposable {
  /** What `openDatabase` takes. */
  url: string;
}

/** An empty place of its own: a file, or a schema; gone afterwards. Close what is open there before. */
export function freshDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  return kind === 'sqlite' ? freshFile() : freshSchema();
}

async function freshFile(): Promise<FreshDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'role-coach-store-'));
  return {
    url: `sqlite:${path.join(folder, 'coach.db')}`,
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true });
    },
  };
}

async function freshSchema(): Promise<FreshDatabase> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await askPostgres(`create schema ${schema}`);
  const url = new URL(postgresUrl ?? '');
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: url.href.replaceAll('+', '%20'), // in a query `+` is a space to URL, but not to everybody
    async [Symbol.asyncDispose]() {
      await askPostgres(`drop schema ${schema} cascade`);
    },
  };
}

/** One statement past the store, on a connection of its own. */
export async function askPostgres(statement: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface FreshStore extends FreshDatabase {
  db: Db;
}

/** A store that is open and has its tables, and nothing in them; closed and gone afterwards. */
export async function freshStore(kind: DatabaseKind): Promise<FreshStore> {
  const place = await freshDatabase(kind);
  const db = await openDatabase({ url: place.url, log: pino({ level: 'silent' }) });
  return {
    url: place.url,
    db,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** For a `describe`: one store for all of its tests, emptied before each that asks for it. */
export function emptiedStore(kind: DatabaseKind): () => Promise<Db> {
  const kept: { store?: FreshStore } = {};
  beforeAll(async () => {
    kept.store = await freshStore(kind);
  });
  afterAll(async () => kept.store?.[Symbol.asyncDispose]());
  return async () => {
    if (!kept.store) throw new Error('there is no store');
    await emptyStore(kept.store.db);
    return kept.store.db;
  };
}
