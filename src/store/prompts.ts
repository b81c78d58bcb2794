import type { Selectable } from 'kysely';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import { byWorkspace, joinedId } from './person-ids.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type Prompt = Selectable<Tables['prompts']>;

/** The KPIs that somebody keeps, in the order in which they chose them. */
export async function choicesOf(db: Db, { workspaceId, personId }: PersonKey): Promise<string[]> {
  const rows = await db
    .selectFrom('kpi_choices')
    .select('kpi_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .orderBy('chosen_at')
    .orderBy('kpi_id')
    .execute();
  return rows.map(({ kpi_id }) => kpi_id);
}

/** From now on these and no others. */
export async function replaceChoices(
  trx: Trx,
  { workspaceId, personId }: PersonKey,
  { kpiIds, at }: { kpiIds: readonly string[]; at: Date },
): Promise<void> {
  await trx
    .deleteFrom('kpi_choices')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .$if(kpiIds.length > 0, (query) => query.where('kpi_id', 'not in', kpiIds))
    .execute();
  if (kpiIds.length === 0) return;
  await trx
    .insertInto('kpi_choices')
    .values(
      kpiIds.map((kpi_id) => ({ workspace_id: workspaceId, person_id: personId, kpi_id, chosen_at: toInstant(at) })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findPrompt(db: Db, { workspaceId, personId }: PersonKey): Promise<Prompt | undefined> {
  return db
    .selectFrom('prompts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

export async function savePrompts(trx: Trx, prompts: readonly Prompt[]): Promise<void> {
  if (prompts.length === 0) return;
  await trx
    .insertInto('prompts')
    .values(prompts)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'person_id']).doUpdateSet(({ ref }) => ({
        due_on: ref('excluded.due_on'),
        hour: ref('excluded.hour'),
        next_at: ref('excluded.next_at'),
        kpi_ids: ref('excluded.kpi_ids'),
      })),
    )
    .execute();
}

/** Nobody asks these any more. */
export async function deletePrompts(trx: Trx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom('prompts').where('workspace_id', '=', workspaceId).where('person_id', 'in', ids).execute();
}

/** The people whose prompts are due, of all workspaces, the longest due first (index `prompts_due`). */
export async function duePrompts(db: Db, now: Instant, limit: number): Promise<string[]> {
  const due = await db
    .selectFrom('prompts')
    .select(['workspace_id', 'person_id'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return due.map((row) => joinedId(row.workspace_id, row.person_id));
}

/** Those that are still due, held until the transaction ends. @param ids as `duePrompts` gives them */
export async function lockDuePrompts(trx: Trx, ids: readonly string[], now: Instant): Promise<Prompt[]> {
  const locked: Prompt[] = [];
  for (const [workspaceId, people] of byWorkspace(ids)) {
    const rows = await trx
      .updateTable('prompts')
      .set(({ ref }) => ({ hour: ref('hour') }))
      .where('workspace_id', '=', workspaceId)
      .where('person_id', 'in', people)
      .where('next_at', '<=', now)
      .returningAll()
      .execute();
    locked.push(...rows);
  }
  return locked;
}

/** The KPIs that some people keep, by person. */
export async function choicesOfMany(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectFrom('kpi_choices')
    .select(['person_id', 'kpi_id'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .orderBy('chosen_at')
    .orderBy('kpi_id')
    .execute();
  const kept = new Map<string, string[]>();
  for (const { person_id, kpi_id } of rows) kept.set(person_id, [...(kept.get(person_id) ?? []), kpi_id]);
  return kept;
}
