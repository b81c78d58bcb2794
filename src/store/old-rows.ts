import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import { isPostgres } from './dialect.ts';
import type { Db, Tables, Trx } from './tables.ts';

/** What goes by its age; a workspace says of each after how many months. */
export const agedKinds = ['plan', 'reading', 'note', 'message', 'audit'] as const;
export type AgedKind = (typeof agedKinds)[number];

interface Aged {
  table: keyof Tables;
  /** The column that its age counts from. */
  at: string;
  /** Which of them go at all. */
  only: RawBuilder<unknown>;
}

const all = sql`1 = 1`;
const aged: Readonly<Record<AgedKind, Aged>> = {
  plan: { table: 'plans', at: 'ended_at', only: sql`state = 'ended'` },
  reading: { table: 'readings', at: 'recorded_at', only: all },
  note: { table: 'one_to_one_notes', at: 'written_at', only: all },
  // of one whose end nobody knows the operator is told
  message: { table: 'deliveries', at: 'settled_at', only: sql`state in ('sent', 'failed', 'dropped')` },
  audit: { table: 'audit_log', at: 'at', only: all },
};

export interface OldRow {
  id: string;
  workspace_id: string;
  at: Instant;
}

interface Page {
  before: Instant;
  after: OldRow | undefined;
  limit: number;
}

/**
 * Rows of all workspaces from before a moment, the oldest first, those after one of them (indexes `plans_ended`,
 * `readings_by_age`, `one_to_one_notes_by_age`, `deliveries_settled`).
 */
export async function oldRows(db: Db, kind: Exclude<AgedKind, 'audit'>, page: Page): Promise<OldRow[]> {
  return pageOf(db, kind, page, all);
}

/** The same of one workspace's audit log (index `audit_log_by_time`). */
export async function oldAuditEntries(db: Db, workspaceId: string, page: Page): Promise<OldRow[]> {
  return pageOf(db, 'audit', page, sql`workspace_id = ${workspaceId}`);
}

async function pageOf(
  db: Db,
  kind: AgedKind,
  { before, after, limit }: Page,
  within: RawBuilder<unknown>,
): Promise<OldRow[]> {
  const { table, only, at: name } = aged[kind];
  const at = sql.ref(name);
  const rest = after ? sql`${at} >= ${after.at} and (${at}, id) > (${after.at}, ${after.id})` : all;
  const { rows } = await sql<OldRow>`
    select id, workspace_id, ${at} as at from ${sql.table(table)}
    where ${within} and ${at} < ${before} and ${rest} and ${only} order by ${at}, id limit ${limit}`.execute(db);
  return rows;
}

/** Not as a bare column: for that SQLite would take another index, and look through all that the workspace has. */
const noIndexOfWorkspace = sql`workspace_id || ''`;

/**
 * Deletes some rows of a workspace, as far as they are still that old; what another process deletes at the same moment
 * is left to it. With a plan goes all that was recorded in it.
 * @returns how many went, what went with them not counted
 */
export async function deleteOldRows(
  trx: Trx,
  kind: AgedKind,
  { workspaceId, ids, before }: { workspaceId: string; ids: readonly string[]; before: Instant },
): Promise<number> {
  const { table, at, only } = aged[kind];
  const free = await freeOf(trx, table, ids);
  if (free.length === 0) return 0;
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} where id in (${sql.join(free)})
    and ${noIndexOfWorkspace} = ${workspaceId} and ${sql.ref(at)} < ${before} and ${only}`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** Those that nobody else is at, which are then ours. */
async function freeOf(trx: Trx, table: keyof Tables, ids: readonly string[]): Promise<readonly string[]> {
  if (!isPostgres(trx) || ids.length === 0) return ids; // SQLite has one writer at a time
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where id in (${sql.join(ids)})
    order by id for update skip locked`.execute(trx);
  return rows.map(({ id }) => id);
}

/**
 * How many rows of a workspace are from before a moment, counted up to `most` (the same indexes).
 */
export async function countOldRows(
  db: Db,
  kind: AgedKind,
  { workspaceId, before, most }: { workspaceId: string; before: Instant; most: number },
): Promise<number> {
  const { table, at, only } = aged[kind];
  const workspace = kind === 'audit' ? sql`workspace_id` : noIndexOfWorkspace;
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from (
    select 1 as one from ${sql.table(table)} where ${workspace} = ${workspaceId} and ${sql.ref(at)} < ${before}
    and ${only} order by ${sql.ref(at)} limit ${most}) old`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/**
 * Deletes targets of persons that were set that long ago, once a later one has counted in their place since that day
 * (index `targets_of_workspace`). One that still counts stays: it is no record of the past. A value that comes later for
 * a day before that is measured against what else holds on it, the workspace's target or the role's.
 * @returns how many went
 */
export async function deleteOldTargets(
  trx: Trx,
  { workspaceId, before }: { workspaceId: string; before: Instant },
): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('targets')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'is not', null)
    .where('set_at', '<', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('targets as later')
          .select('later.id')
          .whereRef('later.workspace_id', '=', 'targets.workspace_id')
          .whereRef('later.person_id', '=', 'targets.person_id')
          .whereRef('later.kpi_id', '=', 'targets.kpi_id')
          .where('later.from_on', '<', before.slice(0, 10))
          .where(({ eb, or, and }) =>
            or([
              eb('later.from_on', '>', eb.ref('targets.from_on')),
              and([
                eb('later.from_on', '=', eb.ref('targets.from_on')),
                eb('later.set_at', '>', eb.ref('targets.set_at')),
              ]),
            ]),
          ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
