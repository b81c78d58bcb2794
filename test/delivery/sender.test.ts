import { describe, expect, test } from 'vitest';
import { findPerson } from '../../src/store/people.ts';
import { databases } from '../support/databases.ts';
import { immortal, makeLife } from './mortal-database.ts';
import { findRow, monday, secondsLater, stateOf, storeDeliveries, workspaceId } from './new-delivery.ts';
import { openPostOffice, type PostOffice, startSender } from './post-office.ts';
import { type Fault, type SlackRequest, slackError } from './slack-model.ts';

const minutes = 60;
const hours = 3600;
const days = 24 * hours;

/** What goes wrong with the first requests of a method. */
function firstly(method: string, ...faults: Fault[]) {
  const left = [...faults];
  return (request: SlackRequest): Fault => (request.method === method && left.shift()) || { kind: 'none' };
}

const posts = ({ slack }: PostOffice): string[] => slack.posted.map(({ text }) => text);
const asked = ({ slack }: PostOffice, method: string): number =>
  slack.requests.filter((request) => request.method === method).length;

/** Sends what is due, and lets the time pass that this takes. */
async function run({ sender, time }: PostOffice): Promise<void> {
  const state = { isOver: false };
  void sender.run().then(() => {
    state.isOver = true;
  });
  await time.runUntil(() => state.isOver);
}

