import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exportTexts, namesOfRows } from '../../blocks/settings/export-files.ts';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import type { KpiDeps } from '../../src/kpis/deps.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { exportMyData } from '../../src/settings/my-export.ts';
import { counter, made, type TableOfPersonalData } from '../../src/store/personal-columns.ts';
import { personalData } from '../../src/store/personal-data.ts';
import type { Db } from '../../src/store/tables.ts';
import { databases, freshStore } from '../support/databases.ts';
import { builtInRole } from '../support/roles.ts';
import { everythingOf, fill, workspaceId } from './my-data.ts';

const listed = new Map<string, TableOfPersonalData>(Object.entries(personalData));
const personal = [...listed].filter(([, { whose }]) => whose.length > 0).map(([name]) => name);
const [joel, noor, mira] = ['U0JOEL', 'U0NOOR', 'U0MIRA'];
const role = builtInRole();

const depsOn = (db: Db): KpiDeps => ({
  db,
  clock: { now: () => new Date('2026-11-30T23:30:00Z') }, // 1 December in Berlin
  role: roleGoals(role),
  kpis: roleKpis(role),
  holidays: holidayBook(),
  directory: { find: async () => undefined, admins: async () => [] },
  wake: () => {},
});

const exported = z.object({
  person: z.string(),
  data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  shared_with_me: z.array(z.unknown()),
});

async function exportOf(db: Db, personId: string) {
  const files = await exportMyData(depsOn(db), { workspaceId, personId });
  return { ...files, ...exported.parse(JSON.parse(files.json)) };
}

describe.each(databases)('my data as files, on %s', (kind) => {
  test('has every column of every table that is about me and mine to read, and nothing else of the row', async () => {
    await using store = await freshStore(kind);
    const rows = everythingOf(joel, mira);
    await fill(store.db, [
      { personId: mira, rows: {} },
      { personId: joel, rows },
    ]);
    const { data } = await exportOf(store.db, joel);
    expect(Object.keys(data).sort()).toEqual([...personal].sort());
    for (const [table, stored] of Object.entries(rows)) {
      const columns = Object.entries(listed.get(table)?.columns ?? {}).flatMap(([name, column]) => {
        const isMine = column.holds !== 'nothing-personal' && column.readers !== 'operator';
        return isMine || column === made || column === counter ? [name] : [];
      });
      const expected = Object.fromEntries(Object.entries(stored).filter(([name]) => columns.includes(name)));
      expect(data[table], table).toEqual([expected]);
    }
    expect(data['people']).toEqual([expect.objectContaining({ id: joel, time_zone: 'Europe/Berlin' })]);
  });

  test('has what is only for me, and nothing of what the bot runs on', async () => {
    await using store = await freshStore(kind);
    await fill(store.db, [{ personId: joel, rows: everythingOf(joel, joel) }]);
    const { json } = await exportOf(store.db, joel);
    expect(json).toContain(`private note of ${joel}`);
    expect(json).toContain(`draft of ${joel}`);
    for (const hidden of ['digest of', 'key of', 'D of', 'lease_until', 'kpi_ids']) expect(json).not.toContain(hidden);
  });

  test('has nothing that is about anybody else, be it that I wrote it or am the manager', async () => {
    await using store = await freshStore(kind);
    await fill(store.db, [
      { personId: mira, rows: {} },
      { personId: joel, rows: everythingOf(joel, mira) },
      { personId: noor, rows: everythingOf(noor, mira) },
    ]);
    expect((await exportOf(store.db, joel)).json).not.toContain(noor);
    const { data, readingsCsv } = await exportOf(store.db, mira);
    expect(Object.keys(data)).toEqual(['people']);
    expect(readingsCsv).toBeUndefined();
  });

  test('has the notes that a manager shares with me, talked about or not, and none that they keep for themselves', async () => {
    await using store = await freshStore(kind);
    await fill(store.db, [
      { personId: mira, rows: {} },
      { personId: joel, rows: everythingOf(joel, mira) },
    ]);
    const ofMira = { workspace_id: workspaceId, manager_id: mira, person_id: joel, point: null, discussed_at: null };
    const [first, second, third] = ['08', '09', '10'].map((hour) => `2026-11-30T${hour}:00:00.000Z`);
    await store.db
      .insertInto('one_to_one_notes')
      .values([
        { ...ofMira, id: '1', note: 'my own of Joel', is_shared: 0, written_at: first ?? '' },
        { ...ofMira, id: '2', note: 'your talk in May', is_shared: 1, written_at: second ?? '', discussed_at: third },
        { ...ofMira, id: '3', note: 'the on-call rota', is_shared: 1, written_at: third ?? '' },
      ])
      .execute();
    const files = await exportOf(store.db, joel);
    expect(files.shared_with_me).toEqual([
      { written_by: mira, written_at: second, note: 'your talk in May', discussed_at: third },
      { written_by: mira, written_at: third, note: 'the on-call rota', discussed_at: null },
    ]);
    expect(files.json).not.toContain('my own of Joel');
    const { comment } = exportTexts(files);
    expect(comment).toContain('2 notes for one-to-ones that a manager shares with you');
    expect(comment).toContain('What a manager notes for one-to-ones and keeps for themselves is left out.');
    const ofOthers = await exportMyData(depsOn(store.db), { workspaceId: 'T2', personId: joel });
    expect(ofOthers.json).not.toContain('on-call');
  });

  test('has nothing of another workspace, and is empty for whom nothing is kept', async () => {
    await using store = await freshStore(kind);
    await fill(store.db, [{ personId: joel, rows: everythingOf(joel, joel) }]);
    const files = await exportMyData(depsOn(store.db), { workspaceId: 'T2', personId: joel });
    expect(files.counts).toEqual([]);
    expect(exportTexts(files).comment).toContain('There is nothing yet.');
  });

  test('has the readings as a table besides, and says what is in it by the day where I am', async () => {
    await using store = await freshStore(kind);
    await fill(store.db, [{ personId: joel, rows: everythingOf(joel, joel) }]);
    const files = await exportOf(store.db, joel);
    expect(files.readingsCsv?.split('\r\n')).toEqual([
      'date,kpi,value,unit,currency,confidence,note,name,source,recorded_by,recorded_at',
      `2026-11-30,cost,0.4,currency,EUR,5,note of ${joel},${depsOn(store.db).kpis.find('cost')?.title},person,${joel},2026-11-30T08:00:00.000Z`,
      '',
    ]);
    const { json, csv, comment } = exportTexts(files);
    expect([json.filename, csv.filename]).toEqual(['my-data-2026-12-01.json', 'my-readings-2026-12-01.csv']);
    for (const part of ['up to Tue 1 Dec', '1 reading,', '1 note only for you', '1 plan,'])
      expect(comment).toContain(part);
  });
});

test('every table that an export has is called by a name that people know', () => {
  expect([...namesOfRows.keys()].sort()).toEqual([...personal].sort());
});
