import { sql } from 'kysely';
import { fromInstant, type Instant, toInstant } from '../calendar/instant.ts';
import type { Reading } from './readings.ts';
import type { Trx } from './tables.ts';

/** A reading to be stored: when it was recorded follows from what is there. */
export type NewReading = Omit<Reading, 'recorded_at'>;

/** What bounds one statement on both databases: SQLite takes 32,766 parameters, and a reading has 13. */
const mostAtOnce = 500;

/**
 * Stores readings of one workspace, with their people locked (`lockPeople`). Each is recorded later than what there is
 * of its day, be the clock as it may: of one day the last one counts. @returns them as they are stored
 */
export async function insertReadings(trx: Trx, readings: readonly NewReading[], now: Date): Promise<Reading[]> {
  const stored: Reading[] = [];
  for (let start = 0; start < readings.length; start += mostAtOnce) {
    const some = readings.slice(start, start + mostAtOnce);
    const rows = recorded(some, await latestRecorded(trx, some), now);
    await trx.insertInto('readings').values(rows).execute();
    stored.push(...rows);
  }
  return stored;
}

function recorded(readings: readonly NewReading[], before: ReadonlyMap<string, Instant>, now: Date): Reading[] {
  const latest = new Map(before);
  return readings.map((reading) => {
    const last = latest.get(dayOf(reading));
    const earliest = last === undefined ? 0 : fromInstant(last).getTime() + 1;
    const recorded_at = toInstant(new Date(Math.max(now.getTime(), earliest)));
    latest.set(dayOf(reading), recorded_at);
    return { ...reading, recorded_at };
  });
}

type Day = Pick<Reading, 'person_id' | 'kpi_id' | 'measured_on'>;

const dayOf = ({ person_id, kpi_id, measured_on }: Day): string => `${person_id} ${kpi_id} ${measured_on}`;

/** When the latest reading of each of these days was recorded, where there is one (index `readings_of_person`). */
async function latestRecorded(trx: Trx, readings: readonly NewReading[]): Promise<ReadonlyMap<string, Instant>> {
  const days = [...new Map(readings.map((one) => [dayOf(one), one])).values()];
  const rows = days.map((one) => sql`(${one.person_id}, ${one.kpi_id}, ${one.measured_on})`);
  const { rows: found } = await sql<Day & { recorded_at: Instant | null }>`
    with days (person_id, kpi_id, measured_on) as (values ${sql.join(rows)})
    select person_id, kpi_id, measured_on, (
      select max(recorded_at) from readings where workspace_id = ${days[0]?.workspace_id}
        and readings.person_id = days.person_id and readings.kpi_id = days.kpi_id
        and readings.measured_on = days.measured_on
    ) as recorded_at from days`.execute(trx);
  return new Map(found.flatMap((one) => (one.recorded_at === null ? [] : [[dayOf(one), one.recorded_at]])));
}
