import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { forgetMe } from '../../src/privacy/forget-me.ts';
import { forgetNews } from '../../src/store/news-deliveries.ts';
import type { PathToPerson, TableOfPersonalData } from '../../src/store/personal-columns.ts';
import { personalData } from '../../src/store/personal-data.ts';
import type { Db } from '../../src/store/tables.ts';
import { everythingOf, fill, workspaceId } from '../export/my-data.ts';
import { databases, freshStore } from '../support/databases.ts';
import { placesOf, saidToStay } from './places-of.ts';

const listed = new Map<string, TableOfPersonalData>(Object.entries(personalData));
const [joel, noor, mira] = ['U0JOEL', 'U0NOOR', 'U0MIRA'];
const now = new Date('2026-11-30T10:00:00Z');

type Row = Readonly<Record<string, unknown>>;
type Stored = ReadonlyMap<string, Row[]>;

const depsOn = (db: Db) => ({ db, clock: { now: () => now }, wake: () => {} });

async function allRows(db: Db): Promise<Stored> {
  const all = new Map<string, Row[]>();
  for (const table of listed.keys()) {
    const { rows } = await sql<Row>`select * from ${sql.table(table)}`.execute(db);
    all.set(
      table,
      rows.map((row) => ({ ...row })).sort((one, other) => compare(one, other)),
    );
  }
  return all;
}

const compare = (one: Row, other: Row): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/** Whom a row leads to by a path, followed here by hand. */
function personOf(stored: Stored, row: Row, path: PathToPerson | undefined): unknown {
  if (!path) return undefined;
  if (path.in === undefined) return row[path.column];
  const next = stored.get(path.in)?.find(({ id }) => id === row[path.column]);
  return next && personOf(stored, next, listed.get(path.in)?.whose[0]);
}

/** By table, the rows that are about somebody, or all the others. */
const about = (stored: Stored, personId: string, is = true): Record<string, Row[]> =>
  Object.fromEntries(
    [...stored].map(([table, rows]) => [
      table,
      rows.filter((row) => (personOf(stored, row, listed.get(table)?.whose[0]) === personId) === is),
    ]),
  );

