import type { Db, Tables } from './tables.ts';

/** Each before what it points to. */
const tables: (keyof Tables)[] = [
  'deliveries',
  'drafts',
  'private_notes',
  'answers',
  'goal_changes',
  'goals',
  'checkins',
  'plans',
  'leave',
  'holidays',
  'people',
  'workspaces',
  'accepted_requests',
  'audit_log',
];

/** Deletes everything, for a local workspace that starts over. */
export async function emptyStore(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const table of tables) await trx.deleteFrom(table).execute();
  });
}
