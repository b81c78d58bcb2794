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
 * Of each KPI of these people the latest readings, newest first, or the first; only what was recorded since they report
 * to whom they report to (index `readings_of_person`).
 */
export async function readingsOfReports(
  db: Db,
  { workspaceId, ids }: OfPeople,
  which: 'latest' | 'first',
): Promise<Reading[]> {
  const [order, most] = which === 'latest' ? (['desc', mostEach] as const) : (['asc', 1] as const);
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('reporting_lines')
        .innerJoin('readings', (join) =>
          join
            .onRef('readings.workspace_id', '=', 'reporting_lines.workspace_id')
            .onRef('readings.person_id', '=', 'reporting_lines.person_id')
            .onRef('readings.recorded_at', '>=', 'reporting_lines.since_at'),
        )
        .select(['readings.id', 'readings.workspace_id', 'readings.person_id', 'readings.kpi_id'])
        .select(['readings.measured_on', 'readings.value', 'readings.currency', 'readings.confidence'])
        .select(['readings.source', 'readings.source_id', 'readings.recorded_by', 'readings.recorded_at'])
        .select(unread.as('note'))
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            .over((over) =>
              over
                .partitionBy(['readings.person_id', 'readings.kpi_id'])
                .orderBy('readings.measured_on', order)
                .orderBy('readings.recorded_at', 'desc') // of several of one day the one that counts
                .orderBy('readings.id', 'desc'),
            )
            .as('place'),
        )
        .where('reporting_lines.workspace_id', '=', workspaceId)
        .where('reporting_lines.person_id', 'in', ids)
        .as('latest'),
    )
    .select(['id', 'workspace_id', 'person_id', 'kpi_id', 'measured_on', 'value', 'currency', 'confidence'])
    .select(['source', 'source_id', 'recorded_by', 'recorded_at', 'note'])
    .where('place', '<=', most)
    .orderBy('place')
    .execute();
}

/** What was ever set for some people and for their workspace, oldest first (index `targets_of_workspace`). */
export async function targetsOfPeople(db: Db, { workspaceId, ids }: OfPeople): Promise<StoredTarget[]> {
  return db
    .selectFrom('targets')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(({ eb, or }) => or([eb('person_id', 'is', null), eb('person_id', 'in', ids)]))
    .orderBy('from_on')
    .orderBy('set_at')
    .orderBy('id')
    .execute();
}
