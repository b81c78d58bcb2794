import { describe, expect, test } from 'vitest';
import { turnableClock } from '../../src/calendar/turnable-clock.ts';
import { wholePass } from '../../src/plans/pass.ts';
import { applyRetention } from '../../src/privacy/retention.ts';
import { agedKinds } from '../../src/store/old-rows.ts';
import type { Db } from '../../src/store/tables.ts';
import { everythingOf, fill } from '../export/my-data.ts';
import { startTestCoach } from '../support/coach.ts';
import { databases, emptiedStore } from '../support/databases.ts';
import { joel, left, mira, people, runsOf, setPeriods, store, workspaceId } from './old-things.ts';

const longAgo = '2001-01-01T00:00:00.000Z';

const clockAt = (at: string) => turnableClock({ now: () => new Date(at) });
const runsAt = (db: Db, at: string, pass = wholePass) => applyRetention({ db, clock: clockAt(at) }, pass);

test('in the local workspace it is a turn of the clock away', async () => {
  await using coach = await startTestCoach({ at: '2026-11-30T15:00:00Z', hasClockBar: true });
  const ada = await coach.page('Ada');
  await ada.asks('/ml-role log latency 90 ms'); // what is kept for three months, and is so old tomorrow
  await coach.db.updateTable('readings').set({ recorded_at: '2026-08-31T12:00:00.000Z' }).execute();
  await setPeriods(coach.db, { reading: 3 }, ada.state.workspace.id);
  const readings = () => coach.db.selectFrom('readings').selectAll().execute();
  await ada.does({ kind: 'turn-clock', by: 'hour' });
  expect(await readings()).toHaveLength(1);
  await ada.does({ kind: 'turn-clock', by: 'day' });
  await expect.poll(readings, { timeout: 10_000 }).toEqual([]);
});

