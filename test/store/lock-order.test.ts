import { EventEmitter, once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/calendar/clock.ts';
import { fail, type SettleDeps } from '../../src/delivery/settle.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { dropLeave, setLeave } from '../../src/plans/leave.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { saveMySettings } from '../../src/settings/my-settings.ts';
import { saveWorkspaceSettings } from '../../src/settings/workspace-settings.ts';
import { type Claim, claimDeliveries } from '../../src/store/delivery-claims.ts';
import { emptyStore } from '../../src/store/empty-store.ts';
import { updatePerson } from '../../src/store/people.ts';
import { deletePlan, lockPlan, lockPlans, type Plan } from '../../src/store/plans.ts';
import type { Db, Trx } from '../../src/store/tables.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { databases, type FreshStore, freshStore } from '../support/databases.ts';
import { recordedLog } from '../support/log.ts';
import { actor, ada, bob, member, mira, startPlans, type TestPlans, workspaceId } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];
const newYork = { ...member, timeZone: 'America/New_York' };
const joel = actor('U0JOEL');
const milestones = ['day-30'] as const;

/** What changes Bob's plan, and with it what is known of Bob. */
const changes: [string, (plans: TestPlans) => Promise<unknown>][] = [
  ['his own settings', ({ deps }) => saveMySettings(deps, bob, { hour: 8, workdays: [1, 2], country: null })],
  ['the settings of the workspace', ({ deps }) => saveWorkspaceSettings(deps, ada, workspaceChoice)],
  ['another zone of his', ({ deps }) => takeInProfile(deps, bob, newYork)],
  ['a plan in which he is the manager', ({ deps }) => startPlan(deps, bob, { ...request, managerId: bob.personId })],
  [
    'his days away',
    ({ deps }) => setLeave(deps, bob, { personId: bob.personId, from: '2026-12-30', to: '2026-12-30' }),
  ],
];
const request = { personId: 'U0NEW', startsOn, milestones, hour: undefined };
const workspaceChoice = { workdays: [1, 2], country: null, holidays: [] };

