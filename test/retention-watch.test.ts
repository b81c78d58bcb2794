import { describe, expect, test } from 'vitest';
import { watchRetention } from '../src/retention-watch.ts';
import { exportAuditLog } from '../src/settings/audit-export.ts';
import { findPerson } from '../src/store/people.ts';
import { ada, at, priya, withPlans } from './plans/two-plans.ts';
import { left, people, setPeriods, store } from './privacy/old-things.ts';
import { startTestCoach } from './support/coach.ts';
import { databases, freshStore } from './support/databases.ts';
import { recordedLog } from './support/log.ts';
import { startPlans } from './support/plans.ts';
import { saidIn } from './support/read-page.ts';
import { writtenTo } from './support/stored.ts';

const workspaceId = 'T0NORTHWND';

describe.each(databases)('what is kept no longer, on %s', (database) => {
  test('goes of whoever has left, of which their manager is told in one sentence, and they once they are back', async () => {
    await using coach = await startTestCoach({ database, at });
    await withPlans(coach);
    await coach.local.changePerson(priya, { kind: 'deactivated' });
    const known = async () => findPerson(coach.db, { workspaceId, personId: priya });
    await expect.poll(async () => (await known())?.account).toBe('deactivated');
    coach.clock.turnTo(new Date('2027-02-24T12:00:00Z'));
    const watch = watchRetention(coach.plans, recordedLog().log);
    await expect.poll(known).toBeUndefined();
    await watch.stop(10_000);
    expect((await writtenTo(coach, 'Mira')).filter((text) => text.includes('90 days'))).toEqual([
      `<@${priya}>'s account has been closed for 90 days: I have deleted what I knew of them, and their plan has ended.`,
    ]);
    const { csv } = await exportAuditLog(coach.plans, { workspaceId, personId: ada });
    expect(csv).toContain(`,Role Coach,erase-left,${priya},{}`);
    await coach.local.changePerson(priya, { kind: 'member' });
    const page = await coach.page('Priya');
    await page.types('/ml-role settings', page.channel);
    await page.presses(await page.topModal(), 'Who has read my data');
    expect(saidIn(await page.topModal())).toContain('Role Coach deleted what was kept of you, 90 days after');
  });

  test('goes of what people were told of others, a week after they were', async () => {
    await using coach = await startTestCoach({ database, at });
    const { mira } = await withPlans(coach);
    await mira.asks('/ml-role pause @Priya Nair until 2026-12-07', mira.channel);
    await coach.settles();
    const news = () =>
      coach.db.selectFrom('deliveries').select(['recipient_id', 'state']).where('kind', '=', 'plan-news').execute();
    const told = [{ recipient_id: priya, state: 'sent' }];
    expect(await news()).toEqual(told);
    for (const [day, left] of [
      ['2026-12-02T09:00:00Z', told],
      ['2026-12-02T11:00:00Z', []],
    ] as const) {
      coach.clock.turnTo(new Date(day));
      const watch = watchRetention(coach.plans, recordedLog().log);
      await expect.poll(async () => (await news()).length, { timeout: 10_000 }).toBe(left.length);
      await watch.stop(10_000);
      expect(await news()).toEqual(left);
    }
  });

  test('goes at the start, also where what is kept of people cannot be looked at', async () => {
    await using fresh = await freshStore(database);
    const { db } = fresh;
    await people(db);
    await store(db, 'reading', [{ id: 'one', at: '2025-01-01T00:00:00.000Z' }]);
    await setPeriods(db, { reading: 12 });
    await db.updateTable('people').set({ deactivated_at: '2025-01-01T00:00:00.000Z' }).execute();
    const { deps } = startPlans({ db, at });
    const trouble = new Error('nobody knows');
    const { log, written } = recordedLog();
    deps.directory = { ...deps.directory, find: () => Promise.reject(trouble) };
    const watch = watchRetention(deps, log);
    await expect.poll(() => left(db, 'reading'), { timeout: 10_000 }).toEqual([]);
    await watch.stop(10_000);
    expect(written()).toContain('what is kept of somebody who left is not deleted');
  });
});
