import { expect, test, vi } from 'vitest';
import { setGoal } from '../../src/plans/set-goal.ts';
import { findCurrentPlan } from '../../src/store/plans.ts';
import { said } from '../checkins/day-thirty.ts';
import { startTestCoach } from '../support/coach.ts';

test('what a digest would have told that went stale overnight is told by the one that comes in its place', async () => {
  await using coach = await startTestCoach({ at: '2026-11-24T09:00:00Z' });
  const mira = await coach.page('Mira');
  const joel = await coach.page('Joel');
  await mira.asks('/ml-role onboard @Joel Park 2026-11-24');
  await coach.turnsTo('2026-12-02T12:00:00Z');
  const workspaceId = (await coach.db.selectFrom('plans').select('workspace_id').executeTakeFirstOrThrow())
    .workspace_id;
  const actor = { workspaceId, personId: joel.state.me };
  const plan = await findCurrentPlan(coach.db, actor);
  if (!plan) throw new Error('there is no plan');
  await setGoal(coach.plans, actor, { planId: plan.id, goalId: 'access', state: 'done', version: 0 });

  coach.clock.turnTo(new Date('2026-12-11T22:00:00Z')); // the bot was away on Monday, and it is Friday night
  await coach.settles();
  await coach.turnsTo('2026-12-14T12:00:00Z');
  const { state } = await coach.page('Mira');
  const digests = state.messages.map(said).filter((text) => text.startsWith('Your team this week'));
  expect(digests).toHaveLength(2); // of 30 November, and of today
  expect(digests[1]).toContain('What is new since Mon 30 Nov:');
  expect(digests[1]).toContain('done: Get access to data');
});

test('a manager who moves gets the next one at nine where they are then, as soon as Slack tells of it', async () => {
  await using coach = await startTestCoach({ at: '2026-11-24T15:00:00Z' });
  const { state, asks } = await coach.page('Mira');
  const movesTo = async (timeZone: string) => {
    await coach.local.changePerson(state.me, { timeZone });
    await vi.waitFor(async () => {
      const person = await coach.db
        .selectFrom('people')
        .select('time_zone')
        .where('id', '=', state.me)
        .executeTakeFirst();
      if (person && person.time_zone !== timeZone) throw new Error('it is not known yet');
    });
  };
  const digests = async (): Promise<number> => {
    const { messages } = (await coach.page('Mira')).state;
    return messages.filter((message) => said(message).startsWith('Your team this week')).length;
  };
  await movesTo('America/New_York');
  await asks('/ml-role onboard @Joel Park 2026-11-24');
  await coach.turnsTo('2026-12-02T15:00:00Z');
  expect(await digests()).toBe(1);
  await movesTo('Asia/Tokyo');
  await coach.turnsTo('2026-12-06T23:59:00Z');
  expect(await digests()).toBe(1);
  await coach.turnsTo('2026-12-07T00:05:00Z'); // 09:05 in Tokyo
  expect(await digests()).toBe(2);
});
