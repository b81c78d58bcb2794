import { type Selectable, sql } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import type { Goal } from './goals.ts';
import type { Reading } from './readings.ts';
import type { Db, Tables } from './tables.ts';
import type { StoredTarget } from './targets.ts';

/** Everything that a digest is made from, of all its people at once. What people wrote is never read for it. */

export interface OfPlans {
  workspaceId: string;
  planIds: readonly string[];
}

export interface OfPeople {
  workspaceId: string;
  ids: readonly string[];
}

const unread = sql<string>`''`;

/** Without their notes (the tables' primary key). */
export async function goalsOfPlans(db: Db, { workspaceId, planIds }: OfPlans): Promise<Goal[]> {
  if (planIds.length === 0) return [];
  return db
    .selectFrom('goals')
    .select(['workspace_id', 'plan_id', 'goal_id', 'milestone', 'title', 'state', 'evidence_at'])
    .select(['changed_at', 'changed_by', 'version'])
    .select(unread.as('evidence'))
    .where('workspace_id', '=', workspaceId)
    .where('plan_id', 'in', planIds)
    .orderBy('goal_id')
    .execute();
}

export type StateChange = Pick<Selectable<Tables['goal_changes']>, 'plan_id' | 'goal_id' | 'state' | 'changed_at'>;

/** Oldest first (index `goal_changes_of_plan`). */
export async function stateChangesOf(db: Db, { workspaceId, planIds }: OfPlans): Promise<StateChange[]> {
  if (planIds.length === 0) return [];
  return db
    .selectFrom('goal_changes')
    .select(['plan_id', 'goal_id', 'state', 'changed_at'])
    .where('workspace_id', '=', workspaceId)
    .where('plan_id', 'in', planIds)
    .orderBy('changed_at')
    .execute();
}

export interface SavedAt {
  plan_id: string;
  checkin_id: string;
  version: number;
  saved_at: Instant;
  confidence: number | null;
}

/** When check-ins were answered and how sure of themselves people were, oldest first; nothing of what they wrote. */
export async function answerTimesOf(db: Db, { workspaceId, planIds }: OfPlans): Promise<SavedAt[]> {
  if (planIds.length === 0) return [];
  return db
    .selectFrom('checkins')
    .innerJoin('answers', 'answers.checkin_id', 'checkins.id')
    .select(['checkins.plan_id', 'answers.checkin_id', 'answers.version', 'answers.saved_at', 'answers.confidence'])
    .where('checkins.workspace_id', '=', workspaceId)
    .where('checkins.plan_id', 'in', planIds)
    .orderBy('answers.saved_at')
    .orderBy('answers.version')
    .execute();
}

/** Enough for what counts of the last two days that were measured. */
const mostEach = 6;

/**
 * Of some KPIs of these people the latest readings, newest first, or the first; only what was recorded since they report
 * to whom they report to. However many there are, no others are read (index `readings_of_person`).
 */
export async function readingsOfReports(
  db: Db,
  { workspaceId, ids, kpiIds }: OfPeople & { kpiIds: readonly string[] },
  which: 'latest' | 'first',
): Promise<Reading[]> {
  if (kpiIds.length === 0) return [];
  const isLatest = which === 'latest';
  const kpis = sql<{ column1: string }>`(values ${sql.join(kpiIds.map((id) => sql`(${id})`))})`; // both databases call it so
  return db
    .with(
      (cte) => cte('wanted').materialized(), // the first day of each is looked up once, not for each reading
      (qb) =>
        qb
          .selectFrom('reporting_lines as lines')
          .crossJoin(kpis.as('kpis'))
          .select(['lines.person_id', 'lines.since_at', 'kpis.column1 as kpi_id'])
          .select((eb) =>
            eb.fn
              .coalesce(
                eb
                  .selectFrom('readings as others')
                  .select('others.measured_on')
                  .where('others.workspace_id', '=', workspaceId)
                  .whereRef('others.person_id', '=', 'lines.person_id')
                  .whereRef('others.kpi_id', '=', 'kpis.column1')
                  .whereRef('others.recorded_at', '>=', 'lines.since_at')
                  .orderBy('others.measured_on', isLatest ? 'desc' : 'asc')
                  .limit(1)
                  .offset(isLatest ? mostEach - 1 : 0),
                sql.lit(''), // there are fewer
              )
              .as('from_on'),
          )
          .where('lines.workspace_id', '=', workspaceId)
          .where('lines.person_id', 'in', ids),
    )
    .selectFrom('wanted')
    .crossJoin('readings') // SQLite keeps to this order, and so reads no more than it has to
    .select(['readings.id', 'readings.workspace_id', 'readings.person_id', 'readings.kpi_id'])
    .select(['readings.measured_on', 'readings.value', 'readings.currency', 'readings.confidence'])
    .select(['readings.source', 'readings.source_id', 'readings.recorded_by', 'readings.recorded_at'])
    .select(unread.as('note'))
    .where('readings.workspace_id', '=', workspaceId)
    .whereRef('readings.person_id', '=', 'wanted.person_id')
    .whereRef('readings.kpi_id', '=', 'wanted.kpi_id')
    .whereRef('readings.recorded_at', '>=', 'wanted.since_at')
    .whereRef('readings.measured_on', isLatest ? '>=' : '=', 'wanted.from_on')
    .orderBy('readings.measured_on', 'desc')
    .orderBy('readings.recorded_at', 'desc') // of several of one day the one that counts
    .orderBy('readings.id', 'desc')
    .execute();
}

/** What was ever set for some people and for their workspace, oldest first (index `targets_of_workspace`). */
export async function targetsOfPeople(db: Db, { workspaceId, ids }: OfPeople): Promise<StoredTarget[]> {
  const stored = db.selectFrom('targets').selectAll().where('workspace_id', '=', workspaceId);
  return stored
    .where('person_id', 'is', null)
    .unionAll(stored.where('person_id', 'in', ids)) // with "or" SQLite reads those of everybody
    .orderBy('from_on')
    .orderBy('set_at')
    .orderBy('id')
    .execute();
}
