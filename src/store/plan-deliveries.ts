import { toInstant } from '../calendar/instant.ts';
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

/** Lets what Slack refused of a plan go out once more (index `deliveries_of_plan`). @returns how many these are */
export async function resendFailed(trx: Trx, workspaceId: string, planId: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set({ state: 'waiting', due_at: toInstant(now), attempts: 0, error: null, settled_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('plan_id', '=', planId)
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
