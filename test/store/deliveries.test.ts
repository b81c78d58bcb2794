import { describe, expect, test } from 'vitest';
import { accept, forgetAccepted } from '../../src/store/accepted-requests.ts';
import { countUnsettled, enqueue, nextDeliveryAt, withdraw } from '../../src/store/deliveries.ts';
import {
  claimDeliveries,
  claimUnsettled,
  keepChannel,
  leaveUnknown,
  putBack,
  settleDropped,
  settleSent,
  settleUnknown,
} from '../../src/store/delivery-claims.ts';
import { isPostgres } from '../../src/store/dialect.ts';
import { findPerson } from '../../src/store/people.ts';
import type { Db } from '../../src/store/tables.ts';
import {
  findRow,
  monday,
  newDelivery,
  secondsLater,
  stateOf,
  storeDeliveries,
  workspaceId,
} from '../delivery/new-delivery.ts';
import { databases, freshStore } from '../support/databases.ts';
import { queryPlan } from '../support/query-plan.ts';

const nobody = { workspaceIds: [], recipientIds: [] };
const atNine = { now: monday, leaseUntil: secondsLater(60), limit: 10, busy: nobody };
const keys = (claims: { key: string }[]): string[] => claims.map(({ key }) => key);

async function claimOne(db: Db) {
  const [claim] = await claimDeliveries(db, atNine);
  if (!claim) throw new Error('nothing was due');
  return claim;
}

