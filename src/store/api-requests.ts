import type { Selectable } from 'kysely';
import { toInstant } from '../calendar/instant.ts';
import type { Db, Tables, Trx } from './tables.ts';

/** A push that came with a key, and what it was answered. */
export type ApiRequest = Selectable<Tables['api_requests']>;

export async function findApiRequest(
  db: Db,
  { workspaceId, tokenId, key }: { workspaceId: string; tokenId: string; key: string },
): Promise<ApiRequest | undefined> {
  return db
    .selectFrom('api_requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .executeTakeFirst();
}

/**
 * In the transaction of what the request stores. Where another one with its key is under way, waits for its end.
 * @returns false where one was accepted before
 */
export async function acceptApiRequest(trx: Trx, request: ApiRequest): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('api_requests')
    .values(request)
    .onConflict((conflict) => conflict.columns(['token_id', 'key']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** A key is remembered for some days (index `api_requests_by_age`). */
export async function forgetApiRequests(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('api_requests').where('accepted_at', '<', toInstant(before)).execute();
}
