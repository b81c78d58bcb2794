import type { Db, Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { inBatches, type Pass } from './pass.ts';

/** What is due of people, of all workspaces, a row for each. */
interface Due<Row> {
  /** The people whose time has come, the longest due first. */
  find(limit: number): Promise<string[]>;
  /** Their rows that are still due, held until the transaction ends: another process may have been faster. */
  lock(trx: Trx, ids: readonly string[]): Promise<Row[]>;
  /** Does it for those of one workspace, and stores when they are due next. */
  work(trx: Trx, workspaceId: string, rows: readonly Row[]): Promise<void>;
}

/** Works on what is due until there is no more, some people at once, by workspace. @returns whether anything was due */
export function inWorkspaces<Row extends { workspace_id: string }>(
  { db, wake, mostAtOnce }: { db: Db; wake(): void; mostAtOnce: number },
  { find, lock, work }: Due<Row>,
  pass: Pass,
): Promise<boolean> {
  return inBatches(
    {
      async find(except) {
        const due = await find(mostAtOnce + except.length);
        return due.filter((id) => !except.includes(id)).slice(0, mostAtOnce);
      },
      async work(ids) {
        await inTransaction(db, async (trx) => {
          const rows = await lock(trx, ids);
          for (const workspaceId of new Set(rows.map((row) => row.workspace_id))) {
            const own = rows.filter((row) => row.workspace_id === workspaceId);
            await work(trx, workspaceId, own);
          }
        });
        wake();
      },
    },
    pass,
  );
}
