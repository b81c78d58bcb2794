import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findApiRequest, forgetApiRequests } from '../../src/store/api-requests.ts';
import { findToken, tokensOf } from '../../src/store/api-tokens.ts';
import { insertReadings } from '../../src/store/insert-readings.ts';
import { currenciesAt } from '../../src/store/pushed-readings.ts';
import type { Db } from '../../src/store/tables.ts';
import { reading } from '../kpis/samples.ts';
import { storeManyPlans } from '../store/many-plans.ts';
import { databases, type FreshStore, freshStore } from '../support/databases.ts';
import { queryPlan } from '../support/query-plan.ts';

const place = { personId: 'U1', kpiId: 'latency', measuredOn: '2026-11-20' };

const hotQueries: { what: string; ask(db: Db): Promise<unknown>; index: RegExp }[] = [
  {
    what: 'a token by its digest',
    ask: (db) => findToken(db, 'abc'),
    index: /autoindex_api_tokens_2|api_tokens_digest_key/,
  },
  { what: "a workspace's tokens", ask: (db) => tokensOf(db, 'T1'), index: /api_tokens_of_workspace/ },
  {
    what: 'a request by its key',
    ask: (db) => findApiRequest(db, { workspaceId: 'T1', tokenId: 'K1', key: 'run-1' }),
    index: /autoindex_api_requests_1|api_requests_pkey/,
  },
  {
    what: 'old requests',
    ask: (db) => forgetApiRequests(db, new Date('2026-11-30T09:00:00Z')),
    index: /api_requests_by_age/,
  },
  {
    what: 'when the latest of a day was recorded',
    ask: (db) =>
      db
        .transaction()
        .execute((trx) => insertReadings(trx, [reading({ id: 'R-new', workspace_id: 'T1' })], new Date(0))),
    index: /readings_of_person/,
  },
  {
    what: 'the currency of a day',
    ask: (db) => currenciesAt(db, 'T1', [place, { ...place, personId: 'U3' }]),
    index: /readings_of_person/,
  },
];

describe.each(databases)('what the API asks on %s', (database) => {
  const kept: { store?: FreshStore } = {};
  beforeAll(async () => {
    kept.store = await freshStore(database);
    await storeManyPlans(kept.store.db);
  });
  afterAll(async () => kept.store?.[Symbol.asyncDispose]());

  test.each(hotQueries)('an index finds $what', async ({ ask, index }) => {
    if (!kept.store) throw new Error('there is no store');
    expect(await queryPlan(kept.store.db, ask)).toMatch(index);
  });
});
