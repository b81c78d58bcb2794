import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, sql } from 'kysely';
import type { Logger } from '../log.ts';
import { isDatabaseError, postgresDialect, type StorageTrouble, sqliteDialect, storageTrouble } from './dialect.ts';
import { migrate } from './migrate.ts';
import { StoreError } from './store-error.ts';
import type { Db, Tables } from './tables.ts';

export { StoreError } from './store-error.ts';

/** Beside the program, from source as well as built. */
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Another process may be migrating: nothing waits for this one yet. */
const BUSY_AT_START_MS = 30_000;
/** The whole process stands still meanwhile, and Slack waits for 3 s; a write of another process takes a few ms. */
const BUSY_MS = 2000;
/** A query that takes this long is stuck. What PostgreSQL does not cut itself, as it is gone, is cut a bit later. */
const postgresLimits = {
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  query_timeout: 15_000,
};
const connecting = { connectionTimeoutMillis: 5000 };

/**
 * Opens the database at `sqlite:PATH` (made where it is not there) or `postgres://…`, and migrates it.
 * @throws {StoreError} it cannot be used; the message says why and what to do
 */
export async function openDatabase({ url, log }: { url: string; log: Logger }): Promise<Db> {
  try {
    return url.startsWith('sqlite:')
      ? await openSqlite(url.slice('sqlite:'.length), log)
      : await openPostgres(url, log);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new StoreError(`The database ${withoutPassword(url)} cannot be used: ${reason}.`, { cause: error });
  }
}

async function openSqlite(file: string, log: Logger): Promise<Db> {
  if (file !== ':memory:') makeFolder(path.dirname(file));
  const db = new Kysely<unknown>({ dialect: sqliteDialect(file, { busyTimeoutMs: BUSY_AT_START_MS }) });
  try {
    await requireOwn(db);
    await migrate(db, migrations, log);
    await sql`pragma journal_mode = wal`.execute(db); // last: it changes a file, and this may be none of ours
    await sql`pragma busy_timeout = ${sql.lit(BUSY_MS)}`.execute(db);
    return db.withTables<Pick<Tables, keyof Tables>>();
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new StoreError(`its folder cannot be made (${words}). Make it, or name another one in DATABASE_URL`, {
      cause: error,
    });
  }
}

/** The local workspace's file, say, lies beside ours. */
async function requireOwn(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables();
  if (tables.length > 0 && !tables.some(({ name }) => name === 'migrations'))
    throw new StoreError('it belongs to another program. Name another file in DATABASE_URL; nothing was changed');
}

async function openPostgres(url: string, log: Logger): Promise<Db> {
  const patient = new Kysely<unknown>({ dialect: postgresDialect(url, log, connecting) });
  try {
    await migrate(patient, migrations, log); // takes as long as it takes
  } finally {
    await patient.destroy();
  }
  return new Kysely<Tables>({ dialect: postgresDialect(url, log, { ...connecting, ...postgresLimits }) });
}

const remedies: Record<StorageTrouble, string> = {
  full: 'Its disk is full: make room and start again',
  busy: 'Something else keeps it locked: stop that and start again',
  'read-only': 'The bot may not write to it: give it the right to, on SQLite for the file and its folder',
  unreachable: 'See that PostgreSQL runs, and that DATABASE_URL has its address, a user and their password',
  failing: 'See that DATABASE_URL names it and that the bot may read it; if it is damaged, go back to a copy',
};

function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof StoreError) return error.message;
  const trouble = storageTrouble(error);
  if (trouble) return `${error.message}. ${remedies[trouble]}`;
  return isDatabaseError(error) ? error.message : undefined;
}

function withoutPassword(url: string): string {
  if (url.startsWith('sqlite:') || !URL.canParse(url)) return url.replace(/^postgres.*/, 'in DATABASE_URL');
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/**
 * What keeps the database from storing anything; undefined while it does. A trial that leaves nothing behind: to read
 * would be no trial, as a full disk, another program's lock and a file that may only be read all allow it.
 */
export async function storeTrouble(db: Db): Promise<string | undefined> {
  const trial = { workspace_id: '', key: `trial:${randomUUID()}`, accepted_at: '' };
  try {
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('accepted_requests').values(trial).execute();
      await trx.deleteFrom('accepted_requests').where('workspace_id', '=', '').where('key', '=', trial.key).execute();
    });
    return undefined;
  } catch (error) {
    return `the database stores nothing (${storageTrouble(error) ?? 'failing'})`;
  }
}
