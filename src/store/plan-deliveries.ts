import type { Plan } from './plans.ts';
import type { Db, Trx } from './tables.ts';

interface OfCheckin {
  workspaceId: string;
  checkinId: string;
  kinds: readonly string[];
}

/** The key of the latest message about a check-in that went out, or may have (index `deliveries_of_checkin`). */
export async function latestKeyOf(db: Db, { workspaceId, checkinId, kinds }: OfCheckin): Promise<string | undefined> {
  const latest = await db
    .selectFrom('deliveries')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('checkin_id', '=', checkinId)
    .where('kind', 'in', kinds)
    .where('state', 'in', ['waiting', 'claimed', 'unknown', 'sent'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest?.key;
}

/**
 * Lets what Slack refused of a plan go out once more (index `deliveries_of_plan`), but for tests, which somebody has
 * given up by now. It is as late as it is: what keeps to working hours waits for them. @returns how many these are
 */
export async function resendFailed(trx: Trx, { workspace_id, id }: Plan): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set({ state: 'waiting', attempts: 0, error: null, settled_at: null })
    .where('workspace_id', '=', workspace_id)
    .where('plan_id', '=', id)
    .where('state', '=', 'failed')
    .where('kind', '<>', 'test')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
