import { describe, expect, test } from 'vitest';
import { askForReadings } from '../../src/kpis/ask-for-readings.ts';
import { chooseKpis, readChoice } from '../../src/kpis/choose-kpis.ts';
import { movePrompt } from '../../src/kpis/move-prompt.ts';
import { putOffPrompt } from '../../src/kpis/put-off-prompt.ts';
import { setLeave } from '../../src/plans/leave.ts';
import { inTransaction } from '../../src/store/transaction.ts';
import { databases } from '../support/databases.ts';
import { ada, bob } from '../support/plans.ts';
import { kpisOn, type TestKpis } from './start-kpis.ts';

const tuesday = '2026-11-24T09:00:00Z'; // 10:00 in Berlin
const weekly = ['latency', 'drift'];
const monthly = ['incidents'];
const event = ['online-impact'];

const keeps = ({ deps }: TestKpis, kpiIds: string[]) => chooseKpis(deps, bob, kpiIds);
const away = ({ deps }: TestKpis, from: string, to: string) =>
  setLeave(deps, bob, { personId: bob.personId, from, to });

describe.each(databases)('prompts on %s', (database) => {
  const start = kpisOn(database);

  test('come to nobody who has not chosen, or has chosen only what comes with an event', async () => {
    const kpis = await start({ at: tuesday });
    await kpis.logs('latency 87');
    await keeps(kpis, event);
    await kpis.turnsTo('2027-02-01T12:00:00Z');
    expect(await kpis.prompted()).toEqual([]);
    expect(await readChoice(kpis.deps, bob)).toMatchObject({ kept: [{ id: 'online-impact' }], next: undefined });
  });

  test('come on the last working day of the week at three, and on the first of the month at ten', async () => {
    const kpis = await start({ at: tuesday });
    expect(await keeps(kpis, [...weekly, ...monthly, 'satisfaction', ...event])).toMatchObject({
      next: { on: '2026-11-27', hour: 15 },
    });
    await kpis.turnsTo('2027-01-08T22:00:00Z');
    expect(await kpis.prompted()).toEqual([
      '2026-11-27 15:00 drift latency',
      '2026-12-01 10:00 incidents',
      '2026-12-04 15:00 drift latency',
      '2026-12-11 15:00 drift latency',
      '2026-12-18 15:00 drift latency',
      '2026-12-25 15:00 drift latency',
      '2027-01-01 10:00 drift incidents latency satisfaction',
      '2027-01-08 15:00 drift latency',
    ]);
  });

  test('come at the hour of the clock on the wall, in summer as in winter', async () => {
    const kpis = await start({ at: '2026-03-24T09:00:00Z', timeZone: 'America/New_York' });
    await keeps(kpis, ['latency']);
    await kpis.turnsTo('2026-04-04T00:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-03-27 15:00 latency', '2026-04-03 15:00 latency']);
  });

  test('leave out what was measured lately, and do not come at all where that is everything', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, weekly);
    await kpis.logs('latency 87');
    await kpis.turnsTo('2026-11-27T20:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-11-27 15:00 drift']);
    await kpis.turnsTo('2026-12-03T12:00:00Z');
    for (const typed of ['latency 87', 'drift 0.1']) await kpis.logs(typed);
    await kpis.turnsTo('2026-12-04T20:00:00Z');
    expect(await kpis.prompted()).toHaveLength(1);
  });

  test('stay away from a day off, from leave, and from a week that is wholly off', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency']);
    await away(kpis, '2026-12-03', '2026-12-04');
    await away(kpis, '2026-12-07', '2026-12-18');
    await kpis.turnsTo('2026-12-26T00:00:00Z');
    expect(await kpis.prompted()).toEqual([
      '2026-11-27 15:00 latency',
      '2026-12-02 15:00 latency',
      '2026-12-25 15:00 latency',
    ]);
  });

  test('that were to come on a day that turns out to be off come on the next working day, for the same', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency']);
    await kpis.turnsTo('2026-11-27T09:00:00Z');
    await away(kpis, '2026-11-27', '2026-11-27');
    await kpis.turnsTo('2026-12-04T20:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-11-30 15:00 latency', '2026-12-04 15:00 latency']);
  });

  test('do not come on the day of a check-in, but on the next working day', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency', 'incidents']);
    await kpis.starts({ startsOn: '2026-11-27' });
    await kpis.turnsTo('2026-12-24T00:00:00Z');
    const before = (await kpis.prompted()).length;
    await kpis.deps.db
      .updateTable('checkins')
      .set({ next_at: '2027-01-01T08:00:00.000Z' })
      .where('milestone', '=', 'day-30')
      .execute();
    await kpis.turnsTo('2027-01-05T00:00:00Z');
    expect((await kpis.prompted()).slice(before)).toEqual([
      '2026-12-25 15:00 latency',
      '2027-01-04 10:00 incidents latency',
    ]);
  });

  test('are put off until tomorrow, or until Monday with what comes round before that', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency', 'incidents']);
    await kpis.turnsTo('2026-11-27T15:00:00Z');
    expect(await putOffPrompt(kpis.deps, bob, { kpiIds: ['latency'], until: 'tomorrow' })).toBe('2026-11-30');
    await kpis.turnsTo('2026-12-01T12:00:00Z');
    expect(await putOffPrompt(kpis.deps, bob, { kpiIds: ['incidents'], until: 'next-monday' })).toBe('2026-12-07');
    await kpis.turnsTo('2026-12-12T00:00:00Z');
    expect(await kpis.prompted()).toEqual([
      '2026-11-27 15:00 latency',
      '2026-11-30 10:00 latency',
      '2026-12-01 10:00 incidents',
      '2026-12-07 10:00 incidents latency',
      '2026-12-11 15:00 latency',
    ]);
  });

  test('that are put off stay put off when another KPI is chosen', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency']);
    await kpis.turnsTo('2026-11-27T15:00:00Z');
    await putOffPrompt(kpis.deps, bob, { kpiIds: ['latency'], until: 'tomorrow' });
    await keeps(kpis, ['latency', 'drift']);
    await kpis.turnsTo('2026-12-04T20:00:00Z');
    expect(await kpis.prompted()).toEqual([
      '2026-11-27 15:00 latency',
      '2026-11-30 10:00 latency',
      '2026-12-04 15:00 latency drift',
    ]);
  });

  test('do not come for what is not kept any more, whatever a button carries', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency']);
    await putOffPrompt(kpis.deps, bob, { kpiIds: ['mttr', 'xyzzy', ''], until: 'tomorrow' });
    await kpis.turnsTo('2026-11-27T20:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-11-27 15:00 latency']);
  });

  test('come on the very day on which somebody chooses, while their hour is to come', async () => {
    const kpis = await start({ at: '2026-11-27T09:00:00Z' });
    expect(await keeps(kpis, ['latency'])).toMatchObject({ next: { on: '2026-11-27', hour: 15 } });
    await keeps(kpis, ['latency', 'drift']);
    await kpis.turnsTo('2026-11-27T14:30:00Z');
    expect(await keeps(kpis, weekly)).toMatchObject({ next: { on: '2026-12-04', hour: 15 } });
    await kpis.turnsTo('2026-11-28T00:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-11-27 15:00 drift latency']);
  });

  test('end where somebody keeps nothing any more, and nothing that was logged is gone', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, weekly);
    await kpis.logs('latency 87');
    expect(await keeps(kpis, [])).toEqual({ kept: [], next: undefined });
    await kpis.turnsTo('2027-01-10T00:00:00Z');
    expect(await kpis.prompted()).toEqual([]);
    expect(await kpis.stored()).toHaveLength(1);
  });

  test('move with somebody to another zone', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency']);
    await kpis.deps.db.updateTable('people').set({ time_zone: 'Asia/Tokyo' }).where('id', '=', bob.personId).execute();
    await inTransaction(kpis.deps.db, (trx) => movePrompt(trx, bob));
    await kpis.turnsTo('2026-11-28T00:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-11-27 15:00 latency']);
  });

  test('that were missed for days come once, in working hours, with all that came round meanwhile', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency', 'incidents']);
    await kpis.isDownUntil('2026-12-02T20:00:00Z');
    expect(await kpis.prompted()).toEqual([]);
    await kpis.turnsTo('2026-12-03T20:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-12-03 15:00 incidents latency']);
  });

  test('that were missed overnight come when work begins', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, ['latency']);
    await kpis.isDownUntil('2026-11-30T04:00:00Z');
    await kpis.turnsTo('2026-11-30T20:00:00Z');
    expect(await kpis.prompted()).toEqual(['2026-11-30 09:00 latency']);
  });

  test('come once, though several processes look for them at the same moment', async () => {
    const kpis = await start({ at: tuesday });
    await keeps(kpis, weekly);
    await chooseKpis(kpis.deps, ada, weekly);
    kpis.clock.turnTo(new Date('2026-11-27T14:00:00Z'));
    await Promise.all([1, 2, 3, 4].map(() => askForReadings(kpis.deps)));
    await kpis.turnsTo('2026-11-27T20:00:00Z');
    expect(await kpis.prompted()).toHaveLength(1);
    expect(
      kpis.sent
        .filter(({ kind }) => kind === 'prompt')
        .map(({ recipientId }) => recipientId)
        .sort(),
    ).toEqual(['U0ADA', 'U0BOB']);
  });
});
