import type { Selectable, Updateable } from 'kysely';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import { byWorkspace, joinedId } from './person-ids.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type DigestRow = Selectable<Tables['digests']>;

/** Monday at nine, until the manager says otherwise. */
const usual = { weekday: 1, hour: 9, is_on: 1, empty_weeks: 'line' } as const;

/** For somebody who has become a manager: due at once and for no week yet, so that the next look works out when. */
export async function ensureDigest(
  db: Db,
  { workspaceId, managerId, at }: { workspaceId: string; managerId: string; at: Instant },
): Promise<void> {
  const planned = { owed_from: null, next_at: at, since_at: at, last_week: null, last_at: null };
  await db
    .insertInto('digests')
    .values({ workspace_id: workspaceId, manager_id: managerId, ...usual, ...planned })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // one that rested since nobody reported to them any more
  await db
    .updateTable('digests')
    .set(({ fn, val }) => ({ next_at: fn.coalesce('next_at', val(at)) })) // unconditional: whoever lays it to rest now is waited for
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', managerId)
    .where('is_on', '=', 1)
    .execute();
}

export async function findDigest(db: Db, { workspaceId, personId }: PersonKey): Promise<DigestRow | undefined> {
  return db
    .selectFrom('digests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .executeTakeFirst();
}

export async function updateDigest(
  db: Db,
  { workspaceId, personId }: PersonKey,
  change: Updateable<Tables['digests']>,
): Promise<void> {
  await db
    .updateTable('digests')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .execute();
}

/** Their zone or their days have changed: the next look works out anew when it comes. */
export async function lookAgainAtDigest(trx: Trx, { workspaceId, personId }: PersonKey, now: Date): Promise<void> {
  await trx
    .updateTable('digests')
    .set({ next_at: toInstant(now) })
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .where('next_at', 'is not', null)
    .execute();
}

/** The managers whose digests are due, of all workspaces, the longest due first (index `digests_due`). */
export async function dueDigests(db: Db, now: Instant, limit: number): Promise<string[]> {
  const due = await db
    .selectFrom('digests')
    .select(['workspace_id', 'manager_id'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return due.map((row) => joinedId(row.workspace_id, row.manager_id));
}

/** Those that are still due, held until the transaction ends. @param ids as `dueDigests` gives them */
export async function lockDueDigests(trx: Trx, ids: readonly string[], now: Instant): Promise<DigestRow[]> {
  const locked: DigestRow[] = [];
  for (const [workspaceId, managers] of byWorkspace(ids)) {
    const rows = await trx
      .updateTable('digests')
      .set(({ ref }) => ({ hour: ref('hour') }))
      .where('workspace_id', '=', workspaceId)
      .where('manager_id', 'in', managers)
      .where('next_at', '<=', now)
      .returningAll()
      .execute();
    locked.push(...rows);
  }
  return locked;
}

/** Stores when these come next. */
export async function saveDigests(trx: Trx, rows: readonly DigestRow[]): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('digests')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'manager_id']).doUpdateSet(({ ref }) => ({
        owed_from: ref('excluded.owed_from'),
        next_at: ref('excluded.next_at'),
        since_at: ref('excluded.since_at'),
        last_week: ref('excluded.last_week'),
        last_at: ref('excluded.last_at'),
      })),
    )
    .execute();
}

/** Nobody reports to these any more: what they have set stays for whoever comes next. */
export async function restDigests(trx: Trx, workspaceId: string, managerIds: readonly string[]): Promise<void> {
  if (managerIds.length === 0) return;
  await trx
    .updateTable('digests')
    .set({ owed_from: null, next_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', 'in', managerIds)
    .execute();
}

/**
 * Those of some digests, by their keys, of which nobody knows that they told anything: they still wait, are about to go
 * out or to be found stale, were refused, or got no answer. Telling twice is better than never.
 */
export async function lostAmong(db: Db, workspaceId: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom('deliveries')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('key', 'in', keys)
    .where('state', '!=', 'sent')
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** Takes back those that still wait to be sent: there are never two at once. */
export async function withdrawDigests(
  trx: Trx,
  workspaceId: string,
  { keys, now }: { keys: readonly string[]; now: Date },
): Promise<void> {
  if (keys.length === 0) return;
  await trx
    .updateTable('deliveries')
    .set({ state: 'dropped', settled_at: toInstant(now) })
    .where('workspace_id', '=', workspaceId)
    .where('key', 'in', keys)
    .where('state', '=', 'waiting')
    .execute();
}

export type Discussed = Selectable<Tables['discussed_points']>;

/** What a manager has talked about, with whom (the table's primary key). */
export async function discussedBy(db: Db, { workspaceId, personId }: PersonKey): Promise<Discussed[]> {
  return db
    .selectFrom('discussed_points')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .execute();
}

/** A later mark of the same stays. */
export async function saveDiscussed(db: Db, rows: readonly Discussed[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('discussed_points')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'manager_id', 'person_id', 'point'])
        .doUpdateSet(({ ref }) => ({ discussed_at: ref('excluded.discussed_at') }))
        .whereRef('discussed_points.discussed_at', '<', 'excluded.discussed_at'),
    )
    .execute();
}

/** As if it had not been talked about. */
export async function deleteDiscussed(db: Db, row: Omit<Discussed, 'discussed_at'>): Promise<void> {
  await db
    .deleteFrom('discussed_points')
    .where('workspace_id', '=', row.workspace_id)
    .where('manager_id', '=', row.manager_id)
    .where('person_id', '=', row.person_id)
    .where('point', '=', row.point)
    .execute();
}

/** As if nothing had been talked about at that moment. */
export async function deleteDiscussedAt(
  db: Db,
  { workspaceId, personId }: PersonKey,
  { aboutId, at }: { aboutId: string; at: Instant },
): Promise<void> {
  await db
    .deleteFrom('discussed_points')
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .where('person_id', '=', aboutId)
    .where('discussed_at', '=', at)
    .execute();
}

/** The ids of those whom a manager leaves out. */
export async function mutedBy(db: Db, { workspaceId, personId }: PersonKey): Promise<string[]> {
  const rows = await db
    .selectFrom('digest_muted')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .orderBy('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

export async function replaceMuted(
  trx: Trx,
  { workspaceId, personId }: PersonKey,
  ids: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('digest_muted')
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .execute();
  const rows = [...new Set(ids)].map((id) => ({ workspace_id: workspaceId, manager_id: personId, person_id: id }));
  if (rows.length > 0) await trx.insertInto('digest_muted').values(rows).execute();
}
