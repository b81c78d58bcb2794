import { fromInstant } from '../../src/calendar/instant.ts';
import { askForReadings } from '../../src/kpis/ask-for-readings.ts';
import type { KpiDeps } from '../../src/kpis/deps.ts';
import { logReadings } from '../../src/kpis/log-reading.ts';
import { readEntry } from '../../src/kpis/read-entry.ts';
import { valueRules } from '../../src/kpis/units.ts';
import type { Actor } from '../../src/plans/rights.ts';
import { nextOfEach } from '../../src/store/next-moments.ts';
import { findPerson } from '../../src/store/people.ts';
import { allReadingsOf } from '../../src/store/readings.ts';
import type { Db } from '../../src/store/tables.ts';
import { shown } from '../calendar/wall-clock.ts';
import { type DatabaseKind, emptiedStore } from '../support/databases.ts';
import { bob, startPlans, type TestPlans, type TestPlansOptions } from '../support/plans.ts';
import { builtInKpis, kpiNamed } from './samples.ts';

/** Bob with Mira as his manager and Ada as an admin, as the plans' tests have them, and what they measure. */
export interface TestKpis extends Omit<TestPlans, 'deps'> {
  deps: KpiDeps;
  /** Logs what somebody types behind a KPI's id; Bob, where nobody else is said. @returns where it stands then */
  logs(typed: string, by?: Actor): Promise<string>;
  /** What is stored of somebody: `latency 2026-11-20 87 after the cache`, as it was recorded. */
  stored(of?: Actor): Promise<string[]>;
  /** What Bob was asked for, by the clock on his wall: `2026-11-27 15:00 latency drift`. */
  prompted(): Promise<string[]>;
}

export type KpiOptions = Omit<TestPlansOptions, 'db'>;

/** For a `describe`: what each of its tests starts with, on one store that is emptied before. */
export function kpisOn(database: DatabaseKind): (options: KpiOptions) => Promise<TestKpis> {
  const emptied = emptiedStore(database);
  return async (options) => startKpis({ ...options, db: await emptied() });
}

function startKpis(options: TestPlansOptions & { db: Db }): TestKpis {
  const plans = startPlans(options);
  const { clock, sent } = plans;
  const deps: KpiDeps = { ...plans.deps, kpis: builtInKpis };
  const { db } = deps;
  async function ticks(): Promise<void> {
    await askForReadings(deps);
    await plans.ticks();
  }
  async function nextDueAt(): Promise<Date | undefined> {
    const prompt = (await nextOfEach(db)).prompt;
    const moments = [await plans.nextDueAt(), prompt === undefined ? undefined : fromInstant(prompt)].flatMap(
      (moment) => moment ?? [],
    );
    return moments.sort((one, other) => one.getTime() - other.getTime())[0];
  }
  return {
    ...plans,
    deps,
    ticks,
    nextDueAt,
    async turnsTo(instant) {
      const target = new Date(instant);
      for (let next = await nextDueAt(); next && next <= target; next = await nextDueAt()) {
        if (next > clock.now()) clock.turnTo(next);
        await ticks();
        if ((await nextDueAt())?.getTime() === next.getTime()) throw new Error(`${next.toISOString()} is still due`);
      }
      clock.turnTo(target);
      await ticks();
    },
    async isDownUntil(instant) {
      clock.turnTo(new Date(instant));
      await ticks();
    },
    async logs(typed, by = bob) {
      const [, id = '', rest = ''] = /^(\S+) (.*)$/.exec(typed) ?? [];
      const kpi = kpiNamed(id);
      const person = await findPerson(db, by);
      const today = shown(clock.now(), person?.time_zone ?? 'Europe/Berlin').slice(0, 10);
      const read = readEntry(rest, { ...valueRules(kpi.target), today });
      if (!read.ok) throw new Error(JSON.stringify(read.problem));
      const [logged] = await logReadings(deps, by, { readings: [{ kpi, entry: read.entry }] });
      return logged?.standing.status ?? 'nothing';
    },
    async stored(of = bob) {
      const all = await allReadingsOf(db, of, { since: undefined });
      return all.map(({ kpi_id, measured_on, value, note }) => `${kpi_id} ${measured_on} ${value} ${note}`.trim());
    },
    async prompted() {
      const person = await findPerson(db, bob);
      return sent.flatMap(({ kind, details, at, recipientId }) => {
        if (kind !== 'prompt' || recipientId !== bob.personId) return [];
        return [`${shown(at, person?.time_zone ?? 'UTC').slice(0, 16)} ${[details['kpiIds']].flat().join(' ')}`];
      });
    },
  };
}
