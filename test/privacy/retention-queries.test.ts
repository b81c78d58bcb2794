import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPostgres } from '../../src/store/dialect.ts';
import { anybodyToLookUp, peopleWhoLeft, planPeopleToLookUp } from '../../src/store/look-ups.ts';
import { countOldRows, deleteOldRows, deleteOldTargets, oldAuditEntries, oldRows } from '../../src/store/old-rows.ts';
import type { Db, Trx } from '../../src/store/tables.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { storeManyPlans } from '../store/many-plans.ts';
import { databases, type FreshStore, freshStore } from '../support/databases.ts';
import { queryPlan } from '../support/query-plan.ts';

const before = '2026-10-12T00:00:00.000Z';
const after = { id: 'x', workspace_id: 'T1', at: '2026-10-10T09:00:00.000Z' };
const first = { before, after: undefined, limit: 500 };
const next = { before, after, limit: 500 };
const ofOne = { workspaceId: 'T1', before, most: 10_001 };
const some = { workspaceId: 'T1', before, ids: ['1', '2', '3'] };

const changing = (work: (trx: Trx) => Promise<unknown>) => (db: Db) => inTransaction(db, work);

const byAge = {
  plan: /plans_ended/,
  reading: /readings_by_age/,
  note: /one_to_one_notes_by_age/,
  message: /deliveries_settled/,
} as const;
const pages = (['plan', 'reading', 'note', 'message'] as const).flatMap((kind) => [
  { what: `the oldest ${kind}s`, ask: (db: Db) => oldRows(db, kind, first), index: byAge[kind] },
  { what: `the ${kind}s after these`, ask: (db: Db) => oldRows(db, kind, next), index: byAge[kind] },
  { what: `how many ${kind}s are old`, ask: (db: Db) => countOldRows(db, kind, ofOne), index: byAge[kind] },
]);
const key = /pkey|autoindex_\w+_1\b/;
const queries = [
  ...pages,
  { what: 'the oldest audit entries', ask: (db: Db) => oldAuditEntries(db, 'T1', first), index: /audit_log_by_time/ },
  { what: 'the audit entries after', ask: (db: Db) => oldAuditEntries(db, 'T1', next), index: /audit_log_by_time/ },
  { what: 'how many of them', ask: (db: Db) => countOldRows(db, 'audit', ofOne), index: /audit_log_by_time/ },
  ...(['plan', 'reading', 'note', 'message', 'audit'] as const).map((kind) => ({
    what: `what of the ${kind}s goes`,
    ask: changing((trx) => deleteOldRows(trx, kind, some)),
    index: key,
  })),
  { what: 'replaced targets', ask: changing((trx) => deleteOldTargets(trx, ofOne)), index: /targets_of_workspace/ },
  { what: 'who left', ask: (db: Db) => peopleWhoLeft(db, { before, limit: 300 }), index: /people_deactivated/ },
  {
    what: 'whom to ask about',
    ask: (db: Db) => anybodyToLookUp(db, { since: before, limit: 100 }),
    index: /people_by_look_up/,
  },
  {
    what: 'whom with a plan to ask about',
    ask: (db: Db) => planPeopleToLookUp(db, { since: before, limit: 300 }),
    index: /people_by_look_up/,
  },
];

describe.each(databases)('with many old things on %s', (database) => {
  const kept: { store?: FreshStore } = {};
  beforeAll(async () => {
    kept.store = await freshStore(database);
    const { db } = kept.store;
    await storeManyPlans(db);
    await db.updateTable('plans').set({ state: 'ended' }).where('id', 'like', '%7').execute();
    await sql`update plans set ended_at = created_at where state = 'ended'`.execute(db);
    await sql`update deliveries set settled_at = created_at`.execute(db);
    await sql`update people set deactivated_at = looked_up_at, account = 'deactivated' where id like '%77'`.execute(db);
    if (isPostgres(db)) await sql`analyze`.execute(db);
  });
  afterAll(async () => kept.store?.[Symbol.asyncDispose]());

  test.each(queries)('an index finds $what', async ({ ask, index }) => {
    if (!kept.store) throw new Error('there is no store');
    const found = await queryPlan(kept.store.db, ask);
    expect(found).toMatch(index);
    expect(found).not.toMatch(/Seq Scan|SCAN (?!CONSTANT ROW|old|oldest)\w+\b(?! USING)/);
  });
});
