import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { findRow, storeDeliveries } from './new-delivery.ts';
import { openPostOffice } from './post-office.ts';
import { slackError } from './slack-model.ts';

describe.each(databases)('a message that Slack refuses for good, on %s', (database) => {
  test('is stored as that before anybody looks what follows from it', async () => {
    const seen: Promise<string | undefined>[] = [];
    const looking: { look?: () => Promise<string | undefined> } = {};
    await using office = await openPostOffice(database, {
      slack: {
        faultOf: ({ method }) => (method === 'chat.postMessage' ? slackError('restricted_action') : { kind: 'none' }),
      },
      onRefusalStored: () => {
        if (looking.look) seen.push(looking.look());
      },
    });
    looking.look = async () => (await findRow(office.db, 'a'))?.state;
    await storeDeliveries(office.db, { key: 'a' });
    office.sender.wake();
    await office.time.advance(1000);
    expect(await Promise.all(seen)).toEqual(['failed']);
  });
});
