import { describe, expect, test } from 'vitest';
import { logReadings, takeBackReading } from '../../src/kpis/log-reading.ts';
import { standings } from '../../src/kpis/read-standings.ts';
import { readTrend } from '../../src/kpis/read-trend.ts';
import { seriesOf } from '../../src/kpis/series.ts';
import { insertReadings } from '../../src/store/insert-readings.ts';
import { allReadingsOf } from '../../src/store/readings.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { databases } from '../support/databases.ts';
import { actor, bob, mira } from '../support/plans.ts';
import { kpiNamed, reading } from './samples.ts';
import { kpisOn, type TestKpis } from './start-kpis.ts';

const at = '2026-11-24T09:00:00Z'; // a Tuesday, 10:00 in Berlin
const latency = kpiNamed('latency');

const latest = async ({ deps }: TestKpis, kpiId = 'latency') => {
  const { all } = await standings(deps, bob, { since: undefined, kpis: [kpiNamed(kpiId)] });
  return all[0];
};
const idOf = async (kpis: TestKpis, value: number): Promise<string> => {
  const all = await allReadingsOf(kpis.deps.db, bob, { since: undefined });
  return all.find((one) => one.value === value)?.id ?? 'none';
};

describe.each(databases)('logging on %s', (database) => {
  const start = kpisOn(database);

  test('stores what was measured, by whom, on the day that it is where they are', async () => {
    const kpis = await start({ at: '2026-11-24T23:30:00Z' });
    expect(await kpis.logs('latency 87 ms after the cache')).toBe('on-target');
    expect(await allReadingsOf(kpis.deps.db, bob, { since: undefined })).toEqual([
      {
        id: expect.any(String),
        workspace_id: 'T0PLANS',
        person_id: 'U0BOB',
        kpi_id: 'latency',
        measured_on: '2026-11-25',
        value: 87,
        currency: null,
        confidence: null,
        note: 'after the cache',
        source: 'person',
        source_id: null,
        recorded_by: 'U0BOB',
        recorded_at: '2026-11-24T23:30:00.000Z',
      },
    ]);
  });

  test('works for somebody who has no plan and was never here before, and for nobody whom Slack does not know', async () => {
    const kpis = await start({ at });
    expect(await kpis.logs('incidents 0', mira)).toBe('on-target');
    expect(await kpis.stored(mira)).toEqual(['incidents 2026-11-24 0']);
    await expect(kpis.logs('incidents 0', actor('U0NOBODY'))).rejects.toMatchObject({
      reason: { kind: 'no-such-person' },
    });
  });

  test('keeps a correction beside what it corrects, and the later one counts, be it in the same millisecond', async () => {
    const kpis = await start({ at });
    for (const value of [240, 105, 90]) await kpis.logs(`latency ${value}`);
    expect(await kpis.stored()).toEqual([240, 105, 90].map((value) => `latency 2026-11-24 ${value}`));
    expect(await latest(kpis)).toMatchObject({ status: 'on-target', last: { value: 90 }, previous: undefined });
  });

  test('puts a value on a day of before, where it counts once there is none later', async () => {
    const kpis = await start({ at });
    await kpis.logs('latency 90');
    expect(await kpis.logs('latency 240 on 2026-11-20')).toBe('on-target');
    expect(await latest(kpis)).toMatchObject({ last: { value: 90 }, previous: { value: 240 }, recent: [240, 90] });
  });

  test('adds to what counts on that day or did last before it, not to what came later', async () => {
    const kpis = await start({ at });
    await kpis.logs('incidents 2 on 2026-11-02');
    await kpis.logs('incidents 9 on 2026-11-20');
    await kpis.logs('incidents +3 on 2026-11-10');
    await kpis.logs('incidents +1');
    await kpis.logs('shipped +1');
    expect(await kpis.stored()).toEqual([
      'incidents 2026-11-02 2',
      'incidents 2026-11-10 5',
      'incidents 2026-11-20 9',
      'incidents 2026-11-24 10',
      'shipped 2026-11-24 1',
    ]);
  });

  test('adds up what two add at once', async () => {
    const kpis = await start({ at });
    await kpis.logs('incidents 2');
    await Promise.all([1, 2, 3, 4].map(() => kpis.logs('incidents +3')));
    expect(await latest(kpis, 'incidents')).toMatchObject({ last: { value: 14 } });
  });

  test('keeps the currency of last time, and refuses another one before anything is stored', async () => {
    const kpis = await start({ at });
    await kpis.logs('cost €0.40 on 2026-10-01');
    await kpis.logs('cost 0.30');
    expect(await latest(kpis, 'cost')).toMatchObject({
      status: 'on-target',
      last: { currency: 'EUR', value: 0.3 },
      baseline: { value: 0.4 },
    });
    await expect(kpis.logs('cost $0.30')).rejects.toMatchObject({
      reason: { kind: 'other-currency', typed: 'USD', before: 'EUR' },
    });
    expect(await kpis.stored()).toHaveLength(2);
  });

  test('stores all of a form, or nothing of it', async () => {
    const kpis = await start({ at });
    await kpis.logs('cost €0.40');
    const entry = { value: 1, isAddition: false, measuredOn: '2026-11-24', note: '' };
    const readings = [
      { kpi: latency, entry },
      { kpi: kpiNamed('cost'), entry: { ...entry, currency: 'USD' } },
    ];
    await expect(logReadings(kpis.deps, bob, { readings })).rejects.toMatchObject({
      reason: { kind: 'other-currency' },
    });
    expect(await kpis.stored()).toEqual(['cost 2026-11-24 0.4']);
  });

  test('stores a form once, though Slack sends it twice, be it at once', async () => {
    const kpis = await start({ at });
    await kpis.logs('latency 80 on 2026-11-02');
    const entry = { value: 87, isAddition: false, measuredOn: '2026-11-24', note: '' };
    const form = { readings: [{ kpi: latency, entry }], requestKey: 'view:V1' };
    const answers = await Promise.all([1, 2, 3].map(() => logReadings(kpis.deps, bob, form)));
    expect(answers.map((logged) => logged.length).sort()).toEqual([0, 0, 1]);
    expect(await kpis.stored()).toHaveLength(2);
  });

  test('is undone by whoever logged it, once, and what counted before counts again', async () => {
    const kpis = await start({ at });
    await kpis.logs('latency 87');
    await kpis.logs('latency 240');
    const id = await idOf(kpis, 240);
    expect(await takeBackReading(kpis.deps, bob, id)).toMatchObject({ value: 240 });
    expect(await latest(kpis)).toMatchObject({ status: 'on-target', last: { value: 87 } });
    await expect(takeBackReading(kpis.deps, bob, id)).rejects.toMatchObject({ reason: { kind: 'gone' } });
  });

  test('is undone by nobody else, whoever they are', async () => {
    const kpis = await start({ at });
    await kpis.starts({ startsOn: '2026-11-24' });
    await kpis.logs('latency 87');
    const id = await idOf(kpis, 87);
    for (const other of ['U0MIRA', 'U0ADA', 'U0JOEL'])
      await expect(takeBackReading(kpis.deps, actor(other), id)).rejects.toMatchObject({ reason: { kind: 'gone' } });
    await expect(takeBackReading(kpis.deps, { ...bob, workspaceId: 'T0OTHER' }, id)).rejects.toMatchObject({
      reason: { kind: 'gone' },
    });
    expect(await kpis.stored()).toHaveLength(1);
  });
});

