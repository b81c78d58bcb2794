import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { storageTrouble } from '../../src/store/dialect.ts';
import type { Db } from '../../src/store/tables.ts';
import { askPostgres, databases, freshDatabase, freshStore } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { failureOf, saveWorkspace, workspaces } from './workspaces.ts';

const tooMuch = 'T'.repeat(100_000);

/** A transaction of two writes, of which only both count: what is wrong when the second fails. */
const troubleOf = async (db: Db, second: (trx: Db) => Promise<unknown>) =>
  storageTrouble(
    await failureOf(
      db.transaction().execute(async (trx) => {
        await saveWorkspace(trx, 'T1');
        await second(trx);
      }),
    ),
  );

/** What went wrong left nothing, and does not stay. */
async function expectRecovered(db: Db): Promise<void> {
  expect(await workspaces(db)).toEqual([]);
  await db.transaction().execute((trx) => saveWorkspace(trx, 'T2'));
  expect(await workspaces(db)).toEqual(['T2']);
}

describe('on SQLite', () => {
  test('what is saved survives a power cut, links between tables hold, and another process is waited for', async () => {
    await using store = await freshStore('sqlite');
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'];
    const values = settings.map(async (name) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(store.db);
      return Object.values(rows[0] ?? {})[0];
    });
    expect(await Promise.all(values)).toEqual(['wal', 2, 1, 2000]);
  });

  test.each(['in one write', 'in a transaction'])('a full disk is told, and nothing is half saved: %s', async (how) => {
    await using store = await freshStore('sqlite');
    await sql`pragma max_page_count = 1`.execute(store.db); // that is: no more than there are
    const trouble =
      how === 'in one write'
        ? storageTrouble(await failureOf(saveWorkspace(store.db, tooMuch)))
        : await troubleOf(store.db, (trx) => saveWorkspace(trx, tooMuch));
    expect(trouble).toBe('full');
    await sql`pragma max_page_count = 1000000`.execute(store.db);
    await expectRecovered(store.db);
    await saveWorkspace(store.db, tooMuch);
  });

  test.each(['in one write', 'in a transaction'])('a lock of another program is told: %s', async (how) => {
    await using store = await freshStore('sqlite');
    await sql`pragma busy_timeout = 10`.execute(store.db);
    const other = new Database(store.url.replace('sqlite:', ''));
    other.exec('begin exclusive');
    const trouble =
      how === 'in one write'
        ? storageTrouble(await failureOf(saveWorkspace(store.db, 'T1')))
        : await troubleOf(store.db, async () => undefined);
    expect(trouble).toBe('busy');
    other.close();
    await expectRecovered(store.db);
  });

  test.each(['in one write', 'in a transaction'])('a file that may only be read is told: %s', async (how) => {
    await using store = await freshStore('sqlite');
    await sql`pragma query_only = on`.execute(store.db);
    const trouble =
      how === 'in one write'
        ? storageTrouble(await failureOf(saveWorkspace(store.db, 'T1')))
        : await troubleOf(store.db, async () => undefined);
    expect(trouble).toBe('read-only');
    await sql`pragma query_only = off`.execute(store.db);
    await expectRecovered(store.db);
  });
});

describe.runIf(databases.includes('postgres'))('on PostgreSQL', () => {
  test('a full disk is told, and nothing is half saved', async () => {
    await using store = await freshStore('postgres');
    const full = sql`do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
    expect(await troubleOf(store.db, (trx) => full.execute(trx))).toBe('full');
    await expectRecovered(store.db);
  });

  test('a lock of somebody else is told', async () => {
    await using store = await freshStore('postgres');
    const other = new Client({ connectionString: store.url });
    await other.connect();
    await other.query('begin; lock table holidays');
    const trouble = await troubleOf(store.db, async (trx) => {
      await sql`set local lock_timeout = 10`.execute(trx);
      await trx.selectFrom('holidays').selectAll().execute();
    });
    expect(trouble).toBe('busy');
    await other.end();
    await expectRecovered(store.db);
  });

  test('a statement that takes too long is cut, and told', async () => {
    await using store = await freshStore('postgres');
    const trouble = await troubleOf(store.db, async (trx) => {
      await sql`set local statement_timeout = 10`.execute(trx);
      await sql`select pg_sleep(60)`.execute(trx);
    });
    expect(trouble).toBe('busy');
    await expectRecovered(store.db);
  });

  test('a database that may only be read is told', async () => {
    await using store = await freshStore('postgres');
    const trouble = await troubleOf(store.db, async (trx) => {
      await sql`set transaction read only`.execute(trx);
      await saveWorkspace(trx, 'T3');
    });
    expect(trouble).toBe('read-only');
    await expectRecovered(store.db);
  });

  test('a connection that is closed in the middle is told', async () => {
    await using store = await freshStore('postgres');
    const trouble = await troubleOf(store.db, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await askPostgres(`select pg_terminate_backend(${rows[0]?.pid})`);
      await saveWorkspace(trx, 'T3');
    });
    expect(trouble).toBe('unreachable');
    await expectRecovered(store.db);
  });

  test('a server that goes is told, and found again when it comes back', async () => {
    await using place = await freshDatabase('postgres');
    await using line = await lineTo(place.url);
    const db = await openDatabase({ url: line.url, log: recordedLog().log });
    await workspaces(db); // so that a connection lies idle
    await line.cut();
    expect(storageTrouble(await failureOf(saveWorkspace(db, 'T1')))).toBe('unreachable');
    expect(await troubleOf(db, async () => undefined)).toBe('unreachable');
    await line.mend();
    await expectRecovered(db);
    await db.destroy();
  });
});

describe('elsewhere', () => {
  test('an address that does not answer is no trouble of the store: Slack has one, too', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:443'), { code: 'ECONNREFUSED' });
    expect(storageTrouble(new Error('Slack was not reached', { cause: refused }))).toBeUndefined();
    expect(storageTrouble('53100')).toBeUndefined();
  });
});

interface Line extends AsyncDisposable {
  /** The same database, over this line. */
  url: string;
  /** Hangs up on everybody, and takes no calls. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** A port that hands on to the PostgreSQL of `target`. */
async function lineTo(target: string): Promise<Line> {
  const { host, port } = new Client({ connectionString: target });
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = host.startsWith('/') ? createConnection(`${host}/.s.PGSQL.${port}`) : createConnection(port, host);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (at: number): Promise<void> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(own);
  url.searchParams.delete('host');
  return { url: url.href, cut, mend: () => listen(own), [Symbol.asyncDispose]: cut };
}
