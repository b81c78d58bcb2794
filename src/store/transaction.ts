import { isLockConflict } from './dialect.ts';
import type { Db, Trx } from './tables.ts';

/**
 * Does all of it or nothing. PostgreSQL ends one of two transactions that wait for each other: that one is done once
 * more, so `work` changes nothing but the database.
 *
 * So that this is rare, there is one order for everything that locks rows, be it by writing them: first plans, all at
 * once and by their ids (`lockPlans`, `lockPlansOf`), then workspaces and people, then who reports to whom and when
 * digests come, then check-ins and what belongs to them, deliveries last. Whoever has come to people takes no other plan
 * any more. Whom somebody without a plan reports to is held by that person's row (`lockPeople`).
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(work);
  } catch (error) {
    if (!isLockConflict(error)) throw error;
    return db.transaction().execute(work);
  }
}