describe.each(databases)('the sender on %s', (database) => {
  test('what is due goes to the direct message of its recipient, and what is not waits', async () => {
    await using office = await openPostOffice(database);
    await storeDeliveries(office.db, { key: 'a', recipientId: 'U1' }, { key: 'b', dueAt: secondsLater(90) });
    await run(office);
    expect(office.slack.posted).toMatchObject([{ channel: 'D-U1', text: 'a' }]);
    expect(await findRow(office.db, 'a')).toMatchObject({
      state: 'sent',
      channel: 'D-U1',
      ts: office.slack.posted[0]?.ts,
    });
    await office.time.advance(100_000); // by itself, when its time has come
    expect(office.slack.posted[1]?.at.getTime()).toBeLessThan(secondsLater(92).getTime());
  });

  test('the direct message of a person is opened once, whoever sends', async () => {
    await using office = await openPostOffice(database);
    await storeDeliveries(office.db, { key: 'a', recipientId: 'U1' }, { key: 'b', recipientId: 'U1' });
    await run(office);
    const other = startSender({ ...office, life: immortal() });
    await storeDeliveries(office.db, { key: 'c', recipientId: 'U1' });
    other.wake();
    await office.time.advance(5000);
    expect(posts(office)).toEqual(['a', 'b', 'c']);
    expect(asked(office, 'conversations.open')).toBe(1);
    await other.stop(0);
  });

  test('one person gets one message a second, and that holds up nobody else', async () => {
    await using office = await openPostOffice(database, { settings: { startPerSecond: 20, mostPerSecond: 20 } });
    const toOne = Array.from({ length: 5 }, (_, index) => ({ key: `one${index}`, recipientId: 'U1' }));
    const toOthers = Array.from({ length: 20 }, (_, index) => ({ key: `other${index}`, dueAt: secondsLater(-1) }));
    await storeDeliveries(office.db, ...toOne, ...toOthers);
    await run(office);
    expect(office.slack.limited()).toBe(0);
    expect(office.slack.posted).toHaveLength(25);
    const toOthersAt = office.slack.posted.filter(({ text }) => text.startsWith('other')).map(({ at }) => at.getTime());
    expect(Math.max(...toOthersAt)).toBeLessThan(secondsLater(1.6).getTime());
  });

  test('the more urgent overtakes what waits', async () => {
    await using office = await openPostOffice(database);
    const digests = Array.from({ length: 40 }, (_, index) => ({ key: `digest${index}`, priority: 3 }));
    await storeDeliveries(office.db, ...digests);
    office.sender.wake();
    await office.time.advance(1000);
    await storeDeliveries(office.db, {
      key: 'welcome',
      priority: 0,
      createdAt: secondsLater(1),
      dueAt: secondsLater(1),
    });
    await run(office);
    expect(posts(office).indexOf('welcome')).toBeLessThan(12);
  });

  test('a workspace with much to send does not hold up another', async () => {
    await using office = await openPostOffice(database);
    const many = Array.from({ length: 60 }, (_, index) => ({ key: `many${index}`, dueAt: secondsLater(-60) }));
    await storeDeliveries(office.db, ...many, { key: 'other', workspaceId: 'T2' });
    await run(office);
    expect(posts(office).indexOf('other')).toBeLessThan(10);
  });

  test('a 429 is waited for as long as Slack says, and loses nothing', async () => {
    const faultOf = firstly('chat.postMessage', { kind: 'none' }, { kind: 'limited', retryAfterSeconds: 20 });
    await using office = await openPostOffice(database, { slack: { faultOf } });
    await storeDeliveries(office.db, ...Array.from({ length: 12 }, (_, index) => ({ key: `d${index}` })));
    await run(office);
    expect(new Set(posts(office)).size).toBe(12);
    const at = office.slack.posted.map((post) => post.at.getTime());
    const longest = Math.max(...at.map((moment, index) => moment - (at[index - 1] ?? moment)));
    expect(longest).toBeGreaterThan(19_000);
    expect(longest).toBeLessThan(22_000);
  });

  test('what is late goes out in working hours, but what answers somebody goes at once', async () => {
    const saturday = new Date('2026-12-05T10:00:00.000Z');
    await using office = await openPostOffice(database, { at: saturday });
    const dueAt = new Date('2026-12-04T09:00:00.000Z');
    await storeDeliveries(
      office.db,
      { key: 'checkin', timing: 'working-hours', dueAt },
      { key: 'welcome', timing: 'at-once', dueAt },
      { key: 'hardly-late', timing: 'working-hours', dueAt: secondsLater(-55 * minutes, saturday) },
    );
    await run(office);
    expect(posts(office)).toEqual(['welcome', 'hardly-late']);
    expect(await findRow(office.db, 'checkin')).toMatchObject({ due_at: '2026-12-07T09:00:00.000Z', attempts: 0 });
    await office.time.advance(2 * days * 1000);
    expect(office.slack.posted[2]?.at.toISOString()).toMatch(/^2026-12-07T09:00:0/);
  });

  test('what has nothing to say any more is dropped without asking Slack', async () => {
    await using office = await openPostOffice(database, { render: async () => undefined });
    await storeDeliveries(office.db, ...Array.from({ length: 50 }, (_, index) => ({ key: `d${index}` })));
    await run(office);
    expect(await stateOf(office.db, 'd49')).toBe('dropped');
    expect(office.slack.requests).toEqual([]);
    expect(office.time.clock.now()).toEqual(monday); // and costs none of the pace
  });

  test('a refusal for good fails, together with what follows from it', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('conversations.open', slackError('user_disabled')) },
      onRefused: async (trx, delivery, error) => {
        await trx
          .updateTable('people')
          .set({ account: 'deactivated' })
          .where('id', '=', delivery.recipientId)
          .execute();
        expect(error).toBe('user_disabled');
      },
    });
    await storeDeliveries(office.db, { key: 'a', recipientId: 'U1' });
    await run(office);
    expect(await findRow(office.db, 'a')).toMatchObject({ state: 'failed', error: 'user_disabled', owner: null });
    expect(await findPerson(office.db, { workspaceId, personId: 'U1' })).toMatchObject({ account: 'deactivated' });
    expect(office.log()).toContain('"deliveries":{"waiting":0,"claimed":0,"failed":1,"unknown":0}');
  });

  test('when what follows cannot be stored, neither is the failure', async () => {
    await using office = await openPostOffice(database, {
      slack: {
        faultOf: ({ method }) => (method === 'chat.postMessage' ? slackError('is_archived') : { kind: 'none' }),
      },
      onRefused: async () => {
        throw new Error('the disk is full');
      },
    });
    await storeDeliveries(office.db, { key: 'a' });
    office.sender.wake();
    await office.time.advance(1000);
    expect(await stateOf(office.db, 'a')).toBe('claimed');
    expect(office.log()).toContain('the disk is full');
  });

  test('a token that is no good is tried again, ever later, until somebody has mended it', async () => {
    const broken = slackError('invalid_auth');
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('conversations.open', broken, broken, broken) },
    });
    await storeDeliveries(office.db, { key: 'a' });
    await office.time.advance(0);
    await run(office);
    expect(await findRow(office.db, 'a')).toMatchObject({ state: 'waiting', error: 'invalid_auth', attempts: 1 });
    await office.time.advance(9 * minutes * 1000);
    expect(posts(office)).toEqual(['a']); // after 1, 2 and 5 minutes
  });

  test('what never works fails after two days', async () => {
    await using office = await openPostOffice(database, { slack: { faultOf: () => slackError('team_added_to_org') } });
    await storeDeliveries(office.db, { key: 'a' });
    office.sender.wake();
    await office.time.advance(1.9 * days * 1000);
    expect(await stateOf(office.db, 'a')).toBe('waiting');
    await office.time.advance(0.2 * days * 1000);
    expect(await findRow(office.db, 'a')).toMatchObject({ state: 'failed', error: 'team_added_to_org', attempts: 10 });
  });

  test('another attempt keeps to working hours, too', async () => {
    const evening = new Date('2026-11-30T16:30:00.000Z');
    const broken = slackError('invalid_auth');
    await using office = await openPostOffice(database, {
      at: evening,
      slack: { faultOf: firstly('conversations.open', broken, broken, broken, broken, broken) },
    });
    await storeDeliveries(office.db, { key: 'a', timing: 'working-hours', dueAt: evening });
    office.sender.wake();
    await office.time.advance(1 * days * 1000);
    expect(office.slack.posted[0]?.at.toISOString()).toMatch(/^2026-12-01T09:00:0/);
  });

  test('blocks that Slack does not take go as text', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.postMessage', slackError('invalid_blocks')) },
    });
    await storeDeliveries(office.db, { key: 'a' });
    await run(office);
    expect(office.slack.posted).toMatchObject([{ text: 'What a says', blocks: undefined }]);
    expect(await stateOf(office.db, 'a')).toBe('sent');
  });

  test('a direct message that is gone is opened anew, once', async () => {
    const gone = slackError('channel_not_found');
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.postMessage', { kind: 'none' }, gone, { kind: 'none' }, gone, gone) },
    });
    await storeDeliveries(office.db, { key: 'a', recipientId: 'U1' });
    await run(office);
    await storeDeliveries(office.db, { key: 'b', recipientId: 'U1' });
    await run(office);
    expect(posts(office)).toEqual(['a', 'b']);
    expect(asked(office, 'conversations.open')).toBe(2);
    await storeDeliveries(office.db, { key: 'c', recipientId: 'U1' });
    await run(office);
    expect(await findRow(office.db, 'c')).toMatchObject({ state: 'failed', error: 'channel_not_found' });
  });

  test('a message that could not be prepared is tried again, and the reason is logged', async () => {
    await using office = await openPostOffice(database, {
      render: async () => {
        throw new Error('a goal has no title');
      },
    });
    await storeDeliveries(office.db, { key: 'a' });
    await run(office);
    expect(await findRow(office.db, 'a')).toMatchObject({ state: 'waiting', error: 'not_prepared' });
    expect(office.log()).toContain('a goal has no title');
  });
});

