import type { Selectable } from 'kysely';
import type { PersonKey } from './people.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type StoredTarget = Selectable<Tables['targets']>;

export async function insertTarget(trx: Trx, target: StoredTarget): Promise<void> {
  await trx.insertInto('targets').values(target).execute();
}

/**
 * What was ever set for a person and for their workspace, oldest first (index `targets_of_workspace`).
 * @param kpiId all KPIs where it is left out
 */
export async function targetsFor(
  db: Db,
  { workspaceId, personId }: PersonKey,
  kpiId?: string,
): Promise<StoredTarget[]> {
  const stored = db
    .selectFrom('targets')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(kpiId !== undefined, (query) => query.where('kpi_id', '=', kpiId ?? ''));
  return stored
    .where('person_id', 'is', null)
    .unionAll(stored.where('person_id', '=', personId)) // with "or" SQLite reads those of everybody
    .orderBy('from_on')
    .orderBy('set_at')
    .orderBy('id')
    .execute();
}
