import { describe, expect, test } from 'vitest';
import { takeInProfile } from '../../src/plans/take-in-profile.ts';
import { findPerson } from '../../src/store/people.ts';
import { databases } from '../support/databases.ts';
import { actor, bob, member, mira, plansOn, type TestPlans } from '../support/plans.ts';

const [startsOn, at] = ['2026-11-30', '2026-11-30T10:00:00Z'];

/** How often something may have become due since. */
function woken({ deps }: TestPlans): { times: number } {
  const { wake } = deps;
  const counted = { times: 0 };
  deps.wake = () => {
    counted.times++;
    wake();
  };
  return counted;
}

describe.each(databases)('what Slack tells of somebody, on %s', (database) => {
  const startPlans = plansOn(database);

  test('is no news where neither their zone nor their account is another: a status, say', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn });
    const [before, counted] = [await findPerson(plans.deps.db, bob), woken(plans)];
    plans.clock.turnTo(new Date('2026-12-01T10:00:00Z'));
    await takeInProfile(plans.deps, bob, member);
    await takeInProfile(plans.deps, bob, { ...member, timeZone: undefined });
    await takeInProfile(plans.deps, actor('U0NOBODY'), { ...member, account: 'deactivated' });
    expect(await findPerson(plans.deps.db, bob)).toEqual(before);
    expect(counted.times).toBe(0);
  });

  test('without a zone leaves them the one they had', async () => {
    const plans = await startPlans({ at });
    const plan = await plans.starts({ startsOn });
    await takeInProfile(plans.deps, bob, { ...member, account: 'guest', timeZone: undefined });
    expect(await findPerson(plans.deps.db, bob)).toMatchObject({ account: 'guest', time_zone: 'Europe/Berlin' });
    expect(await plans.checkin(plan, 'day-30')).toMatchObject({ next_at: null }); // on hold
  });

  test('twice at the same moment is taken in once', async () => {
    const plans = await startPlans({ at });
    await plans.starts({ startsOn });
    const counted = woken(plans);
    const gone = { ...member, account: 'deactivated' as const };
    await Promise.all([1, 2, 3].map(() => takeInProfile(plans.deps, mira, gone)));
    await plans.ticks();
    expect(plans.sent.filter(({ kind }) => kind === 'attention')).toHaveLength(1);
    expect(counted.times).toBeGreaterThan(0);
  });
});
