import { describe, expect, test } from 'vitest';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { readStandings } from '../../src/kpis/read-standings.ts';
import { readTrend } from '../../src/kpis/read-trend.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { endPlan } from '../../src/plans/end-plan.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { auditedAbout } from '../../src/store/audit-log.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, member, mira, workspaceId } from '../support/plans.ts';
import { kpiNamed } from './samples.ts';
import { kpisOn, type TestKpis } from './start-kpis.ts';

const joel = { workspaceId, personId: 'U0JOEL' };
const at = '2026-11-24T09:00:00Z';

/** What somebody sees of Bob's values of a KPI, in `kpis @bob` and in the trend: `[87, 90]`, or why not. */
async function seen({ deps }: TestKpis, by: Actor, kpiId = 'latency'): Promise<unknown> {
  const ofBob = bob.personId;
  const looks = [
    async () => {
      const { all } = await readStandings(deps, by, ofBob);
      return all.find(({ kpi }) => kpi.id === kpiId)?.recent;
    },
    async () => {
      const { series } = await readTrend(deps, by, { personId: ofBob, kpi: kpiNamed(kpiId) });
      return series.points.map(({ value }) => value);
    },
  ];
  const [inTable, inTrend] = await Promise.all(looks.map((look) => look().catch((error) => error.reason.kind)));
  expect(inTable).toEqual(inTrend);
  return inTable;
}

describe.each(databases)('what was measured is seen, on %s', (database) => {
  const starts = kpisOn(database);
  /** Bob has a plan with Mira; one value is older than that. */
  const start = async () => {
    const kpis = await starts({ at: '2026-10-01T09:00:00Z' });
    await kpis.logs('latency 240');
    await kpis.logs('cost €0.40');
    kpis.clock.turnTo(new Date(at));
    const plan = await kpis.starts({ startsOn: '2026-11-02' });
    await kpis.logs('latency 90');
    await kpis.logs('cost €0.30');
    return { kpis, plan };
  };

  test('by the person, all of it', async () => {
    const { kpis } = await start();
    expect(await seen(kpis, bob)).toEqual([240, 90]);
  });

  test('by their manager, as much as was recorded since they became that', async () => {
    const { kpis } = await start();
    expect(await seen(kpis, mira)).toEqual([90]);
    await kpis.logs('latency 95 on 2026-09-15');
    expect(await seen(kpis, mira)).toEqual([95, 90]);
  });

  test('by the manager without what a change is measured against, where that is older', async () => {
    const { kpis } = await start();
    const { all } = await readStandings(kpis.deps, mira, bob.personId);
    const { standing } = await readTrend(kpis.deps, mira, { personId: bob.personId, kpi: kpiNamed('cost') });
    for (const one of [all.find(({ kpi }) => kpi.id === 'cost'), standing])
      expect(one).toMatchObject({ last: { value: 0.3 }, baseline: { value: 0.3 }, level: 'baseline' });
    const own = await readStandings(kpis.deps, bob, bob.personId);
    expect(own.all.find(({ kpi }) => kpi.id === 'cost')).toMatchObject({ level: 'on-target' });
  });

  test('by a new manager from then on, and by the former one no more', async () => {
    const { kpis, plan } = await start();
    kpis.people.set(joel.personId, member);
    kpis.clock.turnTo(new Date('2026-11-25T09:00:00Z'));
    await changePlan(kpis.deps, ada, plan.id, {
      managerId: joel.personId,
      startsOn: plan.starts_on,
      milestones,
      hour: 9,
    });
    expect(await seen(kpis, joel)).toEqual([]);
    expect(await seen(kpis, mira)).toBe('not-yours-to-see');
    await kpis.logs('latency 85');
    expect(await seen(kpis, joel)).toEqual([85]);
  });

  test('by the manager of a plan that is over, and not once they are a guest', async () => {
    const { kpis, plan } = await start();
    await endPlan(kpis.deps, mira, plan.id);
    expect(await seen(kpis, mira)).toEqual([90]);
    await kpis.deps.db.updateTable('people').set({ account: 'guest' }).where('id', '=', mira.personId).execute();
    expect(await seen(kpis, mira)).toBe('not-yours-to-see');
  });

  test('by an admin, all of it, and each look is written down; nobody else’s is', async () => {
    const { kpis } = await start();
    await seen(kpis, bob);
    await seen(kpis, mira);
    expect(await auditedAbout(kpis.deps.db, bob, 20)).toEqual([]);
    expect(await seen(kpis, ada)).toEqual([240, 90]);
    const written = await auditedAbout(kpis.deps.db, bob, 20);
    expect(written.map(({ by_id, action }) => [by_id, action])).toEqual([
      [ada.personId, 'read-readings'],
      [ada.personId, 'read-readings'],
    ]);
    expect(written.map(({ details }) => details).join()).not.toMatch(/240|90/);
  });

  test('by nobody else: a colleague, somebody whom Slack does not know, or the same ids in another workspace', async () => {
    const { kpis } = await start();
    kpis.people.set(joel.personId, member);
    for (const other of [joel, { workspaceId, personId: 'U0NOBODY' }]) {
      expect(await seen(kpis, other)).toBe('not-yours-to-see');
    }
    const elsewhere = 'T0OTHER';
    expect(await seen(kpis, { ...bob, workspaceId: elsewhere })).toEqual([]);
    expect(await seen(kpis, { ...mira, workspaceId: elsewhere })).toBe('not-yours-to-see');
    expect(await seen(kpis, { ...ada, workspaceId: elsewhere })).toEqual([]);
  });
});
