import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { isPostgres, isUniqueViolation, storageTrouble } from '../../src/store/dialect.ts';
import type { Db } from '../../src/store/tables.ts';
import { databases, freshStore } from '../support/databases.ts';
import { failureOf, saveWorkspace, workspaces } from './workspaces.ts';

/** Fails, and ends the transaction: PostgreSQL always does, SQLite may on a full disk. */
const saveAgain = (trx: Db, id: string) => {
  const insert = trx.insertInto('workspaces').values({ id, workdays: '12345', country: null });
  return (isPostgres(trx) ? insert : insert.orRollback()).execute();
};

describe.each(databases)('a transaction on %s', (kind) => {
  test('that fails leaves nothing behind, and the next one works', async () => {
    await using store = await freshStore(kind);
    const work = store.db.transaction().execute(async (trx) => {
      await saveWorkspace(trx, 'T1');
      throw new Error('thought better of it');
    });
    await expect(work).rejects.toThrow('thought better of it');
    expect(await workspaces(store.db)).toEqual([]);
    await store.db.transaction().execute((trx) => saveWorkspace(trx, 'T2'));
    expect(await workspaces(store.db)).toEqual(['T2']);
  });

  test('that meets a row which is there already says so, however deep the error lies', async () => {
    await using store = await freshStore(kind);
    await saveWorkspace(store.db, 'T1');
    const error = await failureOf(store.db.transaction().execute((trx) => saveWorkspace(trx, 'T1')));
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(new Error('not saved', { cause: error }))).toBe(true);
    expect(storageTrouble(error)).toBeUndefined();
    await saveWorkspace(store.db, 'T2');
  });

  test('keeps the rules of the tables', async () => {
    await using store = await freshStore(kind);
    const orphan = { workspace_id: 'T1', holiday_on: '2026-12-24', name: 'Christmas Eve' };
    const error = await failureOf(store.db.insertInto('holidays').values(orphan).execute());
    expect([isUniqueViolation(error), storageTrouble(error)]).toEqual([false, undefined]);
  });

  test('that the database ends by itself keeps its own reason, and leaves the connection usable', async () => {
    await using store = await freshStore(kind);
    await saveWorkspace(store.db, 'T1');
    const error = await failureOf(store.db.transaction().execute((trx) => saveAgain(trx, 'T1')));
    expect(isUniqueViolation(error)).toBe(true);
    await store.db.transaction().execute((trx) => saveWorkspace(trx, 'T2'));
  });

  test('saves nothing after a statement that failed, even where somebody swallows the failure', async () => {
    await using store = await freshStore(kind);
    await saveWorkspace(store.db, 'T1');
    const work = store.db.transaction().execute(async (trx) => {
      await saveWorkspace(trx, 'T2');
      await failureOf(saveAgain(trx, 'T1'));
      await saveWorkspace(trx, 'T3');
    });
    await expect(work).rejects.toThrow();
    expect(await workspaces(store.db)).toEqual(['T1']);
    await saveWorkspace(store.db, 'T4');
  });

  test('counts in numbers', async () => {
    await using store = await freshStore(kind);
    await saveWorkspace(store.db, 'T1');
    const count = store.db.selectFrom('workspaces').select((eb) => eb.fn.countAll().as('n'));
    expect(await count.execute()).toEqual([{ n: 1 }]);
  });
});

test('a transaction on SQLite may write from its beginning: nobody overtakes it while it still reads', async () => {
  await using store = await freshStore('sqlite');
  const other = new Database(store.url.replace('sqlite:', ''), { timeout: 0 });
  await store.db.transaction().execute(async (trx) => {
    expect(await workspaces(trx)).toEqual([]);
    expect(() => other.exec('delete from workspaces')).toThrow('database is locked');
    await saveWorkspace(trx, 'T1');
  });
  other.close();
  expect(await workspaces(store.db)).toEqual(['T1']);
});
