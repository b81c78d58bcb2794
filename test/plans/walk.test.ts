import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/calendar/local-date.ts';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import { changePlan } from '../../src/plans/change-plan.ts';
import { resumePlan } from '../../src/plans/pause-plan.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { openDatabase } from '../../src/store/database.ts';
import { emptyStore } from '../../src/store/empty-store.ts';
import type { Db } from '../../src/store/tables.ts';
import { zoneNames } from '../calendar/calendars.ts';
import { databases, freshStore } from '../support/databases.ts';
import { ada, bob, member, mira, startPlans } from '../support/plans.ts';
import { look, tickNow, type Walk } from './walk.ts';
import { moves } from './walk-moves.ts';
import { watchPlan } from './watch.ts';

/** PLANS_WALKS tries more, CALENDAR_SEED others. */
const walks = (usual: number): number => Number(process.env['PLANS_WALKS'] ?? usual);

interface Beginning {
  at: string;
  startsIn: number;
  wanted: (typeof milestones)[number][];
  timeZone: string;
}

const beginnings: fc.Arbitrary<Beginning> = fc.record({
  at: fc.integer({ min: 0, max: 700 }).map((days) => `${addDays('2026-11-01', days)}T11:00:00Z`),
  startsIn: fc.integer({ min: -300, max: 89 }),
  wanted: fc.subarray([...milestones], { minLength: 1 }),
  timeZone: zoneNames,
});

async function begin(db: Db, { at, startsIn, wanted, timeZone }: Beginning): Promise<Walk> {
  const plans = startPlans({ db, at, timeZone });
  const startsOn = addDays(at.slice(0, 10), startsIn);
  const request = { personId: bob.personId, managerId: mira.personId, startsOn, milestones: wanted, hour: undefined };
  const { id } = await startPlan(plans.deps, mira, request);
  const walk: Walk = {
    plans,
    planId: id,
    watch: watchPlan(),
    seen: new Set(),
    looked: 0,
    recorded: new Map(),
    answered: new Map(),
    begun: new Set(),
    openForm: undefined,
    sentForm: undefined,
    pausedOn: undefined,
    isStartMoved: false,
  };
  expect(await tickNow(walk)).toEqual([]);
  return walk;
}

/** Whatever stood in its way is mended, and time goes by until nothing is to come. */
async function end(walk: Walk): Promise<void> {
  const { plans, planId } = walk;
  plans.people.set(bob.personId, { ...member, timeZone: (await look(walk)).sample.calendar.timeZone });
  const { plan, schedule, sample } = await look(walk);
  if (plan.manager_id === null) {
    const asIs = { startsOn: plan.starts_on, milestones: schedule.milestones, hour: sample.calendar.hour };
    await changePlan(plans.deps, ada, planId, { ...asIs, managerId: mira.personId });
  }
  if ((await look(walk)).plan.state === 'paused') await resumePlan(plans.deps, ada, planId);
  for (let count = 0, next = await plans.nextDueAt(); next; next = await plans.nextDueAt(), count++) {
    if (count > 60) expect.fail('it comes to no end');
    plans.clock.turnTo(next);
    expect(await tickNow(walk)).toEqual([]);
  }
  const { checkins } = await look(walk);
  for (const milestone of schedule.milestones)
    expect(checkins.filter((checkin) => checkin.milestone === milestone)).toMatchObject([{ next_at: null }]);
}

describe.each(databases)('a year of somebody in which anything may happen, on %s', (database) => {
  test('loses nothing, asks nothing twice and nothing at the wrong time', { timeout: 600_000 }, async () => {
    await using store = await freshStore(database);
    const memory =
      database === 'sqlite'
        ? await openDatabase({ url: 'sqlite::memory:', log: pino({ level: 'silent' }) })
        : undefined;
    const db = memory ?? store.db;
    const property = fc.asyncProperty(
      beginnings,
      fc.array(moves, { minLength: 20, maxLength: 60 }),
      async (beginning, sequence) => {
        await emptyStore(db);
        const walk = await begin(db, beginning);
        for (const one of sequence) expect(await one.perform(walk)).toEqual([]);
        await end(walk);
      },
    );
    const numRuns = walks(database === 'sqlite' ? 40 : 3);
    await fc.assert(property, { seed: Number(process.env['CALENDAR_SEED'] ?? 2026), numRuns });
    await memory?.destroy();
  });
});
