import { describe, expect, test } from 'vitest';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { changePlan, type PlanChange } from '../../src/plans/change-plan.ts';
import { pausePlan, resumePlan } from '../../src/plans/pause-plan.ts';
import { snoozeCheckin } from '../../src/plans/put-off.ts';
import { readProgress } from '../../src/plans/read-progress.ts';
import { setGoal } from '../../src/plans/set-goal.ts';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { checkinsOf } from '../../src/store/checkins.ts';
import { findPlan, type Plan } from '../../src/store/plans.ts';
import { databases } from '../support/databases.ts';
import { madeUpRole } from '../support/made-up-role.ts';
import { actor, ada, answers, bob, member, mira, plansOn, type TestPlans, workspaceId } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];

/** As the plan is, but for what is named. */
async function change(plans: TestPlans, plan: Plan, differs: Partial<PlanChange>): Promise<void> {
  const asIs = { managerId: mira.personId, startsOn: plan.starts_on, milestones, hour: 9 };
  await changePlan(plans.deps, ada, plan.id, { ...asIs, ...differs });
  await plans.ticks();
}

const daysOf = async ({ deps }: TestPlans, plan: Plan): Promise<string[]> =>
  (await checkinsOf(deps.db, plan)).map(({ milestone, falls_on }) => `${milestone} ${falls_on}`);

const goalsIn = async ({ deps }: TestPlans, plan: Plan): Promise<string[]> => {
  const { milestones: all } = await readProgress(deps, plan, { since: undefined });
  return all.flatMap(({ milestone, goals }) =>
    goals.filter(({ version }) => version > 0).map(({ title, state }) => `${milestone}: ${title}, ${state}`),
  );
};

describe.each(databases)('another start date, on %s', (database) => {
  const startPlans = plansOn(database);

  test('moves what is to come, and leaves what was asked or answered', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    await answers(plans, plan, 'day-30');
    await change(plans, plan, { startsOn: '2026-12-14' });
    expect(await daysOf(plans, plan)).toEqual([
      'day-30 2026-12-30',
      'day-60 2027-02-12',
      'day-90 2027-03-14',
      'month-6 2027-06-14',
      'month-12 2027-12-14',
    ]);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'answered' });
    await plans.turnsTo('2027-02-12T12:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-02-05 09:00 heads-up day-60',
      '2027-02-12 09:00 checkin day-60',
    ]);
  });

  test('counts from itself: a pause before it is over and done with', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await pausePlan(plans.deps, mira, plan.id, '2026-12-14');
    await plans.turnsTo('2026-12-14T12:00:00Z');
    expect(await daysOf(plans, plan)).toEqual(['day-30 2027-01-13']);
    await change(plans, plan, { startsOn: '2026-12-07', milestones: ['day-30'] });
    expect(await daysOf(plans, plan)).toEqual(['day-30 2027-01-06']);
  });

  test('does not ask again about what was asked too early', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2027-01-10T12:00:00Z');
    await change(plans, plan, { startsOn: '2027-01-11', milestones: ['day-30'] });
    await plans.turnsTo('2027-03-01T12:00:00Z');
    expect((await plans.asked()).filter((line) => line.includes('checkin'))).toEqual([
      '2026-12-30 09:00 checkin day-30',
    ]);
  });

  test('in the past offers what is over by it, and asks about the next alone', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await change(plans, plan, { startsOn: '2026-09-14' });
    await plans.turnsTo('2026-12-15T12:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-07 09:00 heads-up day-90', '2026-12-14 09:00 checkin day-90']);
    expect(await plans.checkin(plan, 'day-60')).toMatchObject({ state: 'offered' });
  });

  test('moves a milestone that was past to the days to come', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn: '2026-10-01', milestones: ['day-30'] });
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'offered' });
    await change(plans, plan, { startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-23 09:00 heads-up day-30', '2026-12-30 09:00 checkin day-30']);
  });
});

