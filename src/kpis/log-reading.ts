import { randomUUID } from 'node:crypto';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { accept } from '../store/accepted-requests.ts';
import { insertReadings, type NewReading as ReadingToStore } from '../store/insert-readings.ts';
import { lockPeople } from '../store/people.ts';
import { deleteReading, findReading, latestReadings, type Reading, readingsById } from '../store/readings.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { knownPerson } from './person.ts';
import type { Entry } from './read-entry.ts';
import { standings } from './read-standings.ts';
import type { RoleKpi } from './role-kpis.ts';
import type { Standing } from './standing.ts';

export interface NewReading {
  kpi: RoleKpi;
  entry: Entry;
  /** 1–5. */
  confidence?: number | undefined;
}

export interface Logged {
  reading: Reading;
  standing: Standing;
}

/**
 * Stores what somebody measured, all or nothing. A correction is a reading of the same day: both are kept, and the
 * later one counts.
 * @param requestKey Slack's form, which may come twice; undefined where nothing comes twice
 * @throws {Refusal} another currency than last time
 */
export async function logReadings(
  deps: KpiDeps,
  actor: Actor,
  { readings, requestKey }: { readings: readonly NewReading[]; requestKey?: string | undefined },
): Promise<Logged[]> {
  await knownPerson(deps, actor);
  const now = deps.clock.now();
  const rows = await inTransaction(deps.db, async (trx) => {
    if (requestKey !== undefined && !(await accept(trx, { workspaceId: actor.workspaceId, key: requestKey, at: now })))
      return [];
    await lockPeople(trx, actor.workspaceId, [actor.personId]);
    const made = [];
    for (const reading of readings) made.push(await rowOf(trx, actor, reading));
    return insertReadings(trx, made, now);
  });
  return withStandings(deps, actor, rows);
}

/** What somebody stored a moment ago, where it stands by now. */
export const readLogged = async (deps: KpiDeps, actor: Actor, ids: readonly string[]): Promise<Logged[]> =>
  withStandings(deps, actor, await readingsById(deps.db, actor, ids));

async function withStandings(deps: KpiDeps, actor: Actor, readings: readonly Reading[]): Promise<Logged[]> {
  const kpis = deps.kpis.all.filter(({ id }) => readings.some(({ kpi_id }) => kpi_id === id));
  const { all } = await standings(deps, actor, { since: undefined, kpis });
  return readings.flatMap((reading) => {
    const standing = all.find(({ kpi }) => kpi.id === reading.kpi_id);
    return standing ? [{ reading, standing }] : [];
  });
}

async function rowOf(trx: Trx, actor: Actor, { kpi, entry, confidence }: NewReading): Promise<ReadingToStore> {
  const of = { since: undefined, to: entry.measuredOn, kpiIds: [kpi.id], each: 1 };
  const [last] = await latestReadings(trx, actor, of); // what counts on that day so far, or did last before it
  if (last?.currency && entry.currency !== undefined && entry.currency !== last.currency)
    throw new Refusal({ kind: 'other-currency', typed: entry.currency, before: last.currency });
  return {
    id: randomUUID(),
    workspace_id: actor.workspaceId,
    person_id: actor.personId,
    kpi_id: kpi.id,
    measured_on: entry.measuredOn,
    value: entry.isAddition ? (last?.value ?? 0) + entry.value : entry.value,
    currency: entry.currency ?? last?.currency ?? null,
    confidence: confidence ?? null,
    note: entry.note,
    source: 'person',
    source_id: null,
    recorded_by: actor.personId,
  };
}

/** Takes back a reading of one's own: it is gone, and what counted before counts again. @throws {Refusal} */
export async function takeBackReading(deps: KpiDeps, actor: Actor, id: string): Promise<Reading> {
  return inTransaction(deps.db, async (trx) => {
    const reading = await findReading(trx, actor.workspaceId, id);
    if (reading?.person_id !== actor.personId) throw new Refusal({ kind: 'gone' }); // of others not even whether it is there
    await deleteReading(trx, actor, id);
    return reading;
  });
}
