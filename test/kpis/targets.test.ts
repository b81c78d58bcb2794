import { describe, expect, test } from 'vitest';
import { standings } from '../../src/kpis/read-standings.ts';
import { readTrend } from '../../src/kpis/read-trend.ts';
import { dropTarget, type NewTarget, readTargetChoice, setTarget } from '../../src/kpis/set-target.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, mira, workspaceId } from '../support/plans.ts';
import { kpiNamed } from './samples.ts';
import { kpisOn, type TestKpis } from './start-kpis.ts';

const at = '2026-11-24T09:00:00Z';
const forBob = {
  kpiId: 'latency',
  personId: bob.personId,
  onTarget: 50,
  atRisk: undefined,
  from: '2026-11-20',
  reachBy: undefined,
} satisfies NewTarget;
const forAll = { ...forBob, personId: undefined };

const sets = ({ deps }: TestKpis, by: Actor, target: Partial<NewTarget> = {}) =>
  setTarget(deps, by, { ...forBob, ...target });
const standing = async ({ deps }: TestKpis, kpiId = 'latency', of = bob) => {
  const { all } = await standings(deps, of, { since: undefined, kpis: [kpiNamed(kpiId)] });
  return all[0];
};

const lookedAt = async ({ deps }: TestKpis) =>
  (await auditLog(deps.db, workspaceId)).map(({ by_id, action, about_id, details }) => [
    by_id,
    action,
    about_id,
    JSON.parse(details),
  ]);

