import { describe, expect, test } from 'vitest';
import { advanceCheckins } from '../../src/plans/advance.ts';
import { raiseAttention } from '../../src/plans/raise-attention.ts';
import { resendMessages } from '../../src/plans/resend-messages.ts';
import { sendTest } from '../../src/plans/send-test.ts';
import { tellAttention } from '../../src/plans/tell-attention.ts';
import { declinePlan, disownManager } from '../../src/plans/without-manager.ts';
import { findCurrentPlan, lockPlan } from '../../src/store/plans.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, member, mira, plansOn, type TestPlans, workspaceId } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];

const toldOf = ({ deps }: TestPlans) =>
  deps.db
    .selectFrom('deliveries')
    .select(['recipient_id', 'key'])
    .where('kind', '=', 'attention')
    .orderBy('created_at')
    .execute();

/** Slack is asked who the admins are; what happens meanwhile. */
function whileAsked(plans: TestPlans, happens: () => Promise<void>): { times: number } {
  const { admins } = plans.deps.directory;
  const asked = { times: 0 };
  plans.deps.directory = {
    ...plans.deps.directory,
    admins: async (workspace) => {
      asked.times++;
      await happens();
      return admins(workspace);
    },
  };
  return asked;
}

describe.each(databases)('whoever can mend a trouble, on %s', (database) => {
  const startPlans = plansOn(database);

  test('is told of one that comes up while Slack is asked who that is', async () => {
    const plans = await startPlans({ at });
    const { id } = await plans.starts({ startsOn });
    await declinePlan(plans.deps, mira, id);
    const asked = whileAsked(plans, async () => {
      if (asked.times > 1) return;
      plans.clock.turnTo(new Date('2026-11-30T10:01:00Z'));
      await plans.deps.db.transaction().execute(async (trx) => {
        const plan = await lockPlan(trx, workspaceId, id);
        await raiseAttention(trx, plan, { attention: 'person-guest', now: plans.clock.now() });
      });
    });
    await tellAttention(plans.deps);
    expect(await toldOf(plans)).toEqual([]); // what was to be told is not so any more
    await tellAttention(plans.deps);
    expect(await toldOf(plans)).toEqual([
      { recipient_id: ada.personId, key: expect.stringContaining(':person-guest:') },
    ]);
    expect(await tellAttention(plans.deps)).toBe(false);
  });

  test('is looked for once for all plans of a workspace', async () => {
    const plans = await startPlans({ at });
    const people = ['U0NEW1', 'U0NEW2', 'U0NEW3'].map(actor);
    for (const { personId } of people) {
      plans.people.set(personId, member);
      await plans.starts({ personId, startsOn });
    }
    for (const person of people) {
      const plan = await findCurrentPlan(plans.deps.db, person);
      await disownManager(plans.deps, person, { planId: plan?.id ?? '', managerId: mira.personId });
    }
    const asked = whileAsked(plans, async () => {});
    await tellAttention(plans.deps);
    expect(asked.times).toBe(1);
    expect(await toldOf(plans)).toHaveLength(3);
  });

  test('and is the manager, is told before Slack is asked who the admins are', async () => {
    const plans = await startPlans({ at });
    plans.people.set('U0NEW', member);
    const withoutManager = await plans.starts({ personId: 'U0NEW', startsOn });
    const { id } = await plans.starts({ startsOn });
    await declinePlan(plans.deps, mira, withoutManager.id);
    await plans.deps.db.transaction().execute(async (trx) => {
      const plan = await lockPlan(trx, workspaceId, id);
      await raiseAttention(trx, plan, { attention: 'person-unreachable', now: plans.clock.now() });
    });
    const before: unknown[] = [];
    whileAsked(plans, async () => {
      before.push(...(await toldOf(plans)));
    });
    await tellAttention(plans.deps);
    expect(before).toMatchObject([{ recipient_id: mira.personId }]);
    expect(await toldOf(plans)).toHaveLength(2);
  });
});

describe.each(databases)('a message that is sent again, on %s', (database) => {
  const startPlans = plansOn(database);

  test('keeps to working hours as it would have, and a test is not sent again', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await plans.turnsTo('2026-12-30T07:59:00Z');
    const failing = { state: 'failed' as const, error: 'channel_not_found' };
    plans.clock.turnTo(new Date('2026-12-30T08:00:00Z'));
    await advanceCheckins(plans.deps);
    await plans.deps.db.updateTable('deliveries').set(failing).where('kind', '=', 'checkin').execute();
    await sendTest(plans.deps, mira, plan.id);
    await plans.deps.db.updateTable('deliveries').set(failing).where('kind', '=', 'test').execute();
    plans.clock.turnTo(new Date('2026-12-30T22:00:00Z')); // eleven at night in Berlin
    await resendMessages(plans.deps, mira, plan.id);
    await plans.ticks();
    expect(plans.sent.filter(({ kind }) => kind === 'checkin')).toEqual([]);
    await plans.turnsTo('2026-12-31T08:01:00Z');
    expect(await plans.asked()).toContain('2026-12-31 09:00 checkin day-30');
    expect(plans.sent.filter(({ kind, recipientId }) => kind === 'test' && recipientId === mira.personId)).toEqual([]);
  });
});
