import type { Db } from '../../src/store/tables.ts';

/** The smallest row there is. */
export const saveWorkspace = (db: Db, id: string) =>
  db.insertInto('workspaces').values({ id, workdays: '12345', country: null }).execute();

/** Whose row is there. */
export const workspaces = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('workspaces').select('id').orderBy('id').execute()).map(({ id }) => id);

/** What it failed with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
}
