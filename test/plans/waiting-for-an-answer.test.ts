import { describe, expect, test } from 'vitest';
import { snoozeCheckin } from '../../src/plans/put-off.ts';
import { databases } from '../support/databases.ts';
import { bob, startPlans } from '../support/plans.ts';

describe.each(databases)('a check-in that waits for an answer, on %s', (database) => {
  test('is asked at nine, comes up again after two and after four working days, and then no more', async () => {
    await using plans = await startPlans({ database, at: '2026-11-30T10:00:00Z' });
    const plan = await plans.starts({ startsOn: '2026-11-30', milestones: ['day-30'] });
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect(await plans.asked()).toEqual([
      '2026-12-23 09:00 heads-up day-30',
      '2026-12-30 09:00 checkin day-30',
      '2027-01-01 09:00 remind-1 day-30',
      '2027-01-05 09:00 remind-2 day-30',
    ]);
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ state: 'missed', next_step: null, next_at: null });
  });

  test('is asked and reminded of anew when the person has put it off', async () => {
    await using plans = await startPlans({ database, at: '2026-11-30T10:00:00Z', timeZone: 'Australia/Sydney' });
    const plan = await plans.starts({ startsOn: '2026-11-30', milestones: ['day-30'] });
    await plans.turnsTo('2027-01-01T23:00:00Z');
    const { id } = await plans.checkin(plan, 'day-30');
    await snoozeCheckin(plans.deps, bob, id, 'next-monday');
    await plans.turnsTo('2027-03-01T10:00:00Z');
    expect(await plans.asked()).toEqual([]);
  });
});