describe.each(databases)('when the database fails on %s', (database) => {
  test('it is logged and tried again, and all goes out when it is back', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.postMessage', { kind: 'lost', isDone: true }) },
    });
    await storeDeliveries(office.db, { key: 'a' }, { key: 'b', dueAt: secondsLater(65) });
    office.sender.wake();
    await office.time.advance(50_000);
    await office.db.schema.alterTable('deliveries').renameTo('out_of_reach').execute();
    await run(office); // does not wait for ever
    await office.time.advance(30_000);
    expect(office.log().match(/the outbox could not be read/g)?.length).toBeLessThan(6);
    await office.db.schema.alterTable('out_of_reach').renameTo('deliveries').execute();
    await office.time.advance(15_000);
    expect(posts(office)).toEqual(['a', 'b']);
    expect([await stateOf(office.db, 'a'), await stateOf(office.db, 'b')]).toEqual(['sent', 'sent']);
  });

  test('what cannot be noted is looked up when the claim has run out', async () => {
    await using office = await openPostOffice(database, {
      slack: {
        faultOf: ({ method }) => {
          if (method === 'chat.postMessage') {
            void office.db.schema.alterTable('deliveries').renameTo('out_of_reach').execute();
          }
          return { kind: 'none' };
        },
      },
    });
    await storeDeliveries(office.db, { key: 'a' });
    await office.db.updateTable('people').set({ channel: 'D-U-a' }).execute();
    office.sender.wake();
    await office.time.advance(5000);
    expect(office.log()).toContain('what came of a message could not be stored');
    await office.db.schema.alterTable('out_of_reach').renameTo('deliveries').execute();
    await office.time.advance(70_000);
    expect(posts(office)).toEqual(['a']);
    expect(await stateOf(office.db, 'a')).toBe('sent');
  });
});

