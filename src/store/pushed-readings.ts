import { sql } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { isPostgres } from './dialect.ts';
import type { Db, Trx } from './tables.ts';

/** A KPI of a person on one of their days. */
export interface Place {
  personId: string;
  kpiId: string;
  measuredOn: LocalDate;
}

/** What is stored for a place already. */
export interface Stored extends Place {
  /** When the latest reading of that day was recorded; null: there is none. */
  recordedAt: Instant | null;
  /** Of what counts on that day, or did last before it. */
  currency: string | null;
}

/**
 * Holds people until the transaction ends, by their ids, so that two pushes never wait for each other: what is worked
 * out from their readings is so of all of them. SQLite has one writer anyway.
 */
export async function lockPeople(trx: Trx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (!isPostgres(trx)) return;
  await trx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** For each of at most 1,000 places, in no order (index `readings_of_person`). */
export async function storedAt(db: Db, workspaceId: string, places: readonly Place[]): Promise<Stored[]> {
  const rows = places.map(({ personId, kpiId, measuredOn }) => sql`(${personId}, ${kpiId}, ${measuredOn})`);
  const ofPlace = sql`workspace_id = ${workspaceId} and readings.person_id = places.person_id and readings.kpi_id = places.kpi_id`;
  const { rows: found } = await sql<Stored>`
    with places (person_id, kpi_id, measured_on) as (values ${sql.join(rows)})
    select person_id as "personId", kpi_id as "kpiId", measured_on as "measuredOn",
      (select max(recorded_at) from readings where ${ofPlace} and readings.measured_on = places.measured_on)
        as "recordedAt",
      (select currency from readings where ${ofPlace} and readings.measured_on <= places.measured_on
        order by readings.measured_on desc, recorded_at desc, id desc limit 1) as "currency"
    from places`.execute(db);
  return found;
}
