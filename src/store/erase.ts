import { sql } from 'kysely';
import { toInstant } from '../calendar/instant.ts';
import { isPostgres } from './dialect.ts';
import { eraseNewsNaming } from './news-deliveries.ts';
import type { PersonKey } from './people.ts';
import type { PersonalTable, TableOfPersonalData } from './personal-columns.ts';
import { personalData } from './personal-data.ts';
import { isAbout } from './personal-rows.ts';
import type { Db, Trx } from './tables.ts';

export interface RowCount {
  table: string;
  rows: number;
}

const listed: readonly (readonly [string, TableOfPersonalData])[] = Object.entries(personalData);
/** The tables whose rows go with the person that they are about; what was done to whose data outlives that. */
const erasable = listed.filter(([, { whose, kept }]) => whose.length > 0 && kept !== 'audit').map(([table]) => table);
const auditTables = listed.filter(([, { kept }]) => kept === 'audit').map(([table]) => table);

/** A manager's private notes of somebody, and the like: rows of another person, who alone reads whom they name. */
const keptByOthers = listed.flatMap(([table, { whose, columns }]) =>
  whose.slice(1).flatMap(({ column, in: next }) => {
    const held = columns[column];
    const isPrivate = held?.holds === 'person-id' && (held.readers === 'person' || held.readers === 'only-me');
    return next === undefined && isPrivate ? [{ table, column }] : [];
  }),
);

/** How many rows of each table are about somebody and would go with them; tables without one are left out. */
export async function countRowsOf(db: Db, key: PersonKey): Promise<RowCount[]> {
  const counts: RowCount[] = [];
  for (const table of erasable) {
    const { rows } = await sql<{ count: number | string }>`
      select count(*) as count from ${sql.table(table)} where ${isAbout(table, key)}`.execute(db);
    counts.push({ table, rows: Number(rows[0]?.count ?? 0) });
  }
  return counts.filter(({ rows }) => rows > 0);
}

/**
 * Deletes every row that is about somebody, whatever table it is in: `personal-data.ts` says which these are. A row that
 * only names them is about another, and stays, but for what that one keeps of them for themself alone and what that one
 * was told of them. Entries of the audit log stay without their details.
 * To be called with their plans locked; keeps whoever adds something of theirs waiting until it is over.
 * @returns how many rows went, those that went with a plan not counted
 */
export async function eraseRowsOf(trx: Trx, key: PersonKey): Promise<number> {
  await lockPerson(trx, key);
  for (const table of auditTables)
    await sql`update ${sql.table(table)} set details = '{}' where ${isAbout(table, key)}`.execute(trx);
  await eraseWhatPointsTo(trx, key);
  await eraseNewsNaming(trx, key);
  let erased = 0n;
  // the list has each table after what it points to
  for (const table of erasable.toReversed()) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${isAbout(table, key)}`.execute(trx);
    erased += numAffectedRows ?? 0n;
  }
  return Number(erased);
}

/** Without their row nothing of theirs can be stored, so that whoever is about to waits for it. */
async function lockPerson(trx: Trx, { workspaceId, personId }: PersonKey): Promise<void> {
  const query = trx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId);
  await (isPostgres(trx) ? query.forUpdate() : query).execute(); // SQLite has one writer at a time
}

/** What others keep of them for themselves alone, what is nobody's by itself, and what could do nothing without them. */
async function eraseWhatPointsTo(trx: Trx, key: PersonKey): Promise<void> {
  const { workspaceId, personId } = key;
  for (const { table, column } of keptByOthers)
    await sql`delete from ${sql.table(table)}
      where workspace_id = ${workspaceId} and ${sql.ref(column)} = ${personId}`.execute(trx);
  const tokens: PersonalTable = 'api_tokens';
  await sql`delete from api_requests where workspace_id = ${workspaceId}
    and token_id in (select id from ${sql.table(tokens)} where ${isAbout(tokens, key)})`.execute(trx);
  await trx.deleteFrom('kpi_queries').where('workspace_id', '=', workspaceId).where('team_of', '=', personId).execute();
}

/** The ids of all plans of somebody, those that are over as well. */
export async function planIdsOf(db: Db, { workspaceId, personId }: PersonKey): Promise<string[]> {
  const plans = await db
    .selectFrom('plans')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
  return plans.map(({ id }) => id);
}

/** News of a plan is not bound to it, and outlives it: what others were still to be told is dropped. */
export async function withdrawNews(
  trx: Trx,
  { workspaceId, planIds, at }: { workspaceId: string; planIds: readonly string[]; at: Date },
): Promise<void> {
  for (const planId of planIds)
    await trx
      .updateTable('deliveries')
      .set({ state: 'dropped', settled_at: toInstant(at) })
      .where('workspace_id', '=', workspaceId)
      .where('key', '>=', `news:${planId}:`)
      .where('key', '<', `news:${planId};`) // the index of the keys has them beside each other
      .where('state', '=', 'waiting')
      .execute();
}
