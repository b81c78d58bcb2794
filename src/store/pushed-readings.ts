import { sql } from 'kysely';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Db } from './tables.ts';

/** A KPI of a person on one of their days. */
export interface Place {
  personId: string;
  kpiId: string;
  measuredOn: LocalDate;
}

export interface Currency extends Place {
  /** Of what counts on that day, or did last before it. */
  currency: string | null;
}

/** For each of at most 1,000 places, in no order (index `readings_of_person`). */
export async function currenciesAt(db: Db, workspaceId: string, places: readonly Place[]): Promise<Currency[]> {
  const rows = places.map(({ personId, kpiId, measuredOn }) => sql`(${personId}, ${kpiId}, ${measuredOn})`);
  const { rows: found } = await sql<Currency>`
    with places (person_id, kpi_id, measured_on) as (values ${sql.join(rows)})
    select person_id as "personId", kpi_id as "kpiId", measured_on as "measuredOn", (
      select currency from readings where workspace_id = ${workspaceId}
        and readings.person_id = places.person_id and readings.kpi_id = places.kpi_id
        and readings.measured_on <= places.measured_on
      order by readings.measured_on desc, recorded_at desc, id desc limit 1
    ) as "currency" from places`.execute(db);
  return found;
}
