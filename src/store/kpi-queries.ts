import type { Selectable } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type KpiQuery = Selectable<Tables['kpi_queries']>;

export async function insertQuery(trx: Trx, query: KpiQuery): Promise<void> {
  await trx.insertInto('kpi_queries').values(query).execute();
}

/** Of a workspace, the oldest first (index `kpi_queries_of_workspace`). */
export async function queriesOf(db: Db, workspaceId: string): Promise<KpiQuery[]> {
  return db
    .selectFrom('kpi_queries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
}

export async function findQuery(db: Db, workspaceId: string, id: string): Promise<KpiQuery | undefined> {
  return db
    .selectFrom('kpi_queries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function deleteQuery(trx: Trx, workspaceId: string, id: string): Promise<void> {
  await trx.deleteFrom('kpi_queries').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** Those whose time has come, of all workspaces, the longest due first (index `kpi_queries_due`). */
export async function dueQueries(db: Db, now: Instant, limit: number): Promise<KpiQuery[]> {
  return db
    .selectFrom('kpi_queries')
    .selectAll()
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export type QueryOutcome = Pick<KpiQuery, 'next_at' | 'error' | 'failing_since'>;

/** Notes what came of a query. @returns false where it is gone, or another process has asked meanwhile */
export async function settleQuery(
  trx: Trx,
  { id, workspace_id, next_at }: KpiQuery,
  outcome: QueryOutcome,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('kpi_queries')
    .set(outcome)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .where('next_at', '=', next_at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