describe.each(databases)('the outbox on %s', (database) => {
  test('what has a key that is there already changes nothing', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, { key: 'a', details: { goals: 3 } });
    await store.db.transaction().execute((trx) => enqueue(trx, newDelivery({ key: 'a', details: { goals: 5 } })));
    expect(await claimDeliveries(store.db, atNine)).toMatchObject([{ key: 'a', details: { goals: 3 } }]);
  });

  test('the same key in another workspace is another delivery', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, { key: 'a' }, { key: 'a', workspaceId: 'T2' });
    expect(await claimDeliveries(store.db, atNine)).toHaveLength(2);
  });

  test('a delivery lasts as long as the transaction that it is written in', async () => {
    await using store = await freshStore(database);
    const failing = store.db.transaction().execute(async (trx) => {
      await enqueue(trx, newDelivery({ key: 'a' }));
      throw new Error('and then something went wrong');
    });
    await expect(failing).rejects.toThrow('went wrong');
    expect(await nextDeliveryAt(store.db)).toBeUndefined();
  });

  test('a priority that nobody would claim is refused', async () => {
    await using store = await freshStore(database);
    await expect(storeDeliveries(store.db, { key: 'a', priority: 4 })).rejects.toThrow('never claimed');
  });

  test('the more urgent is claimed first, then the older, and what is not due stays', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(
      store.db,
      { key: 'digest', priority: 3, dueAt: secondsLater(-90) },
      { key: 'checkin', priority: 1 },
      { key: 'older-checkin', priority: 1, dueAt: secondsLater(-5) },
      { key: 'reminder', priority: 2, dueAt: secondsLater(-50) },
      { key: 'welcome', priority: 0 },
      { key: 'tomorrow', priority: 0, dueAt: secondsLater(1) },
    );
    expect(keys(await claimDeliveries(store.db, { ...atNine, limit: 3 }))).toEqual([
      'welcome',
      'older-checkin',
      'checkin',
    ]);
    expect(keys(await claimDeliveries(store.db, atNine))).toEqual(['reminder', 'digest']);
    expect(await stateOf(store.db, 'tomorrow')).toBe('waiting');
  });

  test('nothing is claimed for a workspace or a person that can take no more', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(
      store.db,
      { key: 'a', workspaceId: 'T2' },
      { key: 'b', recipientId: 'U1' },
      { key: 'c', recipientId: 'U2' },
    );
    const busy = { workspaceIds: ['T2'], recipientIds: ['U1'] };
    expect(keys(await claimDeliveries(store.db, { ...atNine, busy }))).toEqual(['c']);
  });

  test('two who claim at the same time get different ones, and together all', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, ...Array.from({ length: 60 }, (_, index) => ({ key: `d${index}` })));
    const claims = await Promise.all(
      Array.from({ length: 12 }, () => claimDeliveries(store.db, { ...atNine, limit: 5 })),
    );
    const rest = await claimDeliveries(store.db, { ...atNine, limit: 60 });
    const all = keys([...claims.flat(), ...rest]);
    expect(new Set(all).size).toBe(60);
    expect(all).toHaveLength(60);
  });

  test('a claim knows how often it was tried and where the message will go', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, { key: 'a', recipientId: 'U1' });
    const first = await claimOne(store.db);
    expect(first).toMatchObject({ attempts: 1, channel: null, leaseUntil: secondsLater(60) });
    await keepChannel(store.db, first, 'D1');
    expect(await findPerson(store.db, { workspaceId, personId: 'U1' })).toMatchObject({ channel: 'D1' });
    expect(await findRow(store.db, 'a')).toMatchObject({ channel: 'D1' });
    await putBack(store.db, first, { dueAt: monday, attempts: 1, error: 'invalid_auth' });
    expect(await claimOne(store.db)).toMatchObject({ attempts: 2, channel: 'D1' });
  });

  test('whoever lost the claim settles nothing', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, { key: 'a' });
    const stalled = await claimOne(store.db);
    const [other] = await claimUnsettled(store.db, {
      now: secondsLater(60),
      leaseUntil: secondsLater(120),
      limit: 10,
    });
    if (!other) throw new Error('the lease was not over');
    const sent = { ts: '1.1', channel: 'D1', at: monday };
    expect(await settleSent(store.db, stalled, sent)).toBe(false);
    expect(await putBack(store.db, stalled, { dueAt: monday, attempts: 0, error: null })).toBe(false);
    expect(await settleDropped(store.db, stalled, { at: monday })).toBe(false);
    expect(await keepChannel(store.db, stalled, 'D1')).toBe(false);
    expect(await stateOf(store.db, 'a')).toBe('unknown');
    expect(await settleSent(store.db, other, sent)).toBe(true);
    expect(await settleSent(store.db, other, sent)).toBe(false); // it is over
    expect(await findRow(store.db, 'a')).toMatchObject({ state: 'sent', ts: '1.1', channel: 'D1', owner: null });
  });

  test('a claim is not looked up before its lease is over, and one that nobody can look up never again', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, { key: 'a' });
    await claimOne(store.db);
    const lookUp = { leaseUntil: secondsLater(500), limit: 10 };
    expect(await claimUnsettled(store.db, { now: secondsLater(59), ...lookUp })).toEqual([]);
    const [claim] = await claimUnsettled(store.db, { now: secondsLater(60), ...lookUp });
    if (!claim) throw new Error('the lease was not over');
    await leaveUnknown(store.db, claim, { error: 'http_500', until: secondsLater(90) });
    const [again] = await claimUnsettled(store.db, { now: secondsLater(90), ...lookUp });
    if (!again) throw new Error('its time had not come');
    await settleUnknown(store.db, again, { error: 'missing_scope', at: secondsLater(90) });
    expect(await claimUnsettled(store.db, { now: secondsLater(9000), ...lookUp })).toEqual([]);
    expect(await nextDeliveryAt(store.db)).toBeUndefined();
    expect(await findRow(store.db, 'a')).toMatchObject({ state: 'unknown', error: 'missing_scope' });
    expect(await countUnsettled(store.db)).toEqual({ waiting: 0, claimed: 0, failed: 0, unknown: 1 });
  });

  test('the next moment is when the first is due, or the first lease over', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(
      store.db,
      { key: 'a', priority: 3, dueAt: secondsLater(30) },
      { key: 'b', priority: 0, dueAt: secondsLater(70) },
    );
    expect(await nextDeliveryAt(store.db)).toEqual(secondsLater(30));
    await claimDeliveries(store.db, { ...atNine, now: secondsLater(30) });
    expect(await nextDeliveryAt(store.db)).toEqual(secondsLater(60));
  });

  test('what waits of a check-in can be withdrawn, and what is being sent cannot', async () => {
    await using store = await freshStore(database);
    await insertPlan(store.db);
    const checkin = { checkinId: 'C1', planId: 'P1' };
    await storeDeliveries(store.db, { key: 'ask', ...checkin });
    await claimOne(store.db);
    await storeDeliveries(
      store.db,
      { key: 'reminder', kind: 'reminder', ...checkin },
      { key: 'news', kind: 'plan-news', planId: 'P1' },
      { key: 'other' },
    );
    const drop = (subject: { planId: string } | { checkinId: string }, kinds?: string[]) =>
      store.db
        .transaction()
        .execute((trx) => withdraw(trx, { workspaceId, ...subject }, { at: monday, ...(kinds ? { kinds } : {}) }));
    expect(await drop({ planId: 'P1' }, ['digest'])).toBe(0);
    expect(await drop({ checkinId: 'C1' })).toBe(1);
    expect(await drop({ planId: 'P1' })).toBe(1);
    expect(await countUnsettled(store.db)).toEqual({ waiting: 1, claimed: 1, failed: 0, unknown: 0 });
    expect(await stateOf(store.db, 'reminder')).toBe('dropped');
  });

  test('claiming reads only what is due, by its indexes', async () => {
    await using store = await freshStore(database);
    await storeDeliveries(store.db, { key: 'a' });
    const claim = await queryPlan(store.db, (db) => claimDeliveries(db, atNine));
    expect(claim.match(/deliveries_due/g)).toHaveLength(4); // a range for each priority
    if (isPostgres(store.db)) expect(claim).toMatch(/Index Cond: \(\(priority = 0\) AND \(due_at <= /);
    else expect(claim).toContain('deliveries_due (priority=? AND due_at<?)');
    const lookUp = await queryPlan(store.db, (db) => claimUnsettled(db, { ...atNine }));
    expect(lookUp).toContain('deliveries_leased');
    const next = await queryPlan(store.db, nextDeliveryAt);
    expect(next.match(/deliveries_due/g)).toHaveLength(4);
    expect(next).toContain('deliveries_leased');
    expect(`${claim}${lookUp}${next}`).not.toMatch(/Seq Scan|SCAN deliveries(?! USING INDEX)/);
  });
});

