import type { NewDelivery } from '../../src/store/deliveries.ts';
import { enqueueAll } from '../../src/store/deliveries.ts';
import { savePerson } from '../../src/store/people.ts';
import type { Db } from '../../src/store/tables.ts';

export const workspaceId = 'T1';
export const monday = new Date('2026-11-30T09:00:00.000Z');

export const secondsLater = (seconds: number, from = monday): Date => new Date(from.getTime() + seconds * 1000);

/** A delivery that is due on Monday at nine; a test names only what matters to it. */
export function newDelivery(some: Partial<NewDelivery> & { key: string }): NewDelivery {
  return {
    workspaceId,
    kind: 'checkin',
    priority: 1,
    recipientId: `U-${some.key}`,
    details: {},
    timing: 'at-once',
    dueAt: monday,
    createdAt: monday,
    ...some,
  };
}

/** Stores them, and whom they go to. */
export async function storeDeliveries(db: Db, ...some: (Partial<NewDelivery> & { key: string })[]): Promise<void> {
  const deliveries = some.map(newDelivery);
  for (const person of new Set(deliveries.map(({ workspaceId, recipientId }) => `${workspaceId} ${recipientId}`))) {
    const [workspaceId = '', personId = ''] = person.split(' ');
    await savePerson(db, { workspaceId, personId }, { timeZone: 'UTC', account: 'member', at: monday });
  }
  await db.transaction().execute((trx) => enqueueAll(trx, deliveries));
}

export const stateOf = async (db: Db, key: string): Promise<string | undefined> => (await findRow(db, key))?.state;

export const findRow = (db: Db, key: string) =>
  db.selectFrom('deliveries').selectAll().where('key', '=', key).executeTakeFirst();
