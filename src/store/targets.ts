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
  return db
    .selectFrom('targets')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(({ eb, or }) => or([eb('person_id', 'is', null), eb('person_id', '=', personId)]))
    .$if(kpiId !== undefined, (query) => query.where('kpi_id', '=', kpiId ?? ''))
    .orderBy('from_on')
    .orderBy('set_at')
    .orderBy('id')
    .execute();
}