describe.each(databases)('a message that takes the place of another on %s', (database) => {
  const summary = { key: 'summary', recipientId: 'U1', details: { replaces: 'checkin' }, dueAt: secondsLater(60) };

  test('changes it where it is', async () => {
    await using office = await openPostOffice(database);
    await storeDeliveries(office.db, { key: 'checkin', recipientId: 'U1' }, summary);
    office.sender.wake();
    await office.time.advance(70_000);
    expect(posts(office)).toEqual(['summary']);
    const checkin = await findRow(office.db, 'checkin');
    expect(await findRow(office.db, 'summary')).toMatchObject({ state: 'sent', ts: checkin?.ts, channel: 'D-U1' });
  });

  test('is a new one where that was never sent, or is there no more', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.update', slackError('message_not_found')) },
    });
    await storeDeliveries(office.db, { key: 'checkin', recipientId: 'U1' }, summary);
    await storeDeliveries(office.db, { key: 'other', recipientId: 'U2', details: { replaces: 'never' } });
    office.sender.wake();
    await office.time.advance(70_000);
    expect(posts(office)).toEqual(['checkin', 'other', 'summary']);
  });

  test('waits until it is known what came of that', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.postMessage', { kind: 'lost', isDone: true }) },
    });
    await storeDeliveries(office.db, { key: 'checkin', recipientId: 'U1' }, { ...summary, dueAt: secondsLater(5) });
    office.sender.wake();
    await office.time.advance(50_000);
    expect(posts(office)).toEqual(['checkin']);
    await office.time.advance(30_000);
    expect(posts(office)).toEqual(['summary']);
  });

  test('is simply changed again when no answer came', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.update', { kind: 'lost', isDone: false }) },
    });
    await storeDeliveries(office.db, { key: 'checkin', recipientId: 'U1' }, summary);
    office.sender.wake();
    await office.time.advance(180_000);
    expect(posts(office)).toEqual(['summary']);
    expect(asked(office, 'conversations.history')).toBe(0);
  });
});

