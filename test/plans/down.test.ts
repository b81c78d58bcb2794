import { describe, expect, test } from 'vitest';
import { renderer } from '../../src/delivery/messages.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { pausePlan } from '../../src/plans/pause-plan.ts';
import { databases } from '../support/databases.ts';
import { mira, plansOn } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];

describe.each(databases)('after a downtime, on %s', (database) => {
  const startPlans = plansOn(database);

  test.each([
    ['in the middle of a working day', '2027-01-04T12:30:00Z', '2027-01-04 13:30'],
    ['in the night: at nine', '2027-01-04T01:00:00Z', '2027-01-04 09:00'],
    ['in the evening: the next morning', '2027-01-04T19:00:00Z', '2027-01-05 09:00'],
    ['at the weekend: on Monday', '2027-01-02T12:30:00Z', '2027-01-04 09:00'],
  ])('of three days and more over day 30 the person is asked once, %s', async (_, back, asked) => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-29T18:00:00Z');
    await plans.isDownUntil(back);
    await plans.turnsTo('2027-01-05T12:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-23 09:00 heads-up day-30', `${asked} checkin day-30`]);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'asked', next_step: 'remind-1' });
  });

  test('of some minutes it is asked at once, be it out of hours', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'], hour: 20 });
    await plans.turnsTo('2026-12-29T18:00:00Z');
    await plans.isDownUntil('2026-12-30T19:45:00Z');
    expect((await plans.asked()).slice(1)).toEqual(['2026-12-30 20:45 checkin day-30']);
  });

  test('that began before the heads-up and ends after day 30, the heads-up is left out', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-22T18:00:00Z');
    await plans.isDownUntil('2026-12-30T12:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-30 13:00 checkin day-30']);
  });

  test('that ends the night before day 30, there is no heads-up on the day itself', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'], hour: 14 });
    await plans.turnsTo('2026-12-22T18:00:00Z');
    await plans.isDownUntil('2026-12-29T18:00:00Z');
    await plans.turnsTo('2026-12-30T18:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-30 14:00 checkin day-30']);
  });

  test('a heads-up that lay in the outbox until its day says nothing any more', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-23T18:00:00Z');
    const headsUp = plans.sent.find(({ kind }) => kind === 'heads-up');
    if (!headsUp) throw new Error('there is no heads-up');
    const render = renderer({ ...plans.deps, kpis: roleKpis(builtInRole()) });
    expect((await render(headsUp))?.text).toContain('is coming up');
    await plans.isDownUntil('2026-12-30T01:00:00Z');
    expect(await render(headsUp)).toBeUndefined();
  });

  test('of months only the latest milestone is asked about, and the earlier ones can be answered', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await plans.isDownUntil('2027-03-10T12:00:00Z');
    await plans.turnsTo('2027-04-01T12:00:00Z');
    expect(await plans.asked()).toEqual([
      '2027-03-10 13:00 checkin day-90',
      '2027-03-12 09:00 remind-1 day-90',
      '2027-03-16 09:00 remind-2 day-90',
    ]);
    for (const earlier of ['day-30', 'day-60'] as const)
      expect(await plans.checkin(plan, earlier)).toMatchObject({ state: 'offered', next_step: null });
  });

  test('over a reminder it comes once, and the second one two working days after it', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T18:00:00Z');
    await plans.isDownUntil('2027-01-08T20:00:00Z');
    await plans.turnsTo('2027-02-01T12:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-01-11 09:00 remind-1 day-30',
      '2027-01-13 09:00 remind-2 day-30',
    ]);
  });

  test('over the end of a pause the plan goes on, and the person is told in their working hours', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn, milestones: ['day-30'] });
    await pausePlan(plans.deps, mira, plan.id, '2026-12-14');
    await plans.isDownUntil('2026-12-16T01:00:00Z');
    await plans.turnsTo('2026-12-16T12:00:00Z');
    const told = plans.sent.filter(
      ({ kind, details }) => kind === 'plan-news' && JSON.stringify(details).includes('resumed'),
    );
    expect(told.map(({ at: moment }) => moment.toISOString())).toEqual(['2026-12-16T08:00:00.000Z']);
  });
});

describe.each(databases)('a plan that started in the past, on %s', (database) => {
  const startPlans = plansOn(database);

  test('offers what is past, and asks about the next milestone alone', async () => {
    const plans = await startPlans({ at: '2027-02-10T10:00:00Z' });
    const plan = await plans.starts({ startsOn: '2026-11-30' });
    await plans.turnsTo('2027-03-01T12:00:00Z');
    expect(await plans.asked()).toEqual(['2027-02-22 09:00 heads-up day-90', '2027-03-01 09:00 checkin day-90']);
    for (const past of ['day-30', 'day-60'] as const)
      expect(await plans.checkin(plan, past)).toMatchObject({ state: 'offered', next_step: null, next_at: null });
  });

  test('asks about a milestone that is today: now, in their working hours', async () => {
    const plans = await startPlans({ at: '2027-01-29T10:00:00Z' });
    await plans.starts({ startsOn: '2026-11-30' });
    expect(await plans.asked()).toEqual(['2027-01-29 11:00 checkin day-60']);
  });

  test('asks the next morning when that day’s work is over', async () => {
    const plans = await startPlans({ at: '2027-01-28T19:00:00Z' });
    await plans.starts({ startsOn: '2026-11-29' }); // day 60 is this Thursday, and it is eight in the evening
    expect(await plans.asked()).toEqual([]);
    await plans.turnsTo('2027-01-29T12:00:00Z');
    expect(await plans.asked()).toEqual(['2027-01-29 09:00 checkin day-60']);
  });

  test('a year and more ago has nothing to ask', async () => {
    const plans = await startPlans({ at: '2027-11-30T10:00:00Z' });
    await plans.starts({ startsOn: '2026-11-30', milestones: ['day-30', 'day-60', 'day-90', 'month-6'] });
    expect(await plans.nextDueAt()).toBeUndefined();
  });
});
