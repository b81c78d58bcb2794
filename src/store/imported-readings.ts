import type { PersonKey } from './people.ts';
import type { Trx } from './tables.ts';

/** Takes back what came by one import, of one person. @returns how many these were */
export async function deleteImported(
  trx: Trx,
  { workspaceId, personId }: PersonKey,
  importId: string,
): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('readings')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('source', '=', 'import')
    .where('source_id', '=', importId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
