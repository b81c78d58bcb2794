import type { Selectable } from 'kysely';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { PersonKey } from './people.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type Reading = Selectable<Tables['readings']>;

/** What of somebody's readings is asked for. */
export interface Range {
  /** Recorded before that is not shown; undefined: all is. */
  since: Date | undefined;
  from?: LocalDate;
  to?: LocalDate;
}

/** All of one KPI, oldest first; of one day the one that counts last (index `readings_of_person`). */
export async function readingsOf(db: Db, key: PersonKey & { kpiId: string }, range: Range): Promise<Reading[]> {
  return ofKpi(db, key, range).orderBy('measured_on').orderBy('recorded_at').orderBy('id').execute();
}

/** The latest of each of these KPIs, newest first: what counts now, and what did before (index `readings_of_person`). */
export async function latestReadings(
  db: Db,
  key: PersonKey,
  { kpiIds, each, ...range }: Range & { kpiIds: readonly string[]; each: number },
): Promise<Reading[]> {
  const latest = (kpiId: string) =>
    db
      .selectFrom(
        ofKpi(db, { ...key, kpiId }, range)
          .orderBy('measured_on', 'desc')
          .orderBy('recorded_at', 'desc')
          .orderBy('id', 'desc')
          .limit(each)
          .as('latest'),
      )
      .selectAll();
  const [first, ...others] = kpiIds.map(latest);
  if (!first) return [];
  const rows = await others.reduce((all, next) => all.unionAll(next), first).execute();
  return rows.sort((one, other) => compare(other, one));
}

function compare(one: Reading, other: Reading): number {
  const [a, b] = [one, other].map(({ measured_on, recorded_at, id }) => `${measured_on} ${recorded_at} ${id}`);
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}

const ofKpi = (db: Db, { workspaceId, personId, kpiId }: PersonKey & { kpiId: string }, { since, from, to }: Range) =>
  db
    .selectFrom('readings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('kpi_id', '=', kpiId)
    .$if(since !== undefined, (query) => query.where('recorded_at', '>=', instantOf(since)))
    .$if(from !== undefined, (query) => query.where('measured_on', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('measured_on', '<=', to ?? ''));

const instantOf = (moment: Date | undefined): Instant => (moment ? toInstant(moment) : '');

/** How many of one KPI there are (index `readings_of_person`). */
export async function countReadings(db: Db, key: PersonKey & { kpiId: string }, range: Range): Promise<number> {
  const { count } = await ofKpi(db, key, range)
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The first by its day: what a relative target is measured against. */
export async function firstReadings(
  db: Db,
  key: PersonKey,
  { kpiIds, since }: Pick<Range, 'since'> & { kpiIds: readonly string[] },
): Promise<Reading[]> {
  const found = await Promise.all(
    kpiIds.map((kpiId) =>
      ofKpi(db, { ...key, kpiId }, { since })
        .orderBy('measured_on')
        .orderBy('recorded_at', 'desc') // of several on its first day the one that counts
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst(),
    ),
  );
  return found.flatMap((reading) => reading ?? []);
}

export async function findReading(db: Db, workspaceId: string, id: string): Promise<Reading | undefined> {
  return db
    .selectFrom('readings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The latest day of each KPI of some people that is not before a day, by `PERSON KPI` (index `readings_of_person`). */
export async function latestDays(
  db: Db,
  { workspaceId, ids, since }: { workspaceId: string; ids: readonly string[]; since: LocalDate },
): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await db
    .selectFrom('kpi_choices')
    .innerJoin('readings', (join) =>
      join
        .onRef('readings.workspace_id', '=', 'kpi_choices.workspace_id')
        .onRef('readings.person_id', '=', 'kpi_choices.person_id')
        .onRef('readings.kpi_id', '=', 'kpi_choices.kpi_id')
        .on('readings.measured_on', '>=', since),
    )
    .select(({ fn }) => ['readings.person_id', 'readings.kpi_id', fn.max('readings.measured_on').as('day')])
    .where('kpi_choices.workspace_id', '=', workspaceId)
    .where('kpi_choices.person_id', 'in', ids)
    .groupBy(['readings.person_id', 'readings.kpi_id'])
    .execute();
  return new Map(rows.map(({ person_id, kpi_id, day }) => [`${person_id} ${kpi_id}`, day]));
}

/** Those of somebody's own that are still there, in the order in which they were recorded. */
export async function readingsById(
  db: Db,
  { workspaceId, personId }: PersonKey,
  ids: readonly string[],
): Promise<Reading[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('readings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('id', 'in', ids)
    .orderBy('recorded_at')
    .execute();
}

/** Whether there was such a reading. */
export async function deleteReading(trx: Trx, { workspaceId, personId }: PersonKey, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('readings')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * The newest of somebody's readings, of each KPI and day the one that counts, newest first (index `readings_of_person`).
 * @returns those, each with how many there are in all
 */
export async function newestReadings(
  db: Db,
  { workspaceId, personId }: PersonKey,
  { since, limit }: { since: Date; limit: number },
): Promise<(Reading & { all: number })[]> {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('readings')
        .selectAll()
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            .over((over) =>
              over.partitionBy(['kpi_id', 'measured_on']).orderBy('recorded_at', 'desc').orderBy('id', 'desc'),
            )
            .as('place'),
        )
        .where('workspace_id', '=', workspaceId)
        .where('person_id', '=', personId)
        .where('recorded_at', '>=', toInstant(since))
        .as('latest'),
    )
    .selectAll()
    .select(({ fn }) => fn.countAll<number>().over().as('all'))
    .where('place', '=', 1)
    .orderBy('measured_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ place: _, all, ...reading }) => ({ ...reading, all: Number(all) }));
}

/** Everything of one person, by KPI and day (index `readings_of_person`). */
export async function allReadingsOf(
  db: Db,
  { workspaceId, personId }: PersonKey,
  { since }: { since: Date | undefined },
): Promise<Reading[]> {
  return db
    .selectFrom('readings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .$if(since !== undefined, (query) => query.where('recorded_at', '>=', instantOf(since)))
    .orderBy('kpi_id')
    .orderBy('measured_on')
    .orderBy('recorded_at')
    .execute();
}
