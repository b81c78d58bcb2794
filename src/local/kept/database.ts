import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../calendar/clock.ts';

/** Raise this when a table below changes. There are no migrations: what was said in a trial workspace may be lost. */
export const SCHEMA_VERSION = 3;

export type PersonKind = 'admin' | 'member' | 'guest' | 'deactivated';

export interface Tables {
  settings: { name: string; value: string };
  people: PersonRow;
  files: FileRow;
  conversations: { id: string; kind: 'channel' | 'dm'; name: string };
  members: { conversation_id: string; person_id: string };
  messages: MessageRow;
  homes: { person_id: string; view: string };
}

export interface PersonRow {
  id: string;
  handle: string;
  name: string;
  title: string;
  time_zone: string;
  kind: PersonKind;
  /** When that was last changed, in whole seconds. */
  updated: number;
}

export interface FileRow {
  id: string;
  name: string;
  title: string;
  /** Who shared it: a person, or the bot. */
  user_id: string;
  /** When that was, in whole seconds. */
  created: number;
  content: Buffer;
}

export interface MessageRow {
  conversation_id: string;
  ts: string;
  thread_ts: string | null;
  author_id: string;
  text: string;
  blocks: string;
  metadata: string | null;
  files: string;
  ephemeral_to: string | null;
  edited: number;
}

export type LocalDb = Kysely<Tables>;

const schema = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE people (
    id TEXT PRIMARY KEY, handle TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
    time_zone TEXT NOT NULL, kind TEXT NOT NULL, updated INTEGER NOT NULL
  );
  CREATE TABLE conversations (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL);
  CREATE TABLE members (
    conversation_id TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (conversation_id, person_id)
  ) WITHOUT ROWID;
  CREATE TABLE messages (
    conversation_id TEXT NOT NULL, ts TEXT NOT NULL, thread_ts TEXT, author_id TEXT NOT NULL, text TEXT NOT NULL,
    blocks TEXT NOT NULL, metadata TEXT, files TEXT NOT NULL, ephemeral_to TEXT, edited INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, ts)
  );
  CREATE TABLE homes (person_id TEXT PRIMARY KEY, view TEXT NOT NULL);
  CREATE TABLE files (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, user_id TEXT NOT NULL, created INTEGER NOT NULL,
    content BLOB NOT NULL
  );
`;

/**
 * Opens the workspace's database, and makes it when it is new. One that another version wrote is moved aside, not
 * changed: `local.db` becomes `local.db.old-…`.
 */
export function openDatabase({ file, clock, log }: { file: string; clock: Clock; log: Logger }): LocalDb {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const existing = openSqlite(file);
  const version = existing.pragma('user_version', { simple: true });
  if (version === SCHEMA_VERSION) return kyselyOn(existing);
  if (isEmpty(existing)) return kyselyOn(withSchema(existing));

  existing.close();
  const aside = `${file}.old-${clock.now().getTime()}`;
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  log.warn({ file, aside }, 'the local workspace was written by another version: it starts afresh');
  return kyselyOn(withSchema(openSqlite(file)));
}

export function openSqlite(file: string): Database.Database {
  const sqlite = new Database(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  return sqlite;
}

function isEmpty(sqlite: Database.Database): boolean {
  return sqlite.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function withSchema(sqlite: Database.Database): Database.Database {
  sqlite.transaction(() => {
    sqlite.exec(schema);
    sqlite.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
  return sqlite;
}

function kyselyOn(sqlite: Database.Database): LocalDb {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
}