describe.each(databases)('how long things are kept, on %s', (database) => {
  const emptied = emptiedStore(database);
  const start = async (): Promise<Db> => {
    const db = await emptied();
    await people(db);
    return db;
  };

  test.each(agedKinds)(
    'a %s goes so many months of the calendar after its day, and not a moment before',
    async (kind) => {
      const db = await start();
      await store(db, kind, [{ id: 'one', at: '2026-02-28T09:30:00.000Z' }]);
      await setPeriods(db, { [kind]: 6 });
      await runsAt(db, '2026-08-28T09:30:00.000Z');
      expect(await left(db, kind)).toEqual(['one']);
      await runsAt(db, '2026-08-28T09:30:00.001Z');
      expect(await left(db, kind)).toEqual([]);
    },
  );

  test('what there is no period for is kept, however old it is', async () => {
    const db = await start();
    for (const kind of agedKinds) await store(db, kind, [{ id: kind, at: longAgo }]);
    await runsAt(db, '2026-11-30T09:00:00.000Z');
    for (const kind of agedKinds) {
      expect(await left(db, kind)).toEqual([kind]);
      await setPeriods(db, { [kind]: 3 });
      await runsAt(db, '2026-11-30T09:00:00.000Z');
      expect(await left(db, kind)).toEqual([]); // and nothing else:
      await store(db, kind, [{ id: kind, at: longAgo }]);
    }
  });

  test('each workspace has its own: what is another’s stays, with none or a longer one', async () => {
    const db = await start();
    await store(db, 'reading', [
      { id: 'old', at: '2026-01-01T00:00:00.000Z' },
      { id: 'older', at: '2025-01-01T00:00:00.000Z' },
    ]);
    await setPeriods(db, { reading: 3, audit: 3 }, 'T2');
    await runsAt(db, '2026-11-30T09:00:00.000Z');
    expect(await left(db, 'reading')).toEqual(['old', 'older']);
    await setPeriods(db, { reading: 12 });
    await runsAt(db, '2026-11-30T09:00:00.000Z');
    expect(await left(db, 'reading')).toEqual(['old']);
  });

  test('a plan takes all that was recorded in it along; one that is not over never goes', async () => {
    const db = await start();
    await fill(db, [{ personId: joel, rows: everythingOf(joel, mira) }]);
    await setPeriods(db, { plan: 3 });
    for (const state of ['running', 'paused'] as const) {
      await db.updateTable('plans').set({ state, ended_at: null, created_at: longAgo }).execute();
      await runsAt(db, '2036-11-30T09:00:00.000Z');
      expect(await left(db, 'plan')).toHaveLength(1);
    }
    await db.updateTable('plans').set({ state: 'ended', ended_at: longAgo }).execute();
    await runsAt(db, '2036-11-30T09:00:00.000Z');
    for (const table of ['plans', 'checkins', 'goals', 'goal_changes', 'answers', 'private_notes', 'drafts'] as const)
      expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
    expect(await left(db, 'reading')).toHaveLength(1);
    expect(await db.selectFrom('reporting_lines').selectAll().execute()).toHaveLength(1);
  });

  test('a message that waits, is being sent, or of which nobody knows what came of it stays', async () => {
    const db = await start();
    const states = ['waiting', 'claimed', 'unknown', 'sent', 'failed', 'dropped'] as const;
    await store(
      db,
      'message',
      states.map((id) => ({ id, at: longAgo })),
    );
    for (const state of states) await db.updateTable('deliveries').set({ state }).where('id', '=', state).execute();
    await setPeriods(db, { message: 3 });
    await runsAt(db, '2026-11-30T09:00:00.000Z');
    expect(await left(db, 'message')).toEqual(['claimed', 'unknown', 'waiting']);
  });

  test('a target that still counts stays; one that another replaced goes once that one is as old', async () => {
    const db = await start();
    const { targets: target } = everythingOf(joel, mira);
    if (!target) throw new Error('there is no target');
    const set = (id: string, from_on: string) => ({ ...target, id, from_on, set_at: `${from_on}T08:00:00.000Z` });
    const values = [set('first', '2025-01-01'), set('second', '2025-06-01'), set('third', '2026-11-01')];
    await db
      .insertInto('targets')
      .values([...values, { ...set('everybody', '2020-01-01'), person_id: null }])
      .execute();
    await setPeriods(db, { reading: 12 });
    const ids = async () => (await db.selectFrom('targets').select('id').orderBy('id').execute()).map(({ id }) => id);
    await runsAt(db, '2026-05-31T09:00:00.000Z');
    expect(await ids()).toEqual(['everybody', 'first', 'second', 'third']); // readings are still measured against the first
    await runsAt(db, '2026-11-30T09:00:00.000Z');
    expect(await ids()).toEqual(['everybody', 'second', 'third']); // and of those since a year ago against the second
    await runsAt(db, '2027-11-02T09:00:00.000Z');
    expect(await ids()).toEqual(['everybody', 'third']);
    expect((await runsOf(db)).map(({ details }) => details)).toEqual(['{"reading":1}', '{"reading":1}']);
  });

  test('each run is written down once, with how many went and nothing of what they were', async () => {
    const db = await start();
    await store(
      db,
      'reading',
      Array.from({ length: 700 }, (_, nth) => ({ id: `R${nth}`, at: longAgo })),
    );
    await store(db, 'note', [{ id: 'one', at: longAgo }]);
    await setPeriods(db, { reading: 3, note: 3, plan: 3 });
    await runsAt(db, '2026-11-30T09:00:00.000Z');
    await runsAt(db, '2026-11-30T10:00:00.000Z');
    const [run, ...others] = await runsOf(db);
    expect(run).toMatchObject({ at: '2026-11-30T09:00:00.000Z', by_id: 'role-coach', about_id: null });
    expect(JSON.parse(run?.details ?? '')).toEqual({ reading: 700, note: 1 });
    expect(others).toEqual([]); // there was nothing more to let go
  });

  test('what is stopped half way has written down what went, and goes on the next time', async () => {
    const db = await start();
    await store(
      db,
      'audit',
      Array.from({ length: 900 }, (_, nth) => ({ id: `E${nth}`, at: longAgo })),
    );
    await setPeriods(db, { audit: 3 });
    const isHalfWay = { asked: 0 };
    await runsAt(db, '2026-11-30T09:00:00.000Z', { ...wholePass, isStopped: () => ++isHalfWay.asked > 4 });
    const some = (await left(db, 'audit')).length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(900);
    expect(JSON.parse((await runsOf(db))[0]?.details ?? '')).toEqual({ audit: 900 - some });
    await runsAt(db, '2026-11-30T10:00:00.000Z');
    expect(await left(db, 'audit')).toEqual([]);
    expect(JSON.parse((await runsOf(db))[1]?.details ?? '')).toEqual({ audit: some });
  });

  test('others have their turn between the steps, each of some hundred rows', async () => {
    const db = await start();
    await store(
      db,
      'message',
      Array.from({ length: 1200 }, (_, nth) => ({ id: `M${nth}`, at: longAgo })),
    );
    await setPeriods(db, { message: 3 });
    const seen: number[] = [];
    const done = { yet: false };
    const running = runsAt(db, '2026-11-30T09:00:00.000Z').finally(() => {
      done.yet = true;
    });
    while (!done.yet) {
      seen.push((await left(db, 'message')).length);
      await new Promise(setImmediate);
    }
    await running;
    const steps = [...new Set(seen)];
    expect(steps.filter((rows) => rows > 0 && rows < 1200).length).toBeGreaterThan(1);
    expect(await left(db, 'message')).toEqual([]);
  });

  test('two at the same moment delete everything once', async () => {
    const db = await start();
    await store(
      db,
      'reading',
      Array.from({ length: 600 }, (_, nth) => ({ id: `R${nth}`, at: longAgo })),
    );
    await store(
      db,
      'plan',
      Array.from({ length: 30 }, (_, nth) => ({ id: `P${nth}`, at: longAgo })),
    );
    await setPeriods(db, { plan: 3, reading: 3 });
    await Promise.all([1, 2, 3].map(() => runsAt(db, '2026-11-30T09:00:00.000Z')));
    expect([await left(db, 'reading'), await left(db, 'plan')]).toEqual([[], []]);
    const counts = (await runsOf(db)).map(({ details }) => JSON.parse(details));
    const sum = (kind: string) => counts.reduce((total, one) => total + (one[kind] ?? 0), 0);
    expect([sum('reading'), sum('plan')]).toEqual([600, 30]);
  });

  test('what fails in one workspace is told and left as it was, and the others go on', async () => {
    const db = await start();
    await store(db, 'audit', [
      { id: 'one', at: longAgo },
      { id: 'other', at: longAgo },
    ]);
    await db.updateTable('audit_log').set({ workspace_id: 'T2' }).where('id', '=', 'other').execute();
    for (const id of [workspaceId, 'T2']) await setPeriods(db, { audit: 3 }, id);
    const failed: unknown[] = [];
    const trouble = new Error('it cannot go');
    const failing = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (result.numAffectedRows === 1n && failed.length === 0) throw trouble;
        return result;
      },
    });
    const pass = { isStopped: () => false, onFailure: (...failure: unknown[]) => failed.push(failure) };
    await applyRetention({ db: failing, clock: clockAt('2026-11-30T09:00:00.000Z') }, pass);
    const [kept, ...rest] = await left(db, 'audit');
    expect([kept, rest]).toEqual([expect.stringMatching(/^(one|other)$/), []]);
    expect(failed).toEqual([[trouble, kept === 'one' ? workspaceId : 'T2']]);
    expect((await runsOf(db)).map(({ details }) => details)).toEqual(['{"audit":1}']);
    await runsAt(db, '2026-11-30T10:00:00.000Z');
    expect(await left(db, 'audit')).toEqual([]);
  });
});
