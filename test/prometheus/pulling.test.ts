import { describe, expect, test } from 'vitest';
import { renderQueryFailing } from '../../src/delivery/query-message.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { addQuery, dropQuery, type QueryDraft, readQueries, tryQuery } from '../../src/prometheus/manage-queries.ts';
import { pullReadings } from '../../src/prometheus/pull-readings.ts';
import { auditLog } from '../../src/store/audit-log.ts';
import { fromRow } from '../../src/store/deliveries.ts';
import { nextOfEach } from '../../src/store/next-moments.ts';
import { refusalOf } from '../settings/settings-deps.ts';
import { databases } from '../support/databases.ts';
import { ada, bob, member, mira, plansOn, type TestPlans, workspaceId } from '../support/plans.ts';
import { builtInRole } from '../support/roles.ts';
import { type Answering, startAnswering, vector } from './answering.ts';

const kpis = roleKpis(builtInRole());
const latency: QueryDraft = { kpiId: 'latency', personId: bob.personId, teamOf: undefined, query: 'vector(87)' };

describe.each(databases)('queries of Prometheus on %s', (database) => {
  const start = plansOn(database);
  /** Wed 25 Nov 2026, noon in Berlin: what is weekly is asked on Mon 30 Nov at 06:00 UTC. */
  const startPlans = () => start({ at: '2026-11-25T11:00:00Z' });
  const kpiDeps = ({ deps }: TestPlans) => ({ ...deps, kpis });
  const pulls = (plans: TestPlans, { prometheus }: Answering) => pullReadings({ ...kpiDeps(plans), prometheus });
  async function adds(plans: TestPlans, draft: Partial<QueryDraft> = {}) {
    const added = await addQuery(kpiDeps(plans), ada, { ...latency, ...draft });
    if (!added.ok) throw new Error(added.problem);
    return added.query;
  }
  const readings = ({ deps }: TestPlans) =>
    deps.db.selectFrom('readings').selectAll().orderBy('recorded_at').orderBy('person_id').execute();
  const told = async ({ deps }: TestPlans) =>
    (await deps.db.selectFrom('deliveries').selectAll().where('kind', '=', 'query-failing').execute()).map(fromRow);
  const turns = (plans: TestPlans, instant: string) => plans.clock.turnTo(new Date(instant));

  test('are asked at the cadence of their KPI, once, and the value is a reading with where it came from', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    const { id, nextAt } = await adds(plans);
    expect(nextAt).toEqual(new Date('2026-11-30T06:00:00Z'));
    expect(await pulls(plans, there)).toBe(false);
    turns(plans, '2026-11-30T06:00:01Z');
    expect(await pulls(plans, there)).toBe(true);
    expect(await pulls(plans, there)).toBe(false);
    expect(there.asked).toEqual([{ query: 'vector(87)', time: String(Date.UTC(2026, 10, 30, 6, 0, 1) / 1000) }]);
    expect(await readings(plans)).toMatchObject([
      {
        ...{ person_id: bob.personId, kpi_id: 'latency', value: 87, measured_on: '2026-11-30', currency: null },
        ...{ source: 'prometheus', source_id: id, recorded_by: ada.personId, recorded_at: '2026-11-30T06:00:01.000Z' },
      },
    ]);
    expect((await nextOfEach(plans.deps.db)).query).toBe('2026-12-07T06:00:00.000Z');
    expect(await told(plans)).toEqual([]);
  });

  test('of a team are a reading of each whom somebody manages at that moment, and of nobody else', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    const [eve, kim] = ['U0EVE', 'U0KIM'];
    for (const personId of [eve, kim]) plans.people.set(personId, { ...member, timeZone: 'America/Los_Angeles' });
    await plans.starts({ startsOn: '2026-11-23' });
    await plans.starts({ startsOn: '2026-11-23', personId: eve });
    await plans.starts({ startsOn: '2026-11-23', personId: kim, managerId: ada.personId });
    await adds(plans, { personId: undefined, teamOf: mira.personId });
    turns(plans, '2026-11-30T06:00:00Z');
    await pulls(plans, there);
    const made = (await readings(plans)).map(({ person_id, measured_on }) => `${person_id} ${measured_on}`);
    expect(made).toEqual([`${bob.personId} 2026-11-30`, `${eve} 2026-11-29`]); // it is still Sunday there
    expect(there.asked).toHaveLength(1);
  });

  test('by two processes at once are stored once', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    await adds(plans);
    turns(plans, '2026-11-30T06:00:00Z');
    await Promise.all([pulls(plans, there), pulls(plans, there)]);
    expect(await readings(plans)).toHaveLength(1);
  });

  test('are at most four under way at once, and each is asked', async () => {
    const open = { now: 0, most: 0 };
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    for (let number = 0; number < 10; number++) await adds(plans, { query: `vector(${number})` });
    turns(plans, '2026-11-30T06:00:00Z');
    const counted: typeof fetch = async (...request) => {
      open.most = Math.max(open.most, ++open.now);
      const answer = await fetch(...request);
      open.now--;
      return answer;
    };
    await pullReadings({ ...kpiDeps(plans), prometheus: { ...there.prometheus, fetch: counted } });
    expect([open.most, there.asked.length, (await readings(plans)).length]).toEqual([4, 10, 10]);
  });

  test('that fail are told of once, shown, and asked again each hour until they work', async () => {
    await using there = await startAnswering(vector());
    const plans = await startPlans();
    await adds(plans);
    turns(plans, '2026-11-30T06:00:00Z');
    await pulls(plans, there);
    const [first] = await told(plans);
    expect(first).toMatchObject({ recipientId: ada.personId, priority: 2, dueAt: new Date('2026-11-30T08:00:00Z') });
    expect(await readQueries(kpiDeps(plans), ada)).toMatchObject([
      { failing: { error: { kind: 'no-data' }, since: new Date('2026-11-30T06:00:00Z') } },
    ]);
    const message = first && (await renderQueryFailing(kpiDeps(plans), first));
    expect(message?.text).toContain('It gives no data');
    there.answers(vector('1', '2'));
    turns(plans, '2026-11-30T07:00:00Z');
    await pulls(plans, there);
    expect(await told(plans)).toHaveLength(1);
    expect(await readQueries(kpiDeps(plans), ada)).toMatchObject([
      { failing: { error: { kind: 'several', count: 2 }, since: new Date('2026-11-30T06:00:00Z') } },
    ]);
    there.answers(vector('87'));
    turns(plans, '2026-11-30T08:00:00Z');
    await pulls(plans, there);
    expect((await readings(plans)).map(({ value }) => value)).toEqual([87]);
    expect(await readQueries(kpiDeps(plans), ada)).toMatchObject([{ failing: undefined }]);
    expect((await nextOfEach(plans.deps.db)).query).toBe('2026-12-07T06:00:00.000Z');
    expect(first && (await renderQueryFailing(kpiDeps(plans), first))).toBeUndefined(); // no news any more
    there.answers(vector('NaN'));
    turns(plans, '2026-12-07T06:00:00Z');
    await pulls(plans, there);
    expect((await told(plans)).map(({ key }) => key)).toHaveLength(2); // it has worked in between
  });

  test('for nobody fail, and so do those for a KPI that has left the role', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    await adds(plans, { personId: undefined, teamOf: mira.personId });
    const { id } = await adds(plans);
    await plans.deps.db.updateTable('kpi_queries').set({ kpi_id: 'gone' }).where('id', '=', id).execute();
    turns(plans, '2026-11-30T06:00:00Z');
    await pulls(plans, there);
    const views = await readQueries(kpiDeps(plans), ada);
    expect(views.map(({ failing }) => failing?.error.kind).sort()).toEqual(['no-such-kpi', 'nobody']);
    expect(await readings(plans)).toEqual([]);
    expect(there.asked).toHaveLength(1);
  });

  test('keep their money in the currency of what was measured before, and count after it on the same day', async () => {
    await using there = await startAnswering(vector('0.5'));
    const plans = await startPlans();
    await adds(plans, { kpiId: 'cost' });
    const row = { workspace_id: workspaceId, person_id: bob.personId, kpi_id: 'cost', confidence: null, note: '' };
    const made = { id: 'R1', source: 'person', source_id: null, recorded_by: bob.personId } as const;
    const when = { measured_on: '2026-12-01', recorded_at: '2026-12-01T06:00:00.000Z' };
    await plans.deps.db
      .insertInto('readings')
      .values({ ...row, ...made, ...when, value: 0.4, currency: 'CHF' })
      .execute();
    turns(plans, '2026-12-01T06:00:00Z');
    await pulls(plans, there);
    expect((await readings(plans)).at(-1)).toMatchObject({
      value: 0.5,
      currency: 'CHF',
      recorded_at: '2026-12-01T06:00:00.001Z',
    });
  });

  test('that cannot be asked stop nobody else, and none is asked once the process is to end', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    await adds(plans);
    turns(plans, '2026-11-30T06:00:00Z');
    const pass = { isStopped: () => true, onFailure: () => {} };
    expect(await pullReadings({ ...kpiDeps(plans), prometheus: there.prometheus }, pass)).toBe(false);
    expect(there.asked).toEqual([]);
  });

  test('are seen, tried, added and taken back by admins alone; what they do is written down', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    const deps = { ...kpiDeps(plans), prometheus: there.prometheus };
    const { id } = await adds(plans);
    for (const work of [
      readQueries(deps, mira),
      addQuery(deps, mira, latency),
      dropQuery(deps, mira, id),
      tryQuery(deps, mira, latency),
    ])
      expect(await refusalOf(work)).toEqual({ kind: 'admins-only' });
    expect(there.asked).toEqual([]);
    const elsewhere = { ...ada, workspaceId: 'T0OTHER' };
    expect(await refusalOf(dropQuery(deps, elsewhere, id))).toEqual({ kind: 'gone' });
    expect(await readQueries(deps, elsewhere)).toEqual([]);
    turns(plans, '2026-11-25T12:00:00Z');
    await dropQuery(deps, ada, id);
    expect(await readQueries(deps, ada)).toEqual([]);
    expect(await refusalOf(dropQuery(deps, ada, id))).toEqual({ kind: 'gone' });
    const details = JSON.stringify({ query: id, kpi: 'latency' });
    expect(await auditLog(plans.deps.db, workspaceId)).toMatchObject([
      { action: 'make-query', by_id: ada.personId, about_id: bob.personId, details },
      { action: 'delete-query', by_id: ada.personId, about_id: bob.personId, details },
    ]);
  });

  test('are tried without anything being stored', async () => {
    await using there = await startAnswering(vector('87'));
    const plans = await startPlans();
    const deps = { ...kpiDeps(plans), prometheus: there.prometheus };
    expect(await tryQuery(deps, ada, latency)).toEqual({ ok: true, asked: { ok: true, value: 87 } });
    there.answers(vector());
    expect(await tryQuery(deps, ada, latency)).toMatchObject({ asked: { error: { kind: 'no-data' } } });
    expect([await readings(plans), await readQueries(deps, ada)]).toEqual([[], []]);
  });

  test.each<[Partial<QueryDraft>, string]>([
    [{ kpiId: undefined }, 'no-kpi'],
    [{ kpiId: 'nothing' }, 'no-kpi'],
    [{ query: ' ' }, 'no-query'],
    [{ query: 'x'.repeat(2001) }, 'too-long'],
    [{ personId: undefined }, 'nobody'],
    [{ teamOf: 'U0MIRA' }, 'two-of-them'],
  ])('are not taken with %j: %s', async (draft, problem) => {
    const plans = await startPlans();
    expect(await addQuery(kpiDeps(plans), ada, { ...latency, ...draft })).toEqual({ ok: false, problem });
  });

  test('are at most forty in a workspace', async () => {
    const plans = await startPlans();
    for (let number = 0; number < 40; number++) await adds(plans);
    expect(await addQuery(kpiDeps(plans), ada, latency)).toEqual({ ok: false, problem: 'too-many' });
  });
});
