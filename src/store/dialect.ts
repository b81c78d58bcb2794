import Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import type { Pool, PoolConfig } from 'pg';
import type { Logger } from '../log.ts';

/** What is wrong with the database's place, where the program itself did nothing wrong; mostly it goes away again. */
export type StorageTrouble = 'full' | 'busy' | 'read-only' | 'unreachable' | 'failing';

/** By SQLite's own codes and PostgreSQL's SQLSTATE, of which the first two characters are the class. */
const troubles: [RegExp, StorageTrouble][] = [
  [/^SQLITE_FULL|^53100/, 'full'],
  [/^SQLITE_(BUSY|LOCKED)|^55P03|^57014|^40001|^40P01|^53300/, 'busy'],
  [/^SQLITE_(READONLY|PERM)|^25006|^42501|^3F000/, 'read-only'],
  [/^08|^57P|^25P03|^28|^3D/, 'unreachable'],
  [/^SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)|^53|^58|^XX/, 'failing'],
];

/** PostgreSQL gave no answer: `pg` has no code for most of these, so they are caught where they come up. */
class UnreachableError extends Error {
  override name = 'UnreachableError';
}

/** PostgreSQL said no. `pg` has an error of its own for that, but is loaded only where it is needed. */
class PostgresError extends Error {
  override name = 'PostgresError';
  readonly code: string;
  constructor(message: string, { code, cause }: { code: string; cause: Error }) {
    super(message, { cause });
    this.code = code;
  }
}

/** What is wrong with the place of the data, when that is why it failed; looks through `cause`. */
export function storageTrouble(error: unknown): StorageTrouble | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof UnreachableError) return 'unreachable';
    const trouble = troubles.find(([codes]) => codes.test(codeOf(cause)));
    if (trouble) return trouble[1];
  }
  return undefined;
}

/** There is such a row already; looks through `cause`. */
export function isUniqueViolation(error: unknown): boolean {
  return causesOf(error).some((cause) => /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$|^23505$/.test(codeOf(cause)));
}

/** PostgreSQL ended a transaction as it and others waited for each other: it may be tried once more. */
export function isLockConflict(error: unknown): boolean {
  return causesOf(error).some((cause) => /^40P01$|^40001$/.test(codeOf(cause)));
}

/** The database itself said no: a statement that it does not take, or a rule of a table. */
export function isDatabaseError(error: unknown): boolean {
  return causesOf(error).some((cause) => codeOf(cause) !== '');
}

/** Empty for what is no error of a database: Slack's client has codes, too. */
const codeOf = (error: Error): string =>
  error instanceof Database.SqliteError || error instanceof PostgresError ? error.code : '';

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

/** Where `FOR UPDATE SKIP LOCKED` is understood, and needed: SQLite has one writer at a time. */
export function isPostgres<T>(db: Kysely<T>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * One SQLite file. Its transactions begin with the right to write: one that found out later would fail at once
 * (SQLITE_BUSY), however long it may wait.
 * @throws {SqliteError} it cannot be opened
 */
export function sqliteDialect(file: string, { busyTimeoutMs }: { busyTimeoutMs: number }): Dialect {
  const sqlite = new Database(file, { timeout: busyTimeoutMs });
  sqlite.pragma('foreign_keys = on');
  sqlite.pragma('synchronous = full');
  return Object.assign(new SqliteDialect({ database: sqlite }), { createDriver: () => sqliteDriver(sqlite) });
}

/** Of these that are used again and again there are some sixty; the others differ by how many they ask about. */
const mostPrepared = 200;

/** Prepares each statement once, as long as it is among those used last. SQLite itself sees when its tables have changed. */
function preparingOnce(sqlite: Database.Database): SqliteDatabase {
  const prepared = new Map<string, Database.Statement<unknown[]>>();
  return {
    close: () => sqlite.close(),
    prepare(statement) {
      const known = prepared.get(statement) ?? sqlite.prepare<unknown[]>(statement);
      prepared.delete(statement);
      prepared.set(statement, known); // at the end, where the latest stand
      const [oldest] = prepared.size > mostPrepared ? prepared.keys() : [];
      if (oldest !== undefined) prepared.delete(oldest);
      return known;
    },
  };
}

/** A full disk can make SQLite roll back by itself: what comes after it must not be saved alone. */
function sqliteDriver(sqlite: Database.Database): SqliteDriver {
  let inTransaction = false;
  const driver = new SqliteDriver({
    database: preparingOnce(sqlite),
    onCreateConnection: async (connection) =>
      aroundQueries(connection, async (query) => {
        if (inTransaction && !sqlite.inTransaction) throw new Error('SQLite has rolled this transaction back');
        return query();
      }),
  });
  const end = (): void => {
    inTransaction = false;
    if (sqlite.inTransaction) sqlite.exec('rollback');
  };
  return Object.assign(driver, {
    beginTransaction: async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
      inTransaction = true;
    },
    commitTransaction: async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('commit'));
      inTransaction = false;
    },
    rollbackTransaction: async () => end(),
  });
}

/** Calls `around` with each query of the connection. */
function aroundQueries(connection: DatabaseConnection, around: <R>(query: () => Promise<R>) => Promise<R>): void {
  const executeQuery: CallableFunction = connection.executeQuery;
  connection.executeQuery = (compiled) => around(() => Reflect.apply(executeQuery, connection, [compiled]));
}

/** A pool of connections to PostgreSQL; counts (`int8`) are numbers, as on SQLite. */
export function postgresDialect(url: string, log: Logger, limits: PoolConfig): Dialect {
  return new PostgresDialect({
    pool: async () => {
      const pool = await openPool(url, log, limits);
      return { connect: () => pool.connect().catch(explainFailure), end: () => pool.end() };
    },
    onCreateConnection: async (connection) => aroundQueries(connection, (query) => query().catch(explainFailure)),
  });
}

/** `pg` is loaded here alone: most have SQLite, and wait for the start. */
async function openPool(url: string, log: Logger, limits: PoolConfig): Promise<Pool> {
  const { Pool, TypeOverrides } = await import('pg');
  const types = new TypeOverrides();
  types.setTypeParser(20, Number); // int8
  const pool = new Pool({ ...limits, connectionString: url, types, application_name: 'role-coach', keepAlive: true });
  pool.on('error', () => {}); // as below; unheard it would end the process
  pool.on('connect', (client) => {
    // the pool listens while a connection is idle, a query while it runs: between two of them nobody does
    client.on('error', (err) => log.warn({ err }, 'a connection to PostgreSQL was lost'));
  });
  return pool;
}

/** What PostgreSQL said keeps its code; all else is that it said nothing. */
async function explainFailure(error: unknown): Promise<never> {
  const { DatabaseError } = await import('pg');
  if (!(error instanceof Error)) throw error;
  if (error instanceof DatabaseError) throw new PostgresError(error.message, { code: error.code ?? '', cause: error });
  const attempts = error instanceof AggregateError ? error.errors.map(String) : []; // one for each address of a name
  throw new UnreachableError(error.message || attempts.join(', '), { cause: error });
}
