import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type ApiToken = Selectable<Tables['api_tokens']>;

/** What is kept of a token's secret. It is 32 random bytes, which nobody finds by trying: a plain hash is enough. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export async function insertToken(trx: Trx, token: ApiToken): Promise<void> {
  await trx.insertInto('api_tokens').values(token).execute();
}

/** The token, of whatever workspace, unless it was revoked (the unique index on `digest`). */
export async function findToken(db: Db, digest: string): Promise<ApiToken | undefined> {
  return db
    .selectFrom('api_tokens')
    .selectAll()
    .where('digest', '=', digest)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** A workspace's tokens that were not revoked, oldest first (index `api_tokens_of_workspace`). */
export async function tokensOf(db: Db, workspaceId: string): Promise<ApiToken[]> {
  return db
    .selectFrom('api_tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .orderBy('made_at')
    .execute();
}

/** The token as it was; undefined where there is none, or none any more. */
export async function revoke(
  trx: Trx,
  { workspaceId, id, at }: { workspaceId: string; id: string; at: Date },
): Promise<ApiToken | undefined> {
  return trx
    .updateTable('api_tokens')
    .set({ revoked_at: toInstant(at) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

const keptMs = 60_000;

/** Writes down that a token is used now, at most once a minute: that is near enough, and each time is a write. */
export async function noteUse(db: Db, token: ApiToken, now: Date): Promise<void> {
  const before: Instant = toInstant(new Date(now.getTime() - keptMs));
  if (token.used_at !== null && token.used_at > before) return;
  await db
    .updateTable('api_tokens')
    .set({ used_at: toInstant(now) })
    .where('workspace_id', '=', token.workspace_id)
    .where('id', '=', token.id)
    .execute();
}
