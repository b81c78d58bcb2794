import { sql } from 'kysely';
import { emptyStore } from '../../src/store/empty-store.ts';
import type { PathToPerson, Retention } from '../../src/store/personal-columns.ts';
import { personalData } from '../../src/store/personal-data.ts';
import { isAbout } from '../../src/store/personal-rows.ts';
import type { Db } from '../../src/store/tables.ts';
import { bob } from '../support/plans.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Kept {
  /** Whether what is Bob's is another since the last time, but for what is written down of it; puts all back as it was. */
  isChanged(): Promise<boolean>;
}

const tables = Object.entries(personalData).filter(([table]) => table !== 'migrations');

/** All rows as they are now, on SQLite, which counts what was changed. */
export async function keep(db: Db): Promise<Kept> {
  const rows = new Map<string, Row[]>();
  for (const [table] of tables) rows.set(table, (await sql<Row>`select * from ${sql.table(table)}`.execute(db)).rows);
  const before = await ofBob(db);
  let changes = await changesOf(db);
  return {
    async isChanged() {
      if ((await changesOf(db)) === changes) return false;
      const isOther = (await ofBob(db)) !== before;
      await putBack(db, rows);
      changes = await changesOf(db);
      return isOther;
    },
  };
}

async function changesOf(db: Db): Promise<number> {
  const { rows } = await sql<{ changes: number }>`select total_changes() as changes`.execute(db);
  return rows[0]?.changes ?? 0;
}

/** Every row that is about Bob or names him, and the workspace's own settings; when Slack was last asked is nobody's. */
async function ofBob(db: Db): Promise<string> {
  const found: unknown[] = [];
  for (const [table, { whose, kept }] of tables) {
    if (kept === 'audit' || kept === 'request') continue;
    const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${isBobs(table, whose, kept)}`.execute(db);
    found.push(rows.map(({ looked_up_at: _, ...row }) => row));
  }
  return JSON.stringify(found);
}

function isBobs(table: string, whose: readonly PathToPerson[], kept: Retention) {
  const workspace = sql.ref(`${table}.${table === 'workspaces' ? 'id' : 'workspace_id'}`);
  if (whose.length === 0) return kept === 'workspace' ? sql`${workspace} = ${bob.workspaceId}` : sql`1 = 0`;
  const paths = whose.map(({ column, in: next }) => {
    const own = sql.ref(`${table}.${column}`);
    if (next === undefined) return sql`(${workspace} = ${bob.workspaceId} and ${own} = ${bob.personId})`;
    return sql`${own} in (select id from ${sql.table(next)} where ${isAbout(next, bob)})`;
  });
  return sql.join(paths, sql` or `);
}

/** Each table after what it points to. */
async function putBack(db: Db, all: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  await emptyStore(db);
  await db.transaction().execute(async (trx) => {
    for (const [table, rows] of all)
      for (const row of rows) {
        const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
        await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(trx);
      }
  });
}
