import { describe, expect, test } from 'vitest';
import { advanceCheckins } from '../../src/plans/advance.ts';
import type { Pass } from '../../src/plans/pass.ts';
import { pausePlan, resumeDuePlans } from '../../src/plans/pause-plan.ts';
import { tellAttention } from '../../src/plans/tell-attention.ts';
import { declinePlan } from '../../src/plans/without-manager.ts';
import { findPlan, type Plan } from '../../src/store/plans.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, bob, member, mira, plansOn, type TestPlans, workspaceId } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];
const joel = actor('U0JOEL');

/** A pass that notes what fails, and goes on. */
function watched(): Pass & { failed: string[] } {
  const failed: string[] = [];
  return { failed, isStopped: () => false, onFailure: (_, planId) => failed.push(planId) };
}

/** Bob's plan and then Joel's, which ask on day 30. */
async function startTwo(plans: TestPlans): Promise<{ ofBob: Plan; ofJoel: Plan }> {
  plans.people.set(joel.personId, member);
  const ofBob = await plans.starts({ startsOn, milestones: ['day-30'] });
  const ofJoel = await plans.starts({ personId: joel.personId, startsOn, milestones: ['day-30'] });
  await plans.turnsTo('2026-12-30T07:00:00Z');
  return { ofBob, ofJoel };
}

const stateOf = async (plans: TestPlans, plan: Plan) => (await plans.checkin(plan, 'day-30')).state;

describe.each(databases)('what keeps one plan from going on, on %s', (database) => {
  const startPlans = plansOn(database);

  test('is no time zone that this machine does not know: that person is asked by UTC', async () => {
    const plans = await startPlans({ at });
    const { ofBob, ofJoel } = await startTwo(plans);
    await plans.deps.db
      .updateTable('people')
      .set({ time_zone: 'Mars/Olympus' })
      .where('id', '=', bob.personId)
      .execute();
    await plans.turnsTo('2026-12-30T08:00:00Z'); // nine in Berlin, eight by UTC: it was due all the same
    expect([await stateOf(plans, ofBob), await stateOf(plans, ofJoel)]).toEqual(['asked', 'asked']);
    expect((await plans.checkin(ofBob, 'day-30')).next_at).toBe('2027-01-01T09:00:00.000Z');
  });

  test('is no country that the library has no more: only its holidays are working days', async () => {
    const plans = await startPlans({ at });
    const { ofBob, ofJoel } = await startTwo(plans);
    await plans.deps.db.updateTable('people').set({ country: 'XX' }).where('id', '=', bob.personId).execute();
    await plans.turnsTo('2026-12-30T08:00:00Z');
    expect([await stateOf(plans, ofBob), await stateOf(plans, ofJoel)]).toEqual(['asked', 'asked']);
  });

  test('keeps no other from being asked, and is reported once in each pass', async () => {
    const plans = await startPlans({ at });
    const { ofBob, ofJoel } = await startTwo(plans);
    await plans.deps.db
      .updateTable('checkins')
      .set({ next_step: 'heads-up', due_on: 'never' })
      .where('plan_id', '=', ofBob.id)
      .execute();
    plans.clock.turnTo(new Date('2026-12-30T08:00:00Z'));
    const pass = watched();
    expect(await advanceCheckins(plans.deps, pass)).toBe(true);
    expect(pass.failed).toEqual([ofBob.id]);
    expect([await stateOf(plans, ofBob), await stateOf(plans, ofJoel)]).toEqual(['planned', 'asked']);
    expect(await advanceCheckins(plans.deps, pass)).toBe(false);
    expect(pass.failed).toEqual([ofBob.id, ofBob.id]);
  });

  test('keeps no other pause from ending', async () => {
    const plans = await startPlans({ at });
    const { ofBob, ofJoel } = await startTwo(plans);
    for (const { id } of [ofBob, ofJoel]) await pausePlan(plans.deps, mira, id, '2027-01-11');
    await plans.deps.db.updateTable('people').set({ workdays: '' }).where('id', '=', bob.personId).execute();
    plans.clock.turnTo(new Date('2027-01-11T08:00:00Z'));
    const pass = watched();
    expect(await resumeDuePlans(plans.deps, pass)).toBe(true);
    expect(pass.failed).toEqual([ofBob.id]);
    const states = await Promise.all(
      [ofBob, ofJoel].map(async ({ id }) => (await findPlan(plans.deps.db, workspaceId, id))?.state),
    );
    expect(states).toEqual(['paused', 'running']);
  });

  test('keeps nobody from being told of another plan’s trouble', async () => {
    const plans = await startPlans({ at });
    plans.people.set(joel.personId, member);
    const ofBob = await plans.starts({ startsOn, managerId: ada.personId });
    const ofJoel = await plans.starts({ personId: joel.personId, startsOn });
    await plans.deps.db
      .updateTable('plans')
      .set({ attention: 'person-unreachable', attention_since: '2026-11-30T10:00:00.000Z' })
      .where('id', '=', ofBob.id)
      .execute();
    await plans.deps.db.updateTable('people').set({ workdays: '' }).where('id', '=', ada.personId).execute();
    plans.people.set('U0ROOT', { ...member, isAdmin: true });
    plans.people.delete(ada.personId);
    await declinePlan(plans.deps, mira, ofJoel.id);
    const pass = watched();
    plans.clock.turnTo(new Date('2026-11-28T10:00:00Z')); // a Saturday: when somebody works has to be worked out
    expect(await tellAttention(plans.deps, pass)).toBe(true);
    expect(pass.failed).toEqual([ofBob.id]);
    const told = await plans.deps.db
      .selectFrom('deliveries')
      .select(['plan_id', 'recipient_id'])
      .where('kind', '=', 'attention')
      .execute();
    expect(told).toEqual([{ plan_id: ofJoel.id, recipient_id: 'U0ROOT' }]);
  });
});
