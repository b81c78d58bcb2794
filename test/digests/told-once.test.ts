import { describe, expect, test } from 'vitest';
import { endPlan } from '../../src/plans/end-plan.ts';
import { pausePlan, resumePlan } from '../../src/plans/pause-plan.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { databases } from '../support/databases.ts';
import { actor, answers, bob, mira } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';
import { digestsOn, joins } from './start-digests.ts';

const role = roleGoals(builtInRole());
const cleo = actor('U0CLEO');

describe.each(databases)('what has changed is told in the digest after it, and once, on %s', (database) => {
  const start = digestsOn(database);

  const quiet = (people: string, since: string) => `Your team this week: nothing new with ${people} since ${since}.`;

  test('goals that were done and are open again, and those that were dropped', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    for (const goal of ['access', 'product-context']) await digests.sets(plan, goal, 'done');
    await digests.sets(plan, 'observations', 'blocked');
    await digests.turnsTo('2026-12-01T10:00:00Z');
    await digests.sets(plan, 'access', 'in_progress');
    await digests.sets(plan, 'product-context', 'dropped');
    await digests.sets(plan, 'observations', 'dropped');
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toMatchInlineSnapshot(`
      "Your team this week
      Nobody is stuck or late, as far as I know. What is new since Mon 30 Nov:
      <@U0BOB>  Day 30 □□□ 0 of 3 done, 2 dropped · reopened: Get access to data, pipelines, registry and monitoring · dropped: Understand the product and its main ML workflows; Write down what you see"
    `);
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).toBe(quiet('the one person you manage', 'Mon 7 Dec'));
    await digests.sets(plan, 'product-context', 'not_started');
    await digests.turnsTo('2026-12-21T12:00:00Z');
    expect(digests.last()).toContain('reopened: Understand the product');
  });

  test('a goal that was done and is open again between two digests is as it was', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await digests.turnsTo('2026-12-01T10:00:00Z');
    for (const state of ['in_progress', 'done', 'not_started'] as const) await digests.sets(plan, 'access', state);
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toBe(quiet('the one person you manage', 'Mon 30 Nov'));
  });

  test('a plan that is paused and until when, that goes on, and that has ended', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    const ofCleo = await digests.starts({ startsOn: '2026-11-25', personId: cleo.personId });
    await digests.turnsTo('2026-12-01T10:00:00Z');
    await pausePlan(digests.deps, mira, plan.id, '2026-12-16');
    await endPlan(digests.deps, mira, ofCleo.id);
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toMatchInlineSnapshot(`
      "Your team this week
      Nobody is stuck or late, as far as I know. What is new since Mon 30 Nov:
      <@U0BOB>  Day 30 □□□□□ 0 of 5 done · paused until Wed 16 Dec
      <@U0CLEO>  plan ended Tue 1 Dec"
    `);
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).toBe(quiet('the 2 people you manage', 'Mon 7 Dec'));
    await digests.turnsTo('2026-12-21T12:00:00Z');
    expect(digests.last()).toMatchInlineSnapshot(`
      "Your team this week
      Nobody is stuck or late, as far as I know. What is new since Mon 14 Dec:
      <@U0BOB>  Day 30 □□□□□ 0 of 5 done · plan goes on again
      Nothing new with one other."
    `);
    await digests.turnsTo('2026-12-28T09:00:00Z'); // as late as the digest is planned
    expect(digests.last()).not.toContain('goes on');
  });

  test('a pause on a Monday is told that day where it came before the digest, or else a week later', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    joins(digests, cleo.personId);
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    const ofCleo = await digests.starts({ startsOn: '2026-11-25', personId: cleo.personId });
    await digests.turnsTo('2026-12-07T07:00:00Z');
    await pausePlan(digests.deps, mira, plan.id, '2027-01-11');
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toContain('<@U0BOB>  Day 30 □□□□□ 0 of 5 done · paused until Mon 11 Jan 2027');
    await pausePlan(digests.deps, mira, ofCleo.id, '2027-01-11');
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).toContain('<@U0CLEO>  Day 30 □□□□□ 0 of 5 done · paused until Mon 11 Jan 2027');
    expect(digests.last()).toContain('Nothing new with one other.');
  });

  test('a pause that lasts longer than was said, and one that ends sooner', async () => {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    const plan = await digests.starts({ startsOn: '2026-11-25' });
    await pausePlan(digests.deps, mira, plan.id, '2027-01-11');
    await digests.turnsTo('2026-12-01T10:00:00Z');
    await pausePlan(digests.deps, bob, plan.id, '2027-01-18');
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toContain('paused until Mon 18 Jan 2027');
    await resumePlan(digests.deps, bob, plan.id);
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).toContain('0 of 5 done · plan goes on again');
  });
});

describe.each(databases)('that somebody is less sure of themself, on %s', (database) => {
  const start = digestsOn(database);

  async function prepare() {
    const digests = await start({ at: '2026-11-25T09:00:00Z', role });
    return { digests, plan: await digests.starts({ startsOn: '2026-11-25' }) };
  }

  test('is by what each check-in says now, in their order: to mend the text of an older one is no fall', async () => {
    const { digests, plan } = await prepare();
    await answers(digests, plan, 'day-30', { confidence: 3 });
    await digests.turnsTo('2026-12-01T10:00:00Z');
    await answers(digests, plan, 'day-60', { confidence: 4 });
    await digests.turnsTo('2026-12-02T10:00:00Z');
    await answers(digests, plan, 'day-30', { confidence: 3, wentWell: 'mended' });
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toContain('Day 30 answer changed');
    expect(digests.last()).not.toContain('Confidence');
  });

  test('is still told once the text of that check-in was mended, with the day on which it was said', async () => {
    const { digests, plan } = await prepare();
    await answers(digests, plan, 'day-30', { confidence: 5 });
    await digests.turnsTo('2026-12-01T10:00:00Z');
    await answers(digests, plan, 'day-60', { confidence: 2 });
    await digests.turnsTo('2026-12-03T10:00:00Z');
    await answers(digests, plan, 'day-60', { confidence: 2, wentWell: 'mended' });
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toContain('Confidence fell from 5 to 2 of 5 with Day 60, Tue 1 Dec. Ask what changed.');
  });

  test('is told where the one answer that there is was changed to that, and not where it was lower before', async () => {
    const { digests, plan } = await prepare();
    await answers(digests, plan, 'day-30', { confidence: 5 });
    await digests.turnsTo('2026-12-01T10:00:00Z');
    await answers(digests, plan, 'day-30', { confidence: 2 });
    await digests.turnsTo('2026-12-07T12:00:00Z');
    expect(digests.last()).toContain('Confidence fell from 5 to 2 of 5 with Day 30, Tue 1 Dec.');
    await answers(digests, plan, 'day-30', { confidence: 4 });
    await digests.turnsTo('2026-12-14T12:00:00Z');
    expect(digests.last()).not.toContain('Confidence');
  });
});
