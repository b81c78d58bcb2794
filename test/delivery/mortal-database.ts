import { type DatabaseConnection, type Dialect, type Driver, Kysely } from 'kysely';
import { pino } from 'pino';
import { postgresDialect, sqliteDialect } from '../../src/store/dialect.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Db, Tables } from '../../src/store/tables.ts';
import { type DatabaseKind, freshDatabase } from '../support/databases.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A process that may end at any moment: nothing that it has begun goes on after that. */
export interface Life {
  readonly isOver: boolean;
  /** Between any two things that a process does: it may end here, and then this waits for ever. */
  step(): Promise<void>;
  /** A whole process may stand still for a while: a machine that sleeps, say. */
  stall(): Promise<void>;
  end(): void;
  onEnd(run: () => void): void;
}

/** Ends after so many steps. */
export function makeLife(steps: number, stall: Life['stall'] = async () => {}): Life {
  const ends: (() => void)[] = [];
  let left = steps;
  let isOver = false;
  return {
    get isOver() {
      return isOver;
    },
    stall,
    step() {
      left--;
      if (left < 0) this.end();
      return isOver ? forEver() : Promise.resolve();
    },
    end() {
      if (isOver) return;
      isOver = true;
      for (const run of ends) run();
    },
    onEnd: (run) => void ends.push(run),
  };
}

export const immortal = (): Life => makeLife(Number.POSITIVE_INFINITY);

const forEver = <T>(): Promise<T> => new Promise(() => {});

export interface SharedDatabase extends AsyncDisposable {
  /** The database as one process has it. What it has not committed when it ends is undone. */
  connect(life: Life): Db;
}

/** A new database that has its tables, which processes share that may end at any moment. */
export async function sharedDatabase(kind: DatabaseKind, time: VirtualTime): Promise<SharedDatabase> {
  const log = pino({ level: 'silent' });
  const place = kind === 'postgres' ? await freshDatabase(kind) : undefined;
  const dialect = place ? postgresDialect(place.url, log, {}) : sqliteDialect(':memory:', { busyTimeoutMs: 0 });
  const driver = dialect.createDriver();
  await driver.init();
  const connect = (life: Life) => ({ dialect: mortalDialect(dialect, driver, life, time) });
  await migrate(new Kysely<unknown>(connect(immortal())), 'migrations', log);
  return {
    connect: (life) => new Kysely<Tables>(connect(life)),
    async [Symbol.asyncDispose]() {
      await driver.destroy();
      await place?.[Symbol.asyncDispose]();
    },
  };
}

function mortalDialect(dialect: Dialect, driver: Driver, life: Life, time: VirtualTime): Dialect {
  return {
    createDriver: () => mortalDriver(driver, life, time),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

interface Held {
  inner: DatabaseConnection;
  isInTransaction: boolean;
  isBusy: boolean;
}

function mortalDriver(driver: Driver, life: Life, time: VirtualTime): Driver {
  const held = new Map<DatabaseConnection, Held>();

  async function abandon(connection: DatabaseConnection): Promise<void> {
    const one = held.get(connection);
    if (!one || one.isBusy) return; // then when it no longer is
    held.delete(connection);
    await time.during(async () => {
      if (one.isInTransaction) await driver.rollbackTransaction(one.inner);
      await driver.releaseConnection(one.inner);
    });
  }
  life.onEnd(() => {
    for (const connection of held.keys()) void abandon(connection);
  });

  async function use<T>(connection: DatabaseConnection, work: (inner: DatabaseConnection) => Promise<T>): Promise<T> {
    const one = held.get(connection);
    await life.step();
    if (!one || life.isOver) return forEver();
    one.isBusy = true;
    try {
      return await time.during(() => work(one.inner));
    } finally {
      one.isBusy = false;
      if (life.isOver) await abandon(connection);
      await life.step(); // it is done, but the process may not live to see it
    }
  }
  const setInTransaction = (connection: DatabaseConnection, isInTransaction: boolean): void => {
    const one = held.get(connection);
    if (one) one.isInTransaction = isInTransaction;
  };

  return {
    init: async () => {},
    destroy: async () => {},
    async acquireConnection() {
      await life.stall();
      await life.step();
      const inner = await time.during(() => driver.acquireConnection());
      const connection: DatabaseConnection = {
        executeQuery: (query) => use(connection, () => inner.executeQuery(query)),
        streamQuery: () => {
          throw new Error('nobody streams');
        },
      };
      held.set(connection, { inner, isInTransaction: false, isBusy: false });
      if (life.isOver) {
        await abandon(connection);
        return forEver();
      }
      return connection;
    },
    async beginTransaction(connection, settings) {
      await use(connection, async (inner) => {
        await driver.beginTransaction(inner, settings);
        setInTransaction(connection, true);
      });
    },
    async commitTransaction(connection) {
      await use(connection, async (inner) => {
        await driver.commitTransaction(inner);
        setInTransaction(connection, false);
      });
    },
    async rollbackTransaction(connection) {
      await use(connection, async (inner) => {
        await driver.rollbackTransaction(inner);
        setInTransaction(connection, false);
      });
    },
    async releaseConnection(connection) {
      if (!life.isOver) await abandon(connection);
    },
  };
}
