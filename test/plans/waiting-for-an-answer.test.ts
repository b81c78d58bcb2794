import { describe, expect, test } from 'vitest';
import { awayFromCheckin, snoozeCheckin } from '../../src/plans/put-off.ts';
import { databases } from '../support/databases.ts';
import { answers, bob, plansOn } from '../support/plans.ts';

const monday = { startsOn: '2026-11-30', at: '2026-11-30T10:00:00Z' };

describe.each(databases)('a check-in that waits for an answer, on %s', (database) => {
  const startPlans = plansOn(database);

  test('is asked at nine, comes up again after two and after four working days, and then no more', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect(await plans.asked()).toEqual([
      '2026-12-23 09:00 heads-up day-30',
      '2026-12-30 09:00 checkin day-30',
      '2027-01-01 09:00 remind-1 day-30',
      '2027-01-05 09:00 remind-2 day-30',
    ]);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'missed', next_step: null, next_at: null });
  });

  test('counts as missed two working days after the last reminder, and can be answered then', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn });
    await plans.turnsTo('2027-01-07T07:59:00Z');
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'asked', next_step: 'miss' });
    await plans.turnsTo('2027-01-07T08:00:00Z');
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'missed' });
    await answers(plans, plan, 'day-30');
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'answered', version: 1 });
  });

  test('is not spoken of any more once it is answered', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30', 'day-60'] });
    await plans.turnsTo('2026-12-31T10:00:00Z');
    await answers(plans, plan, 'day-30');
    await plans.turnsTo('2027-01-28T10:00:00Z');
    expect(await plans.asked()).toEqual([
      '2026-12-23 09:00 heads-up day-30',
      '2026-12-30 09:00 checkin day-30',
      '2027-01-22 09:00 heads-up day-60',
    ]);
  });

  test('is not asked at all when it was answered early', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-24T10:00:00Z');
    await answers(plans, plan, 'day-30');
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-23 09:00 heads-up day-30']);
  });

  test.each([
    ['tomorrow', '2026-12-31', ['2027-01-04', '2027-01-06']],
    ['next-monday', '2027-01-04', ['2027-01-06', '2027-01-08']],
  ] as const)('put off to %s, it is asked again at nine on %s, with reminders of its own', async (until, on, after) => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T10:00:00Z');
    const { id } = await plans.checkin(plan, 'day-30');
    const { askedAgainAt } = await snoozeCheckin(plans.deps, bob, id, until);
    expect(askedAgainAt.toISOString()).toBe(`${on}T08:00:00.000Z`);
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect(await plans.asked()).toEqual([
      '2026-12-23 09:00 heads-up day-30',
      '2026-12-30 09:00 checkin day-30',
      `${on} 09:00 checkin day-30`,
      `${after[0]} 09:00 remind-1 day-30`,
      `${after[1]} 09:00 remind-2 day-30`,
    ]);
  });

  test('put off after its first reminder, it is reminded of twice again', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2027-01-01T10:00:00Z');
    await snoozeCheckin(plans.deps, bob, (await plans.checkin(plan, 'day-30')).id, 'tomorrow');
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-01-01 09:00 remind-1 day-30',
      '2027-01-04 09:00 checkin day-30',
      '2027-01-06 09:00 remind-1 day-30',
      '2027-01-08 09:00 remind-2 day-30',
    ]);
  });

  test('put off to tomorrow in Sydney, where that is still today in UTC, it is asked again', async () => {
    const plans = await startPlans({ at: '2026-11-30T10:00:00Z', timeZone: 'Australia/Sydney' });
    const plan = await plans.starts({ startsOn: '2026-11-30', milestones: ['day-30'] });
    await plans.turnsTo('2026-12-29T10:00:00Z');
    await plans.isDownUntil('2026-12-30T02:00:00Z'); // 13:00 there
    await snoozeCheckin(plans.deps, bob, (await plans.checkin(plan, 'day-30')).id, 'tomorrow');
    await plans.turnsTo('2026-12-31T00:00:00Z');
    expect((await plans.asked()).slice(1)).toEqual([
      '2026-12-30 13:00 checkin day-30',
      '2026-12-31 09:00 checkin day-30',
    ]);
  });

  test('is asked again on the first working day after days away', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-30T10:00:00Z');
    const { id: checkinId } = await plans.checkin(plan, 'day-30');
    const away = { checkinId, from: '2026-12-30', to: '2027-01-08' };
    expect((await awayFromCheckin(plans.deps, bob, away)).askedAgainAt.toISOString()).toBe('2027-01-11T08:00:00.000Z');
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect((await plans.asked()).slice(2)).toEqual([
      '2027-01-11 09:00 checkin day-30',
      '2027-01-13 09:00 remind-1 day-30',
      '2027-01-15 09:00 remind-2 day-30',
    ]);
  });

  test('is not asked before its day by somebody who is away when it is announced', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30'] });
    await plans.turnsTo('2026-12-23T10:00:00Z');
    const { id: checkinId } = await plans.checkin(plan, 'day-30');
    const away = { checkinId, from: '2026-12-23', to: '2026-12-24' };
    expect((await awayFromCheckin(plans.deps, bob, away)).askedAgainAt.toISOString()).toBe('2026-12-30T08:00:00.000Z');
    await plans.turnsTo('2026-12-30T10:00:00Z');
    expect(await plans.asked()).toEqual(['2026-12-23 09:00 heads-up day-30', '2026-12-30 09:00 checkin day-30']);
  });
});

describe.each(databases)('a later check-in, on %s', (database) => {
  const startPlans = plansOn(database);

  test('ends the reminders of an earlier one', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30', 'day-60'] });
    await plans.turnsTo('2027-01-27T10:00:00Z');
    await snoozeCheckin(plans.deps, bob, (await plans.checkin(plan, 'day-30')).id, 'tomorrow'); // the day before day 60
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect((await plans.asked()).slice(4)).toEqual([
      '2027-01-22 09:00 heads-up day-60',
      '2027-01-28 09:00 checkin day-30',
      '2027-01-29 09:00 checkin day-60',
      '2027-02-02 09:00 remind-1 day-60',
      '2027-02-04 09:00 remind-2 day-60',
    ]);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'missed', next_step: null });
  });

  test('takes the place of an earlier one that was put off until after it', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30', 'day-60'] });
    await plans.turnsTo('2027-01-27T10:00:00Z');
    await snoozeCheckin(plans.deps, bob, (await plans.checkin(plan, 'day-30')).id, 'next-monday');
    await plans.turnsTo('2027-02-01T10:00:00Z');
    expect((await plans.asked()).slice(4)).toEqual([
      '2027-01-22 09:00 heads-up day-60',
      '2027-01-29 09:00 checkin day-60',
    ]);
  });

  test('goes on with its reminders when the person puts off an earlier one beside it', async () => {
    const plans = await startPlans({ at: monday.at });
    const plan = await plans.starts({ startsOn: monday.startsOn, milestones: ['day-30', 'day-60'] });
    await plans.turnsTo('2027-01-29T10:00:00Z');
    await snoozeCheckin(plans.deps, bob, (await plans.checkin(plan, 'day-30')).id, 'next-monday');
    await plans.turnsTo('2027-02-02T10:00:00Z');
    expect((await plans.asked()).slice(5)).toEqual([
      '2027-01-29 09:00 checkin day-60',
      '2027-02-01 09:00 checkin day-30',
      '2027-02-02 09:00 remind-1 day-60',
    ]);
  });
});