describe.each(databases)('a target on %s', (database) => {
  const starts = kpisOn(database);
  const start = async () => {
    const kpis = await starts({ at });
    await kpis.starts({ startsOn: '2026-11-02' });
    return kpis;
  };

  test('set by the manager counts from its day on: older readings keep the one that they had', async () => {
    const kpis = await start();
    await kpis.logs('latency 90 on 2026-11-19');
    await sets(kpis, mira);
    expect(await standing(kpis)).toMatchObject({ status: 'on-target', target: { setFor: 'role' } });
    expect(await kpis.logs('latency 90')).toBe('off');
    expect(await standing(kpis)).toMatchObject({ target: { setFor: 'person', setBy: mira.personId } });
    const { series } = await readTrend(kpis.deps, bob, { personId: bob.personId, kpi: kpiNamed('latency') });
    expect(series.points.map(({ aim }) => aim)).toEqual([100, 50]);
  });

  test('that an admin looks at before they set another is a look at that person’s KPIs, and is written down', async () => {
    const kpis = await start();
    await sets(kpis, mira);
    const before = await lookedAt(kpis);
    await readTargetChoice(kpis.deps, mira, forBob);
    await readTargetChoice(kpis.deps, ada, forAll);
    expect(await lookedAt(kpis)).toEqual(before);
    await kpis.turnsTo('2026-11-24T10:00:00Z'); // entries of one moment have no order
    expect((await readTargetChoice(kpis.deps, ada, forBob)).now.target).toMatchObject({ 'on-target': 50 });
    expect(await lookedAt(kpis)).toEqual([
      ...before,
      [ada.personId, 'read-readings', bob.personId, { kpi: 'latency' }],
    ]);
  });

  test('of one person goes before that of the workspace, and that before what the role says', async () => {
    const kpis = await start();
    await setTarget(kpis.deps, ada, { ...forAll, onTarget: 70 });
    expect([await kpis.logs('latency 60'), await kpis.logs('latency 60', mira)]).toEqual(['on-target', 'on-target']);
    await sets(kpis, mira);
    expect([(await standing(kpis))?.status, (await standing(kpis, 'latency', mira))?.status]).toEqual([
      'off',
      'on-target',
    ]);
    await setTarget(kpis.deps, ada, { ...forAll, onTarget: 200 });
    expect((await standing(kpis))?.target).toMatchObject({ setFor: 'person', target: { 'on-target': 50 } });
    await dropTarget(kpis.deps, mira, { kpiId: 'latency', personId: bob.personId, from: '2026-11-24' });
    expect((await standing(kpis))?.target).toMatchObject({ setFor: 'workspace', target: { 'on-target': 200 } });
    await dropTarget(kpis.deps, ada, { kpiId: 'latency', personId: undefined, from: '2026-11-24' });
    expect((await standing(kpis))?.target).toMatchObject({ setFor: 'role', target: { 'on-target': 100 } });
  });

  test('gives a KPI a figure that has none in the role', async () => {
    const kpis = await start();
    expect(await kpis.logs('review-quality 4%')).toBe('no-target');
    await sets(kpis, mira, { kpiId: 'review-quality', onTarget: 3, atRisk: 5 });
    expect((await standing(kpis, 'review-quality'))?.status).toBe('at-risk');
  });

  test('of a change stays one, against the baseline', async () => {
    const kpis = await start();
    await kpis.logs('cost €0.40 on 2026-11-10');
    await sets(kpis, mira, { kpiId: 'cost', onTarget: -50, atRisk: -25 });
    expect(await kpis.logs('cost €0.30')).toBe('at-risk');
    expect(await standing(kpis, 'cost')).toMatchObject({
      target: { target: { kind: 'relative', change: { 'on-target': -50, 'at-risk': -25 } } },
    });
  });

  test('with a day to be reached by says whether the pace gets there', async () => {
    const kpis = await start();
    await sets(kpis, mira, { reachBy: '2026-12-31', from: '2026-11-01' });
    await kpis.logs('latency 90 on 2026-11-14');
    await kpis.logs('latency 70');
    expect((await standing(kpis))?.pace).toEqual({
      reachBy: '2026-12-31',
      outlook: 'in-time',
      reachesOn: '2026-12-04',
    });
  });

  test('is written to the audit log: who, when, for whom, which, and since when', async () => {
    const kpis = await start();
    await sets(kpis, mira);
    await setTarget(kpis.deps, ada, { ...forAll, kpiId: 'mttr', onTarget: 2 });
    const written = (await auditLog(kpis.deps.db, workspaceId)).filter(({ action }) => action === 'set-target');
    const [ofBob, ofAll] = [bob.personId, null].map((id) => written.find(({ about_id }) => about_id === id));
    expect(written).toHaveLength(2);
    expect(ofBob).toMatchObject({ by_id: mira.personId });
    expect(JSON.parse(ofBob?.details ?? '')).toEqual({
      kpi: 'latency',
      from: '2026-11-20',
      target: 'at most 50 ms',
    });
    expect(ofAll).toMatchObject({ by_id: ada.personId, about_id: null });
    expect(JSON.parse(ofAll?.details ?? '')).toMatchObject({ kpi: 'mttr', target: 'at most 2 hours' });
  });

  test.each<[string, Partial<NewTarget>, string]>([
    ['at risk is better than on target', { onTarget: 50, atRisk: 40 }, 'at-risk-is-better'],
    ['at risk is better, where more is', { kpiId: 'satisfaction', onTarget: 4, atRisk: 5 }, 'at-risk-is-better'],
    ['it is to be reached before it counts', { reachBy: '2026-11-19' }, 'ends-before-it-starts'],
    ['the role has no such KPI', { kpiId: 'xyzzy' }, 'gone'],
  ])('is refused where %s, and nothing is stored', async (_, target, kind) => {
    const kpis = await start();
    await expect(sets(kpis, mira, target)).rejects.toMatchObject({ reason: { kind } });
    expect(await kpis.deps.db.selectFrom('targets').selectAll().execute()).toEqual([]);
  });

  test('is refused to whoever it is for, to others, and for the workspace to all but admins', async () => {
    const kpis = await start();
    const stranger = { workspaceId, personId: 'U0JOEL' };
    for (const [by, target, kind] of [
      [bob, {}, 'target-is-managers'],
      [stranger, {}, 'not-yours-to-see'],
      [{ ...mira, workspaceId: 'T0OTHER' }, {}, 'not-yours-to-see'],
      [mira, { personId: undefined }, 'admins-only'],
      [bob, { personId: undefined }, 'admins-only'],
      [mira, { personId: 'U0JOEL' }, 'not-yours-to-see'],
    ] as const) {
      const about = { kpiId: 'latency', ...{ personId: bob.personId, ...target } };
      await expect(sets(kpis, by, target)).rejects.toMatchObject({ reason: { kind } });
      await expect(readTargetChoice(kpis.deps, by, about)).rejects.toMatchObject({ reason: { kind } });
      await expect(dropTarget(kpis.deps, by, { ...about, from: '2026-11-24' })).rejects.toMatchObject({
        reason: { kind },
      });
    }
    expect(await kpis.deps.db.selectFrom('targets').selectAll().execute()).toEqual([]);
  });

  test('is set by an admin for somebody who has no plan', async () => {
    const kpis = await start();
    await sets(kpis, ada, { personId: mira.personId });
    expect(await kpis.logs('latency 60', mira)).toBe('off');
  });
});