describe.each(databases)('a trend on %s', (database) => {
  const start = kpisOn(database);
  const store = async ({ deps }: TestKpis, days: string[]) =>
    inTransaction(deps.db, (trx) =>
      insertReadings(
        trx,
        days.map((measured_on, index) =>
          reading({ id: `R${index}`, workspace_id: 'T0PLANS', person_id: 'U0BOB', measured_on, value: index + 1 }),
        ),
        deps.clock.now(),
      ),
    );
  const trend = ({ deps }: TestKpis) => readTrend(deps, bob, { personId: 'U0BOB', kpi: latency });

  test('has of each day what counts, and the target that held then', async () => {
    const kpis = await start({ at });
    await kpis.logs('latency 240 on 2026-11-20');
    await kpis.logs('latency 200 on 2026-11-20');
    await kpis.logs('latency 90');
    const { series, standing } = await trend(kpis);
    expect(series).toMatchObject({
      by: 'day',
      left: 0,
      points: [
        { value: 200, aim: 100 },
        { value: 90, aim: 100 },
      ],
    });
    expect(standing).toMatchObject({ status: 'on-target', previous: { value: 200 } });
  });

  test('of a few readings reaches back to the first, years ago', async () => {
    const kpis = await start({ at });
    await kpis.logs('latency 90');
    await store(kpis, ['2019-01-10', '2021-01-10', '2023-01-10', '2025-01-10']);
    const { series } = await trend(kpis);
    expect(series.points.map(({ from }) => from.slice(0, 4))).toEqual(['2019', '2021', '2023', '2025', '2026']);
    expect(series.left).toBe(0);
  });

  test('of many readings has the latest months, and says how many are older', async () => {
    const kpis = await start({ at });
    await kpis.logs('latency 90');
    const days = Array.from({ length: 120 }, (_, month) => [1, 8, 15, 22].map((day) => dayOf(month, day))).flat();
    await store(kpis, days);
    const { series } = await trend(kpis);
    expect(series.by).toBe('month');
    expect(series.points).toHaveLength(20);
    expect(series.points.at(-1)).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
    expect(series.left + series.points.reduce((sum, { count }) => sum + count, 0)).toBe(481);
    expect(seriesOf([]).points).toEqual([]);
  });
});

/** A day in the so manieth month of ten years that end with October 2026. */
function dayOf(month: number, day: number): string {
  const months = 2016 * 12 + 10 + month;
  return [Math.floor(months / 12), (months % 12) + 1, day].map((part) => String(part).padStart(2, '0')).join('-');
}
