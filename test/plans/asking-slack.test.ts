import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { askedOnce } from '../../src/directory.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { setLeave } from '../../src/plans/leave.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { openDaysAway } from '../../src/settings/days-away.ts';
import { databases } from '../support/databases.ts';
import { actor, ada, bob, member, mira, plansOn, type TestPlans } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];
const joel = actor('U0JOEL');

/** As in a request: nobody is asked about twice, and Slack says nothing until it was asked about so many people. */
function answersOnce({ deps, people }: TestPlans, count: number): TestPlans['deps'] {
  const asked = new EventEmitter().setMaxListeners(0);
  const ids = new Set<string>();
  const all = once(asked, 'all');
  const find: (typeof deps)['directory']['find'] = async (_, personId) => {
    ids.add(personId);
    if (ids.size === count) asked.emit('all');
    await all;
    return people.get(personId);
  };
  return { ...deps, directory: askedOnce({ ...deps.directory, find }) };
}

describe.each(databases)('all that Slack is to say is asked at once, on %s', (database) => {
  const startPlans = plansOn(database);

  test('when an admin starts a plan for two others', async () => {
    const plans = await startPlans({ at });
    const request = { personId: bob.personId, managerId: mira.personId, startsOn, milestones, hour: undefined };
    const plan = await startPlan(answersOnce(plans, 3), ada, request);
    expect(plan).toMatchObject({ person_id: bob.personId, created_by: ada.personId });
  });

  test('when an admin names another manager', async () => {
    const plans = await startPlans({ at });
    plans.people.set(joel.personId, member);
    const plan = await plans.starts({ startsOn });
    const change = { managerId: joel.personId, startsOn, milestones, hour: 9 };
    expect(await changePlan(answersOnce(plans, 2), ada, plan.id, change)).toMatchObject({ manager_id: joel.personId });
  });

  test('when an admin looks at somebody’s days away, and sets some', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn });
    expect(await openDaysAway(answersOnce(plans, 2), ada, bob.personId)).toMatchObject({ leave: [] });
    const days = { personId: bob.personId, from: '2026-12-30', to: '2026-12-30' };
    await setLeave(answersOnce(plans, 2), ada, days);
    expect(await openDaysAway(answersOnce(plans, 2), ada, bob.personId)).toMatchObject({
      leave: [{ setBy: ada.personId }],
    });
  });

  test('and whoever has no right to something hears of that, whatever else stands in the way', async () => {
    const plans = await startPlans({ at });
    plans.people.set(joel.personId, member);
    plans.people.set('U0GUEST', { ...member, account: 'guest' });
    const request = { personId: 'U0GUEST', managerId: mira.personId, startsOn, milestones, hour: undefined };
    await expect(startPlan(plans.deps, joel, request)).rejects.toMatchObject({
      reason: { kind: 'may-not-name-manager' },
    });
    await expect(openDaysAway(plans.deps, joel, 'U0GUEST')).rejects.toMatchObject({
      reason: { kind: 'not-yours-to-change' },
    });
  });
});
