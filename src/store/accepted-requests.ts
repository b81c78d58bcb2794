import { toInstant } from '../calendar/instant.ts';
import type { Db, Trx } from './tables.ts';

/** One of Slack's requests: `event:Ev…`, or `view:V…` with a digest of its values. */
export interface SlackRequest {
  workspaceId: string;
  key: string;
  at: Date;
}

/** In the transaction of what the request changes. @returns false where it was accepted before: Slack sends twice */
export async function accept(trx: Trx, { workspaceId, key, at }: SlackRequest): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('accepted_requests')
    .values({ workspace_id: workspaceId, key, accepted_at: toInstant(at) })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Whether a request was accepted before. */
export async function wasAccepted(db: Db, workspaceId: string, key: string): Promise<boolean> {
  const found = await db
    .selectFrom('accepted_requests')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  return found !== undefined;
}

/** Slack sends nothing again after so long (index `accepted_requests_by_age`). */
export async function forgetAccepted(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('accepted_requests').where('accepted_at', '<', toInstant(before)).execute();
}
