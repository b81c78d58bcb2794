import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { advanceCheckins } from '../../src/plans/advance.ts';
import { answerCheckin } from '../../src/plans/answer-checkin.ts';
import { setGoal } from '../../src/plans/set-goal.ts';
import type { Plan } from '../../src/store/plans.ts';
import { databases, freshStore } from '../support/databases.ts';
import { madeUpRole } from '../support/made-up-role.ts';
import { answers, bob, member, plansOn, startPlans, submission, type TestPlans } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];
const nine = '2026-12-30T08:00:00Z';

/** As many people with a plan that asks at nine on day 30. */
async function startMany(plans: TestPlans, count: number): Promise<Plan[]> {
  const started: Plan[] = [];
  for (let nth = 0; nth < count; nth++) {
    const personId = `U0NEW${nth}`;
    plans.people.set(personId, member);
    started.push(await plans.starts({ personId, startsOn, milestones: ['day-30'] }));
  }
  await plans.turnsTo('2026-12-30T07:59:00Z');
  return started;
}

describe.each(databases)('two processes on %s', (database) => {
  test('that look for what is due at once ask each person once', async () => {
    await using store = await freshStore(database);
    const plans = startPlans({ db: store.db, at });
    await startMany(plans, 30);
    const ticking = [1, 2, 3].map(() => spawn(process.execPath, ['test/plans/ticking-process.mjs', store.url, nine]));
    const failures = ticking.map(({ stderr }) => text(stderr));
    await Promise.all(ticking.map(({ stdout }) => once(stdout, 'data')));
    const ended = ticking.map((child) => once(child, 'close'));
    for (const { stdin } of ticking) stdin.end('go\n');
    expect([await Promise.all(ended), await Promise.all(failures)]).toEqual([Array(3).fill([0, null]), ['', '', '']]);
    const asked = await store.db.selectFrom('deliveries').select('checkin_id').where('kind', '=', 'checkin').execute();
    expect([asked.length, new Set(asked.map(({ checkin_id }) => checkin_id)).size]).toEqual([30, 30]);
    const states = await store.db.selectFrom('checkins').select(['state', 'next_step']).execute();
    expect(states).toEqual(Array(30).fill({ state: 'asked', next_step: 'remind-1' }));
  });
});

describe.each(databases)('at the same moment, on %s', (database) => {
  const startPlans = plansOn(database);

  test('somebody answers and is to be asked: what they answered stays answered', async () => {
    const plans = await startPlans({ at });
    const started = await startMany(plans, 10);
    plans.clock.turnTo(new Date(nine));
    const made = await Promise.all(started.map((plan) => submission(plans, plan, 'day-30')));
    const answering = made.map((one, nth) =>
      answerCheckin(plans.deps, { ...bob, personId: started[nth]?.person_id ?? '' }, one),
    );
    await Promise.all([advanceCheckins(plans.deps), ...answering]);
    await plans.turnsTo('2027-02-01T10:00:00Z');
    for (const plan of started)
      expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'answered', next_step: null, next_at: null });
    expect(plans.sent.filter(({ kind }) => kind === 'reminder')).toEqual([]);
  });

  test('two windows answer: the later one sees what the earlier one saved', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    const one = await submission(plans, plan, 'day-30', { wentWell: 'The first' });
    const other = await submission(plans, plan, 'day-30', { wentWell: 'The second' });
    const saved = await Promise.all([one, other].map((made) => answerCheckin(plans.deps, bob, made)));
    expect(saved.map(({ kind }) => kind).sort()).toEqual(['conflict', 'saved']);
    const texts = await plans.deps.db.selectFrom('answers').select('went_well').execute();
    expect(texts).toHaveLength(1);
  });

  test('the same answer arrives twice: it is stored once', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    const made = await submission(plans, plan, 'day-30', { wentWell: 'Once' });
    const saved = await Promise.all([made, made].map((one) => answerCheckin(plans.deps, bob, one)));
    expect(saved).toEqual([{ kind: 'saved' }, { kind: 'saved' }]);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ version: 1 });
    await plans.ticks();
    expect(plans.sent.filter(({ kind }) => kind === 'summary')).toHaveLength(1);
  });

  test('a goal is set by two: one of them is shown what the other did', async () => {
    const plans = await startPlans({ at });
    const { id: planId } = await plans.starts({ startsOn });
    const goalId = 'first-of-day-30';
    const set = await Promise.all(
      (['done', 'blocked'] as const).map((state) => setGoal(plans.deps, bob, { planId, goalId, state, version: 0 })),
    );
    expect(set.map(({ kind }) => kind).sort()).toEqual(['newer', 'set']);
  });
});

describe.each(databases)('a form that was made before the bot was started with another role, on %s', (database) => {
  const startPlans = plansOn(database);

  test('is saved, without the goals that nobody knows any more', async () => {
    const plans = await startPlans({ at, role: madeUpRole({ 'day-30': ['Stays', 'Leaves'] }) });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    const made = await submission(plans, plan, 'day-30', { wentWell: 'What I typed' });
    plans.deps.role = madeUpRole({ 'day-30': ['Stays', 'Comes'] });
    expect(await answerCheckin(plans.deps, bob, made)).toEqual({ kind: 'saved' });
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'answered', answered_goals: '["stays"]' });
    await answers(plans, plan, 'day-30');
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ version: 2 });
  });
});