describe.each(databases)('when nobody knows what came of a message on %s', (database) => {
  const lost = (isDone: boolean): Fault => ({ kind: 'lost', isDone });

  test('it is looked up a minute later, and sent again only if it is not there', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: firstly('chat.postMessage', lost(true), lost(false)) },
    });
    await storeDeliveries(office.db, { key: 'there', priority: 0 }, { key: 'not-there' });
    office.sender.wake();
    await office.time.advance(50_000);
    expect([await stateOf(office.db, 'there'), await stateOf(office.db, 'not-there')]).toEqual(['unknown', 'unknown']);
    expect(asked(office, 'conversations.history')).toBe(0);
    await office.time.advance(20_000);
    expect(posts(office)).toEqual(['there', 'not-there']);
    expect(await findRow(office.db, 'there')).toMatchObject({ state: 'sent', ts: office.slack.posted[0]?.ts });
  });

  test('a history that cannot be read leaves it unknown for good, for the operator to see', async () => {
    await using office = await openPostOffice(database, {
      slack: {
        faultOf: ({ method }) =>
          method === 'chat.postMessage'
            ? lost(false)
            : method === 'conversations.history'
              ? slackError('missing_scope')
              : { kind: 'none' },
      },
    });
    await storeDeliveries(office.db, { key: 'a' });
    office.sender.wake();
    await office.time.advance(7 * days * 1000);
    expect(await findRow(office.db, 'a')).toMatchObject({ state: 'unknown', error: 'history: missing_scope' });
    expect(asked(office, 'chat.postMessage')).toBe(1);
    expect(asked(office, 'conversations.history')).toBe(1);
    expect(office.log()).toContain('"deliveries":{"waiting":0,"claimed":0,"failed":0,"unknown":1}');
  });

  test('a history that does not answer, or not yet, is asked again', async () => {
    const faults = [
      firstly('chat.postMessage', lost(true)),
      firstly('conversations.history', { kind: 'limited', retryAfterSeconds: 90 }, slackError('internal_error')),
    ];
    await using office = await openPostOffice(database, {
      slack: {
        faultOf: (request) =>
          faults.map((fault) => fault(request)).find(({ kind }) => kind !== 'none') ?? { kind: 'none' },
      },
    });
    await storeDeliveries(office.db, { key: 'a' });
    office.sender.wake();
    await office.time.advance(5 * minutes * 1000);
    expect(await stateOf(office.db, 'a')).toBe('sent');
    expect(posts(office)).toEqual(['a']);
    expect(asked(office, 'conversations.history')).toBe(3);
  });

  test('a process that dies with a request under way leaves it to the next one', async () => {
    await using office = await openPostOffice(database, { slack: { latencyMs: () => 4000 } });
    await storeDeliveries(
      office.db,
      { key: 'a', recipientId: 'U1' },
      { key: 'b', recipientId: 'U2', dueAt: secondsLater(1) },
    );
    const dying = makeLife(Number.POSITIVE_INFINITY);
    startSender({ ...office, life: dying }).wake();
    await office.time.advance(4500); // `a` is on its way, and the direct message for `b` being opened
    dying.end();
    expect(posts(office)).toEqual([]);
    office.sender.wake();
    await office.time.advance(54_000);
    expect(posts(office)).toEqual(['a']); // Slack took it when the sender was dead already
    await office.time.advance(20_000);
    expect(posts(office)).toEqual(['a', 'b']);
    expect([await stateOf(office.db, 'a'), await stateOf(office.db, 'b')]).toEqual(['sent', 'sent']);
  });

  test('while Slack does not answer at all, little is asked of it', async () => {
    const until = secondsLater(30 * minutes).getTime();
    await using office = await openPostOffice(database, {
      slack: { faultOf: ({ at }) => (at.getTime() < until ? lost(false) : { kind: 'none' }) },
    });
    await storeDeliveries(office.db, ...Array.from({ length: 60 }, (_, index) => ({ key: `d${index}` })));
    office.sender.wake();
    await office.time.advance(30 * minutes * 1000);
    expect(office.slack.requests.length).toBeLessThan(120);
    await office.time.advance(6 * hours * 1000);
    expect(new Set(posts(office)).size).toBe(60);
  });
});

describe.each(databases)('a sender that stops on %s', (database) => {
  test('finishes what is under way, and leaves the rest for the next one', async () => {
    await using office = await openPostOffice(database, { slack: { latencyMs: () => 800 } });
    await storeDeliveries(office.db, ...Array.from({ length: 20 }, (_, index) => ({ key: `d${index}` })));
    office.sender.wake();
    await office.time.advance(1000);
    const state = { isStopped: false };
    void office.sender.stop(8000).then(() => {
      state.isStopped = true;
    });
    await office.time.runUntil(() => state.isStopped);
    const rows = await office.db.selectFrom('deliveries').select(['state', 'attempts']).execute();
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['sent', 'waiting']));
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(office.slack.posted.length);
    expect(rows.filter((row) => row.state === 'waiting' && row.attempts !== 0)).toEqual([]);
    await office.sender.run(); // does nothing any more
    expect(office.slack.posted.length).toBeLessThan(10);
  });

  test('does not wait for Slack longer than it is given', async () => {
    await using office = await openPostOffice(database, {
      slack: { faultOf: () => ({ kind: 'hangs', doneAfterMs: undefined }) },
    });
    await storeDeliveries(office.db, { key: 'a' });
    office.sender.wake();
    await office.time.advance(1000);
    const state = { isStopped: false };
    void office.sender.stop(3000).then(() => {
      state.isStopped = true;
    });
    await office.time.advance(2900);
    expect(state.isStopped).toBe(false);
    await office.time.advance(200);
    expect(state.isStopped).toBe(true);
  });
});
