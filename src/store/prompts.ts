import type { Selectable } from 'kysely';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
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

export async function savePrompt(trx: Trx, prompt: Prompt): Promise<void> {
  const { workspace_id: _, person_id: __, ...change } = prompt;
  await trx
    .insertInto('prompts')
    .values(prompt)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet(change))
    .execute();
}

/** Nobody asks any more. */
export async function deletePrompt(trx: Trx, { workspaceId, personId }: PersonKey): Promise<void> {
  await trx.deleteFrom('prompts').where('workspace_id', '=', workspaceId).where('person_id', '=', personId).execute();
}

/** Those that are due, the oldest first (index `prompts_due`). */
export async function duePrompts(db: Db, now: Instant, limit: number): Promise<Prompt[]> {
  return db.selectFrom('prompts').selectAll().where('next_at', '<=', now).orderBy('next_at').limit(limit).execute();
}

/** When the next one is due (index `prompts_due`). */
export async function nextPromptAt(db: Db): Promise<Instant | undefined> {
  const next = await db.selectFrom('prompts').select('next_at').orderBy('next_at').limit(1).executeTakeFirst();
  return next?.next_at;
}
