import { personalData } from './personal-data.ts';
import type { Db, Tables } from './tables.ts';

/** Deletes everything, for a local workspace that starts over. */
export async function emptyStore(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // the list has each table after what it points to
    for (const table of Object.keys(personalData).reverse())
      if (isEmptied(table)) await trx.deleteFrom(table).execute();
  });
}

/** All but the numbers of the migrations, without which the database would be none. */
const isEmptied = (table: string): table is keyof Tables => table in personalData && table !== 'migrations';