describe.each(databases)('a check-in that was put off, on %s', (database) => {
  const startPlans = plansOn(database);

  test('comes back on the day that was agreed, though the plan was paused and resumed in the meantime', async () => {
    const plans = await startPlans({ at: '2026-11-30T10:00:00Z' });
    const plan = await plans.starts({ startsOn: '2026-11-30', milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    const { id } = await plans.checkin(plan, 'day-30');
    await snoozeCheckin(plans.deps, bob, id, 'next-monday');
    await pausePlan(plans.deps, mira, plan.id, '2027-02-01');
    await resumePlan(plans.deps, mira, plan.id);
    await plans.turnsTo('2027-01-04T12:00:00Z');
    expect((await plans.asked()).at(-1)).toBe('2027-01-04 09:00 checkin day-30');
  });
});

describe.each(databases)('other milestones, on %s', (database) => {
  const startPlans = plansOn(database);

  test('are asked about instead, and what was recorded of the others stays in sight', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30', 'day-60'] });
    await setGoal(plans.deps, bob, { planId: plan.id, goalId: 'first-of-day-60', state: 'done', version: 0 });
    await change(plans, plan, { milestones: ['day-30', 'day-90'] });
    expect(await plans.checkin(plan, 'day-60')).toMatchObject({ state: 'offered', next_step: null });
    expect(await goalsIn(plans, plan)).toEqual(['day-60: First of day-60, done']);
    await plans.turnsTo('2027-03-01T12:00:00Z');
    expect((await plans.asked()).filter((line) => line.includes('checkin'))).toEqual([
      '2026-12-30 09:00 checkin day-30',
      '2027-03-01 09:00 checkin day-90',
    ]);
    await change(plans, plan, { milestones: ['day-30', 'day-60', 'day-90'] });
    expect((await checkinsOf(plans.deps.db, plan)).map(({ milestone }) => milestone)).toEqual([
      'day-30',
      'day-60',
      'day-90',
    ]);
  });

  test('end the reminders of one that is not wanted any more', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30', 'day-60'] });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    await change(plans, plan, { milestones: ['day-60'] });
    const { id } = await plans.checkin(plan, 'day-30');
    await expect(snoozeCheckin(plans.deps, bob, id, 'tomorrow')).rejects.toThrow('gone'); // from an older message
    await plans.turnsTo('2027-01-20T12:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-23 09:00 heads-up day-30', '2026-12-30 09:00 checkin day-30']);
    await answers(plans, plan, 'day-30');
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'answered' });
  });
});

describe.each(databases)('another time zone, on %s', (database) => {
  const startPlans = plansOn(database);
  const movesTo = async ({ deps, people }: TestPlans, timeZone: string): Promise<void> => {
    people.set(bob.personId, { ...member, timeZone });
    await takeInProfile(deps, bob, { ...member, timeZone });
  };

  test('is where it is nine o’clock from then on', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await movesTo(plans, 'America/New_York');
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ next_at: '2026-12-23T14:00:00.000Z' });
    await plans.turnsTo('2027-01-10T12:00:00Z');
    expect(await plans.asked()).toEqual([
      '2026-12-23 09:00 heads-up day-30',
      '2026-12-30 09:00 checkin day-30',
      '2027-01-01 09:00 remind-1 day-30',
      '2027-01-05 09:00 remind-2 day-30',
    ]);
  });

  test('in which the day is over already does not lose the check-in', async () => {
    const plans = await startPlans({ at, timeZone: 'America/Los_Angeles' });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T16:00:00Z'); // eight in the morning of day 30
    await movesTo(plans, 'Pacific/Auckland'); // five in the morning of the day after
    await plans.turnsTo('2026-12-31T00:00:00Z');
    expect((await plans.asked()).slice(1)).toEqual(['2026-12-31 09:00 checkin day-30']);
  });

  test('of a manager moves their own plan too, when somebody names them', async () => {
    const plans = await startPlans({ at });
    const own = await plans.starts({ startsOn, milestones: ['day-30'] });
    plans.people.set(bob.personId, { ...member, timeZone: 'America/New_York' });
    plans.people.set('U0NEW', member);
    await plans.starts({ personId: 'U0NEW', managerId: bob.personId, startsOn });
    expect(await plans.checkin(own, 'day-30')).toMatchObject({ next_at: '2026-12-23T14:00:00.000Z' });
  });

  test('moves the end of a pause, which nobody is told of at night', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await pausePlan(plans.deps, mira, plan.id, '2026-12-14');
    await movesTo(plans, 'America/Los_Angeles');
    await plans.turnsTo('2026-12-14T16:59:00Z');
    expect(await findPlan(plans.deps.db, workspaceId, plan.id)).toMatchObject({ state: 'paused' });
    await plans.turnsTo('2026-12-14T17:00:00Z');
    expect(await findPlan(plans.deps.db, workspaceId, plan.id)).toMatchObject({ state: 'running' });
  });
});