describe.each(databases)('requests of Slack on %s', (database) => {
  test('one that comes again is not accepted, until it is long forgotten', async () => {
    await using store = await freshStore(database);
    const request = { workspaceId, key: 'event:Ev1', at: monday };
    const take = (some = request) => store.db.transaction().execute((trx) => accept(trx, some));
    expect(await take()).toBe(true);
    expect(await take()).toBe(false);
    expect(await take({ ...request, workspaceId: 'T2' })).toBe(true);
    await forgetAccepted(store.db, monday);
    expect(await take()).toBe(false);
    await forgetAccepted(store.db, secondsLater(1));
    expect(await take()).toBe(true);
  });
});

async function insertPlan(db: Db): Promise<void> {
  await storeDeliveries(db, { key: 'somebody', recipientId: 'U1', dueAt: secondsLater(9000) });
  await db.deleteFrom('deliveries').execute();
  await db
    .insertInto('plans')
    .values({
      id: 'P1',
      workspace_id: workspaceId,
      person_id: 'U1',
      role_id: 'barista',
      starts_on: '2026-11-02',
      shifted_days: 0,
      milestones: '[]',
      state: 'running',
      created_by: 'U1',
      created_at: '2026-11-02T09:00:00.000Z',
    })
    .execute();
  await db
    .insertInto('checkins')
    .values({
      id: 'C1',
      workspace_id: workspaceId,
      plan_id: 'P1',
      milestone: 'day-30',
      falls_on: '2026-12-02',
      due_on: '2026-12-02',
      state: 'planned',
      version: 0,
    })
    .execute();
}