/** SQLite has one writer at a time. */
describe.runIf(databases.includes('postgres'))('at the same moment, on postgres', () => {
  const kept: { store?: FreshStore } = {};
  beforeAll(async () => {
    kept.store = await freshStore('postgres');
  });
  beforeEach(async () => emptyStore(db()));
  afterAll(async () => kept.store?.[Symbol.asyncDispose]());

  function db(): Db {
    if (!kept.store) throw new Error('there is no store');
    return kept.store.db;
  }

  async function start(): Promise<{ plans: TestPlans; plan: Plan }> {
    const plans = startPlans({ db: db(), at });
    for (const id of [joel.personId, 'U0NEW']) plans.people.set(id, member);
    return { plans, plan: await plans.starts({ startsOn, milestones }) };
  }

  /**
   * Does `first` with a plan locked, then begins `other`, which waits for that plan, and then does `then`: whatever that
   * needs must not be what the other one holds.
   */
  async function meanwhile(
    plan: Plan,
    other: () => Promise<unknown>,
    then: (trx: Trx) => Promise<void>,
  ): Promise<void> {
    const begun: { other?: Promise<unknown> } = {};
    await db()
      .transaction()
      .execute(async (trx) => {
        await sql`set local lock_timeout = '1s'`.execute(trx);
        await lockPlan(trx, workspaceId, plan.id);
        begun.other = other();
        await expect.poll(() => isWaitedFor(trx)).toBe(true);
        await then(trx);
      });
    await begun.other;
  }

  test.each(changes)('%s and a change of his plan do not wait for each other', async (_, change) => {
    const { plans, plan } = await start();
    plans.people.set(bob.personId, newYork);
    await meanwhile(
      plan,
      () => change(plans),
      (trx) => updatePerson(trx, bob, { hour: 10 }),
    );
  });

  test('days away that are taken back and a change of the plan do not, either', async () => {
    const { plans, plan } = await start();
    await setLeave(plans.deps, bob, { personId: bob.personId, from: '2026-12-30', to: '2026-12-30' });
    const leave = await db().selectFrom('leave').select('id').executeTakeFirstOrThrow();
    await meanwhile(
      plan,
      () => dropLeave(plans.deps, bob, { personId: bob.personId, leaveId: leave.id }),
      async (trx) => {
        await trx.selectFrom('leave').selectAll().where('id', '=', leave.id).forUpdate().execute();
      },
    );
  });

  test('somebody with a plan who becomes the manager in another one does not hold what that one needs', async () => {
    const { plans, plan } = await start();
    const other = await plans.starts({ personId: joel.personId, startsOn, milestones });
    plans.people.set(bob.personId, newYork);
    const [first = plan, second = other] = [plan, other].sort((one, another) => one.id.localeCompare(another.id));
    const change = { managerId: bob.personId, startsOn, milestones, hour: 9 };
    await meanwhile(
      first,
      () => changePlan(plans.deps, ada, other.id, change),
      async (trx) => {
        await lockPlan(trx, workspaceId, second.id);
        await updatePerson(trx, bob, { hour: 10 });
      },
    );
  });

  test('a manager’s plans are taken by their ids, whatever came first', async () => {
    const { plans, plan } = await start();
    const other = await plans.starts({ personId: joel.personId, startsOn, milestones });
    const [first = plan, second = other] = [plan, other].sort((one, another) => one.id.localeCompare(another.id));
    await db()
      .updateTable('plans')
      .set({ created_at: '2026-11-29T10:00:00.000Z' })
      .where('id', '=', second.id)
      .execute();
    await meanwhile(
      first,
      () => takeInProfile(plans.deps, mira, { ...member, account: 'deactivated' }),
      async (trx) => {
        await lockPlan(trx, workspaceId, second.id);
        await updatePerson(trx, mira, { hour: 10 });
      },
    );
  });

  test('a message that fails and the plan’s deletion do not wait for each other', async () => {
    const { plan } = await start();
    await db().updateTable('deliveries').set({ state: 'waiting' }).where('kind', '=', 'welcome').execute();
    const now = new Date(at);
    const [claim] = await claimDeliveries(db(), {
      now,
      leaseUntil: new Date('2026-11-30T10:01:00Z'),
      limit: 1,
      busy: { workspaceIds: [], recipientIds: [] },
    });
    if (!claim) throw new Error('nothing was claimed');
    await meanwhile(
      plan,
      () => fail(settling(db(), { now: () => now }), claim, 'channel_not_found'),
      (trx) => deletePlan(trx, plan),
    );
    expect(await db().selectFrom('deliveries').select('id').where('plan_id', '=', plan.id).execute()).toEqual([]);
  });

  test('two that do wait for each other both come through', async () => {
    const { plans, plan } = await start();
    const other = await plans.starts({ personId: joel.personId, startsOn, milestones });
    const [barrier, times] = [new EventEmitter(), { done: 0 }];
    const bothHold = once(barrier, 'both');
    const take = (one: Plan, another: Plan) =>
      inTransaction(db(), async (trx) => {
        await lockPlans(trx, [one.id]);
        if (++times.done === 2) barrier.emit('both');
        await bothHold;
        await lockPlans(trx, [another.id]);
        return one.id;
      });
    expect(await Promise.all([take(plan, other), take(other, plan)])).toEqual([plan.id, other.id]);
    expect(times.done).toBe(3);
  });
});

/** Whether another transaction waits for this one. */
async function isWaitedFor(trx: Trx): Promise<boolean> {
  const { rows } = await sql`
    select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`.execute(trx);
  return rows.length > 0;
}

const settling = (db: Db, clock: Clock): SettleDeps => ({
  db,
  clock,
  log: recordedLog().log,
  calendarOf: async () => {
    throw new Error('nothing is late');
  },
  onRefused: async (trx: Trx, { planId }: Pick<Claim, 'planId'>) => {
    if (planId !== null) await lockPlan(trx, workspaceId, planId);
  },
  onTrouble: () => {},
});
