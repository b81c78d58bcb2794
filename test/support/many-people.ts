import type { Clock } from '../../src/calendar/clock.ts';
import { openDatabase } from '../../src/local/kept/database.ts';
import { app, seedWhenNew } from '../../src/local/kept/seed.ts';
import { recordedLog } from './log.ts';

/** A local workspace's file with many more people in it than it has by itself. @returns their ids */
export async function manyPeople(file: string, count: number, clock: Clock): Promise<string[]> {
  const db = openDatabase({ file, clock, log: recordedLog().log });
  await seedWhenNew(db);
  const ids = Array.from({ length: count }, (_, index) => `0X${String(index).padStart(7, '0')}`);
  const people = ids.map((id) => ({ id: `U${id}`, dm: `D${id}`, name: `Person ${id}` }));
  await db.transaction().execute(async (trx) => {
    for (const { id, dm, name } of people) {
      const account = { handle: id.toLowerCase(), title: '', time_zone: 'UTC', kind: 'member' as const, updated: 0 };
      await trx
        .insertInto('people')
        .values({ id, name, ...account })
        .execute();
      await trx.insertInto('conversations').values({ id: dm, kind: 'dm', name }).execute();
      const members = [id, app.botUserId].map((one) => ({ conversation_id: dm, person_id: one }));
      await trx.insertInto('members').values(members).execute();
    }
  });
  await db.destroy();
  return people.map(({ id }) => id);
}
