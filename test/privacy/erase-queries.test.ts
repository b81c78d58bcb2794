import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockPlansToErase } from '../../src/privacy/erase-person.ts';
import { countRowsOf, eraseRowsOf } from '../../src/store/erase.ts';
import { forgetNews } from '../../src/store/news-deliveries.ts';
import { allNotesSharedWith } from '../../src/store/one-to-one-notes.ts';
import { readableTables, rowsAbout } from '../../src/store/personal-rows.ts';
import { deleteLinesTo } from '../../src/store/reporting-lines.ts';
import type { Db } from '../../src/store/tables.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { storeManyPlans } from '../store/many-plans.ts';
import { databases, type FreshStore, freshStore } from '../support/databases.ts';
import { queryPlan } from '../support/query-plan.ts';

const key = { workspaceId: 'T1', personId: 'U1' };

const queries: { what: string; ask(db: Db): Promise<unknown> }[] = [
  ...readableTables.map((readable) => ({
    what: `what the export has of ${readable.table}`,
    ask: (db: Db) => rowsAbout(db, key, readable),
  })),
  { what: 'the notes that are shared with them', ask: (db) => allNotesSharedWith(db, key) },
  { what: 'how much would go', ask: (db) => countRowsOf(db, key) },
  { what: 'the plans that change', ask: (db) => inTransaction(db, (trx) => lockPlansToErase(trx, key)) },
  { what: 'those who report to them', ask: (db) => deleteLinesTo(db, key) },
  { what: 'news of the last week', ask: (db) => forgetNews(db, new Date('2026-01-01T00:00:00Z')) },
  { what: 'all that goes', ask: (db) => inTransaction(db, (trx) => eraseRowsOf(trx, key)) },
];

/** A line of a plan that reads a whole table, or all that a workspace has in one. */
const tooMuch = /Seq Scan|SCAN (?!CONSTANT ROW)\w+|\(workspace_id=\?\)|Index Cond: \(workspace_id = [^()]*\)"/;

/** The news of the whole workspace may be read: it goes after a week. */
const badLines = (plan: string): string[] =>
  plan.split('\n').filter((line, at, all) => {
    const withIndex = `${all[at - 1]} ${line}`; // PostgreSQL names it in the line before
    return tooMuch.test(line) && !withIndex.includes('deliveries_of_news');
  });

describe.each(databases)('what is exported and erased of one person among many, on %s', (database) => {
  const kept: { store?: FreshStore } = {};
  beforeAll(async () => {
    kept.store = await freshStore(database);
    await storeManyPlans(kept.store.db);
  });
  afterAll(async () => kept.store?.[Symbol.asyncDispose]());

  test.each(queries)('an index finds $what', async ({ ask }) => {
    if (!kept.store) throw new Error('there is no store');
    const found = await queryPlan(kept.store.db, ask);
    expect(found).toMatch(/USING|Index/);
    expect(badLines(found)).toEqual([]);
  });
});
