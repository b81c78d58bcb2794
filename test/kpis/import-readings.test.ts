import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import type { KpiDeps } from '../../src/kpis/deps.ts';
import { type Import, readImport, storeImport, takeBackImport } from '../../src/kpis/import-readings.ts';
import type { ImportProblem } from '../../src/kpis/import-rows.ts';
import { logReadings, takeBackReading } from '../../src/kpis/log-reading.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { exportMyData } from '../../src/settings/my-export.ts';
import { emptyStore } from '../../src/store/empty-store.ts';
import { allReadingsOf } from '../../src/store/readings.ts';
import { databases, type FreshStore, freshStore } from '../support/databases.ts';
import { builtInRole } from '../support/roles.ts';

const joel = { workspaceId: 'T1', personId: 'U0JOEL' };
const mira = { workspaceId: 'T1', personId: 'U0MIRA' };
const profile = { timeZone: 'Europe/Berlin', account: 'member', isAdmin: false } as const;
const role = builtInRole();

describe.each(databases)('readings out of a file, on %s', (kind) => {
  let store: FreshStore;
  let deps: KpiDeps;
  beforeAll(async () => {
    store = await freshStore(kind);
    deps = {
      db: store.db,
      clock: { now: () => new Date('2026-11-30T09:00:00Z') },
      role: roleGoals(role),
      kpis: roleKpis(role),
      holidays: holidayBook(),
      directory: { find: async () => profile, admins: async () => [] },
      wake: () => {},
    };
  });
  beforeEach(() => emptyStore(store.db));
  afterAll(() => store[Symbol.asyncDispose]());

  async function read(text: string, actor = joel): Promise<Import> {
    const result = await readImport(deps, actor, text);
    if (!result.ok) throw new Error(JSON.stringify(result.trouble));
    return result.import;
  }
  const linesOf = ({ fresh }: Pick<Import, 'fresh'>): string[] =>
    fresh.map(({ kpi, entry, confidence, line }) =>
      [line, entry.measuredOn, kpi.id, entry.value, entry.currency, confidence, entry.note].join(' ').trim(),
    );
  const stored = async (actor = joel) => allReadingsOf(store.db, actor, { since: undefined });
  async function importsIt(text: string, actor = joel) {
    const { digest } = await read(text, actor);
    return storeImport(deps, actor, { text, digest });
  }

  test('one reading a row is read as people write values and days', async () => {
    const text = [
      'Metric;Day;Value;Note;Confidence',
      'p95 latency;2026-11-20;0,09 s;after the cache, warm;4',
      'latency;20.11.2026;1.2k;;',
      'LATENCY;21 Nov 2026;87;;5',
      'training success;2026-11-22 17:30;12,5 %;;1',
      'cost;2026-11-23;€0.40;;',
      'cost;2026-11-24;0.5;;',
      'incidents;2026-11-24;+3;;',
    ].join('\n');
    const result = await read(text);
    expect(result.problems).toEqual([]);
    expect(linesOf(result)).toEqual([
      '2 2026-11-20 latency 90  4 after the cache, warm',
      '3 2026-11-20 latency 1200',
      '4 2026-11-21 latency 87  5',
      '5 2026-11-22 training-success 12.5  1',
      '6 2026-11-23 cost 0.4 EUR',
      '7 2026-11-24 cost 0.5 EUR',
      '8 2026-11-24 incidents 3',
    ]);
  });

  test('one column a KPI is read as well, a unit in its name included; an empty cell is no reading', async () => {
    const result = await read(
      'date,Latency (s),drift,Weather,note\n2026-11-20,0.09,,sunny,\n2026-11-21,0.1,0.15,,new\n,,,,x',
    );
    expect(linesOf(result)).toEqual([
      '2 2026-11-20 latency 90',
      '3 2026-11-21 latency 100   new',
      '3 2026-11-21 drift 0.15   new',
    ]);
    expect(result.ignored).toEqual(['Weather']);
  });

  test.each<[string, ImportProblem['reason']['kind']]>([
    ['20.13.2026,latency,87,,', 'no-date'],
    ['20 Nov,latency,87,,', 'no-date'],
    ['11/20/2026,latency,87,,', 'no-date'],
    [',latency,87,,', 'no-date'],
    ['2026-11-20,speediness,87,,', 'no-such-kpi'],
    ['2026-11-20,latency 5,87,,', 'no-such-kpi'],
    ['2026-11-20,latency,,,', 'unreadable-value'],
    ['2026-11-20,latency,fast,,', 'unreadable-value'],
    ['2026-11-20,latency,87 %,,', 'unreadable-value'],
    ['2026-11-20,latency,87 and a note,,', 'unreadable-value'],
    ['2026-12-01,latency,87,,', 'unreadable-value'],
    [`2026-11-20,latency,87,${'x'.repeat(501)},`, 'unreadable-value'],
    ['2026-11-20,latency,87,,6', 'no-confidence'],
    ['2026-11-20,latency,87,,high', 'no-confidence'],
    ['2026-11-20,cost,$3,,', 'other-currency'],
  ])('%s is left out, and its line and why are told', async (row, reason) => {
    const result = await read(`date,kpi,value,note,confidence\n2026-11-19,cost,€2,,\n${row}\n2026-11-21,latency,88,,`);
    expect(result.problems).toEqual([{ line: 3, reason: expect.objectContaining({ kind: reason }) }]);
    expect(linesOf(result)).toEqual(['2 2026-11-19 cost 2 EUR', '4 2026-11-21 latency 88']);
  });

  test.each([
    ['', { kind: 'no-rows' }],
    ['date,kpi,value\n', { kind: 'no-rows' }],
    ['kpi,value\nlatency,87\n', { kind: 'no-column', column: 'date' }],
    ['date,kpi\n2026-11-20,latency\n', { kind: 'no-column', column: 'value' }],
    ['date,temperature\n2026-11-20,87\n', { kind: 'no-column', column: 'kpi' }],
    ['date,kpi,value\n2026-11-20,"latency,87\n', { kind: 'open-quote', line: 2 }],
    [`date,latency\n${'2026-11-20,87\n'.repeat(10_001)}`, { kind: 'too-many', most: 10_000 }],
  ])('a file that is no such table is refused with the reason: %.40j', async (text, trouble) => {
    expect(await readImport(deps, joel, text)).toEqual({ ok: false, trouble });
  });

  const text = 'date,kpi,value,note\n2026-11-20,latency,87,first\n2026-11-21,latency,90,\n';

  test('nothing is stored before it is asked for, and then each reading with where it came from', async () => {
    const { digest } = await read(text);
    expect(await stored()).toEqual([]);
    expect(await storeImport(deps, joel, { text, digest })).toEqual({ kind: 'stored', stored: 2, known: 0 });
    expect(await stored()).toMatchObject([
      {
        measured_on: '2026-11-20',
        value: 87,
        note: 'first',
        source: 'import',
        source_id: digest,
        recorded_by: 'U0JOEL',
      },
      { measured_on: '2026-11-21', value: 90, source: 'import', recorded_at: '2026-11-30T09:00:00.000Z' },
    ]);
    expect(await stored(mira)).toEqual([]);
  });

  test('the same file twice stores nothing twice, nor do two presses at once, nor what a longer file repeats', async () => {
    const { digest } = await read(text);
    const presses = await Promise.all([1, 2].map(() => storeImport(deps, joel, { text, digest })));
    expect(presses.map((press) => press.kind === 'stored' && press.stored).sort()).toEqual([0, 2]);
    expect(await importsIt(text)).toEqual({ kind: 'stored', stored: 0, known: 2 });
    expect(await importsIt(`${text}2026-11-22,latency,91,\n2026-11-22,latency,91,\n`)).toEqual({
      kind: 'stored',
      stored: 1,
      known: 3,
    });
    expect(await importsIt(text, mira)).toMatchObject({ stored: 2 });
  });

  test('what was exported is here already, and comes back as it was once it is gone', async () => {
    const entry = { measuredOn: '2026-11-20', value: -2, isAddition: false, note: '=1+1; "so"' };
    const kpi = deps.kpis.find('guardrails');
    const cost = deps.kpis.find('cost');
    if (!kpi || !cost) throw new Error('no such KPI');
    const money = { ...entry, value: 0.4, currency: 'CHF' };
    await logReadings(deps, joel, { readings: [{ kpi: cost, entry: money, confidence: 5 }] });
    const before = await stored();
    const csv = (await exportMyData(deps, joel)).readingsCsv ?? '';
    expect(await read(csv)).toMatchObject({ fresh: [], known: 1, problems: [] });
    for (const { id } of before) await takeBackReading(deps, joel, id);
    expect(await importsIt(csv)).toMatchObject({ stored: 1 });
    const { id: _, source: __, source_id: ___, ...same } = before[0] ?? fail();
    expect(await stored()).toMatchObject([same]);
  });

  test('a correction counts: of one day the later line, and both after what was recorded before', async () => {
    const kpi = deps.kpis.find('latency');
    if (!kpi) throw new Error('no such KPI');
    const entry = { measuredOn: '2026-11-20', value: 80, isAddition: false, note: '' };
    await logReadings(deps, joel, { readings: [{ kpi, entry }] });
    await importsIt('date,latency\n2026-11-20,90\n2026-11-20,85\n');
    expect((await stored()).map(({ value }) => value)).toEqual([80, 90, 85]);
  });

  test('where the file comes to something else than was shown, nothing is stored, and that is shown', async () => {
    const { digest } = await read(text);
    const result = await storeImport(deps, joel, { text: text.replace('87', '78'), digest });
    expect(result).toMatchObject({ kind: 'changed', import: { fresh: [{ entry: { value: 78 } }, {}] } });
    expect(await stored()).toEqual([]);
  });

  test('all of one import is taken back at once, and nothing else', async () => {
    const { digest } = await read(text);
    await storeImport(deps, joel, { text, digest });
    await importsIt('date,latency\n2026-11-25,70\n');
    await importsIt(text, mira);
    expect(await takeBackImport(deps, joel, digest)).toBe(2);
    expect((await stored()).map(({ value }) => value)).toEqual([70]);
    expect(await stored(mira)).toHaveLength(2);
    expect(await takeBackImport(deps, joel, digest)).toBe(0);
  });
});

function fail(): never {
  throw new Error('nothing is stored');
}
