import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { immortal, makeLife } from './mortal-database.ts';
import { findRow, storeDeliveries } from './new-delivery.ts';
import { messageOf, openPostOffice, startSender } from './post-office.ts';

const minuteMs = 60_000;

describe.each(databases)('where processes die one after the other, on %s', (database) => {
  test('what they had in hand is not given up, but sent by the first that lives', async () => {
    await using office = await openPostOffice(database);
    await office.sender.stop(0);
    await storeDeliveries(office.db, { key: 'a' }, { key: 'b', recipientId: 'U-b' });
    for (let minute = 0; minute < 60; minute++) {
      const life = makeLife(Number.POSITIVE_INFINITY);
      const sender = startSender(
        { ...office, life },
        {
          render: async (delivery) => {
            life.end();
            return messageOf(delivery);
          },
        },
      );
      sender.wake();
      await office.time.advance(minuteMs);
      life.end();
    }
    startSender({ ...office, life: immortal() }).wake();
    await office.time.advance(60 * minuteMs);
    expect(office.slack.posted.map(({ text }) => text).sort()).toEqual(['a', 'b']);
    expect(await findRow(office.db, 'a')).toMatchObject({ state: 'sent', error: null });
  });
});