describe.each(databases)('a pause, on %s', (database) => {
  const startPlans = plansOn(database);

  test('leaves nothing due, and moves what is to come by as long as it lasted', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await plans.turnsTo('2026-12-30T12:00:00Z');
    await answers(plans, plan, 'day-30');
    await pausePlan(plans.deps, mira, plan.id, '2027-06-01');
    expect((await checkinsOf(plans.deps.db, plan)).map(({ next_at }) => next_at)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    await plans.turnsTo('2027-03-01T10:00:00Z');
    await resumePlan(plans.deps, mira, plan.id); // 61 days
    expect(await daysOf(plans, plan)).toEqual([
      'day-30 2026-12-30',
      'day-60 2027-03-31',
      'day-90 2027-04-30',
      'month-6 2027-07-30',
      'month-12 2028-01-30',
    ]);
  });

  test('ends by itself at nine on its day, and whoever was asked before is reminded two working days later', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-31T12:00:00Z');
    await pausePlan(plans.deps, mira, plan.id, '2027-01-18');
    await plans.turnsTo('2027-02-01T12:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-01-20 09:00 remind-1 day-30',
      '2027-01-22 09:00 remind-2 day-30',
    ]);
  });

  test('over which the start is moved does not count twice', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await pausePlan(plans.deps, mira, plan.id, '2027-01-11');
    await plans.turnsTo('2026-12-14T12:00:00Z');
    await change(plans, plan, { startsOn: '2027-01-11' });
    await plans.turnsTo('2027-01-11T12:00:00Z');
    expect((await daysOf(plans, plan))[0]).toBe('day-30 2027-02-10');
  });

  test('in the days that a late question waits for working hours does not lose it', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn: '2026-12-02', milestones: ['day-30'] }); // Friday, 1 January
    await plans.turnsTo('2026-12-31T12:00:00Z');
    await plans.isDownUntil('2027-01-01T20:00:00Z');
    await plans.turnsTo('2027-01-02T12:00:00Z');
    await pausePlan(plans.deps, mira, plan.id, '2027-01-06');
    await plans.turnsTo('2027-01-06T12:00:00Z');
    expect((await plans.asked()).slice(1)).toEqual(['2027-01-06 09:00 checkin day-30']);
  });
});

describe.each(databases)('another role file, on %s', (database) => {
  const startPlans = plansOn(database);
  const before = { 'day-30': ['keep: Keep this', 'rename: An old name', 'move: Move this', 'gone: Leaves the role'] };
  const after = {
    'day-30': ['keep: Keep this', 'rename: A new name', 'new: Was added'],
    'day-60': ['move: Move this'],
  };

  test.each([
    [['day-30', 'day-60'], 'day-60'],
    [['day-30'], 'day-30'], // it has no other place then
  ] as const)(
    'in a plan of %j leaves what was recorded in sight: the goal that moved is in %s',
    async (wanted, place) => {
      const plans = await startPlans({ at, role: madeUpRole(before) });
      const plan = await plans.starts({ startsOn, milestones: wanted });
      await plans.turnsTo('2026-12-30T12:00:00Z');
      await answers(plans, plan, 'day-30');
      plans.deps.role = madeUpRole(after);
      expect((await goalsIn(plans, plan)).sort()).toEqual([
        'day-30: A new name, in_progress',
        'day-30: Keep this, in_progress',
        'day-30: Leaves the role, in_progress',
        ...(place === 'day-30' ? ['day-30: Move this, in_progress'] : []),
        ...(place === 'day-60' ? ['day-60: Move this, in_progress'] : []),
      ]);
      await answers(plans, plan, 'day-30', { wentWell: 'All of it' });
      expect(await plans.checkin(plan, 'day-30')).toMatchObject({ version: 2 });
    },
  );
});

describe.each(databases)('another manager, on %s', (database) => {
  const startPlans = plansOn(database);

  test('changes nothing of when what is asked', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    const asItWas = await checkinsOf(plans.deps.db, plan);
    plans.people.set('U0EVE', member);
    await change(plans, plan, { managerId: 'U0EVE' });
    expect(await checkinsOf(plans.deps.db, plan)).toEqual(asItWas);
    await expect(
      setGoal(plans.deps, actor('U0MIRA'), { planId: plan.id, goalId: 'x', state: 'done', version: 0 }),
    ).rejects.toThrow('not-yours-to-see');
  });
});
