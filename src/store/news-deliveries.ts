import { sql } from 'kysely';
import { toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import type { Db, Trx } from './tables.ts';

/**
 * What somebody is told of another: who did what, whose plan it is, who their manager is. As the index
 * `deliveries_of_news` has it, letter by letter: SQLite takes it for nothing else.
 */
const isNews = sql<boolean>`kind in ('line-doubt', 'line-news', 'plan-news', 'reminder-asked')`;
/** What still waits is to be told, and what is under way is its sender's. */
const settled = ['sent', 'failed', 'dropped'] as const;

/** Deletes what others were told that names somebody, as far as it is settled (index `deliveries_of_news`). */
export async function eraseNewsNaming(trx: Trx, { workspaceId, personId }: PersonKey): Promise<void> {
  await trx
    .deleteFrom('deliveries')
    .where('workspace_id', '=', workspaceId)
    .where(isNews)
    .where('state', 'in', settled)
    .where('details', 'like', `%"${personId}"%`)
    .execute();
}

/** Deletes all news of every workspace that was settled before a moment (index `deliveries_of_news`). */
export async function forgetNews(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('deliveries')
    .where(isNews)
    .where('state', 'in', settled)
    .where('settled_at', '<', toInstant(before))
    .execute();
}