describe.each(databases)('whoever asks to be forgotten, on %s', (kind) => {
  /** Three people with something in every table, each the manager of another. */
  async function filled(db: Db) {
    await fill(db, [
      { personId: joel, rows: {} },
      { personId: noor, rows: {} },
      { personId: mira, rows: {} },
    ]);
    await fill(db, [
      { personId: joel, rows: everythingOf(joel, mira) },
      { personId: noor, rows: everythingOf(noor, joel) },
      { personId: mira, rows: everythingOf(mira, noor) },
    ]);
  }

  test('is in no row any more that is about them, in any table, but for the bare entries of the audit log', async () => {
    await using store = await freshStore(kind);
    await filled(store.db);
    const before = about(await allRows(store.db), joel);
    const tables = [...listed].filter(([, { whose }]) => whose.length > 0).map(([table]) => table);
    for (const table of tables) expect(before[table], table).not.toEqual([]);

    await forgetMe(depsOn(store.db), { workspaceId, personId: joel });
    const { audit_log: audited, ...rest } = about(await allRows(store.db), joel);
    expect(Object.values(rest).flat()).toEqual([]);
    expect(audited?.map(({ action, by_id, details }) => [action, by_id, details])).toEqual(
      expect.arrayContaining([
        ['set-goal', mira, '{}'],
        ['forget-me', joel, '{}'],
      ]),
    );
    expect(audited).toHaveLength(2);
  });

  test('takes nothing of anybody else with them but private notes of them, be it that they wrote it or are named in it', async () => {
    await using store = await freshStore(kind);
    await filled(store.db);
    const before = about(await allRows(store.db), joel, false);
    expect(JSON.stringify(before)).toContain(joel);
    // kept of them for somebody else alone, and that somebody reports to them
    const gone = ['digest_muted', 'discussed_points', 'one_to_one_notes', 'reporting_lines'];
    const expected = Object.fromEntries(
      Object.entries(before).map(([table, rows]) => {
        const left = rows.filter(({ person_id, manager_id }) => person_id !== joel && manager_id !== joel);
        if (gone.includes(table)) expect(left.length).toBeLessThan(rows.length);
        return [table, gone.includes(table) ? left : rows];
      }),
    );
    // an undo would make them that person's manager again
    const withoutFormer = { former_manager_id: null, former_since: null };
    expected['plans'] =
      expected['plans']?.map((plan) => (plan['former_manager_id'] === joel ? { ...plan, ...withoutFormer } : plan)) ??
      [];
    await forgetMe(depsOn(store.db), { workspaceId, personId: joel });
    // whoever reported to them is told that they report to nobody
    await store.db.deleteFrom('deliveries').where('kind', '=', 'line-news').execute();
    expect(about(await allRows(store.db), joel, false)).toEqual(expected);
  });

  test('is named nowhere any more, but in the audit log and beside what they did for others', async () => {
    await using store = await freshStore(kind);
    await filled(store.db);
    const told = ['line-doubt', 'line-news', 'plan-news', 'reminder-asked'].map((kind) => ({
      ...{ id: kind, workspace_id: workspaceId, key: `${kind}:1`, kind, priority: 0, recipient_id: noor },
      ...{
        details: JSON.stringify({ byId: joel, personId: mira }),
        timing: 'at-once' as const,
        state: 'sent' as const,
      },
      ...{ due_at: now.toISOString(), created_at: now.toISOString(), settled_at: now.toISOString(), attempts: 1 },
    }));
    await store.db.insertInto('deliveries').values(told).execute();
    await forgetMe(depsOn(store.db), { workspaceId, personId: joel });
    const ofToday = await store.db.selectFrom('deliveries').select(['kind', 'state']).where('kind', '<>', 'checkin');
    expect(await ofToday.execute()).toEqual([{ kind: 'line-news', state: 'waiting' }]); // that it was asked for
    await store.db.updateTable('deliveries').set({ state: 'sent', settled_at: now.toISOString() }).execute();
    await forgetNews(store.db, new Date('2026-11-30T10:00:00.001Z'));
    const places = await placesOf(store.db, joel);
    expect(places).toContain('audit_log.about_id');
    const madeUp = 'audit_log.id'; // here an entry's own id has the name in it
    expect(places.filter((place) => place !== madeUp && !saidToStay.includes(place))).toEqual([]);
  });

  test('is not forgotten in another workspace where somebody has the same id', async () => {
    await using store = await freshStore(kind);
    await filled(store.db);
    const before = await allRows(store.db);
    await forgetMe(depsOn(store.db), { workspaceId: 'T2', personId: joel });
    expect(await allRows(store.db)).toEqual(before);
  });

  test('takes what pushes and asks for their values along, with all that hangs on it', async () => {
    await using store = await freshStore(kind);
    await filled(store.db);
    const at = now.toISOString();
    const token = {
      token_id: `token of ${joel}`,
      workspace_id: workspaceId,
      digest: '',
      answer: '{}',
      accepted_at: at,
    };
    const { kpi_queries: query } = everythingOf(noor, mira);
    if (!query) throw new Error('there is no query');
    await store.db
      .insertInto('api_requests')
      .values({ ...token, key: '1' })
      .execute();
    await store.db
      .insertInto('kpi_queries')
      .values({ ...query, id: 'team', person_id: null, team_of: joel })
      .execute();
    await forgetMe(depsOn(store.db), { workspaceId, personId: joel });
    const after = await allRows(store.db);
    expect(after.get('api_requests')).toEqual([]);
    expect(after.get('api_tokens')?.map(({ id }) => id)).toEqual([`token of ${mira}`, `token of ${noor}`]);
    expect(after.get('kpi_queries')?.map(({ id }) => id)).toEqual([`query of ${mira}`, `query of ${noor}`]);
  });
});
