import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import {
  ada,
  changedManifest,
  dmOf,
  general,
  joel,
  manifestWith,
  mira,
  noor,
  priya,
  refusalOf,
  sam,
  silent,
  startWorkspace,
  team,
} from './start-workspace.ts';

const app = { team_id: 'T0NORTHWND', user_id: 'U0ROLECOACH', bot_id: 'B0ROLECOACH' };

test('auth.test says who the bot is, and which scopes it has', async () => {
  await using slack = await startWorkspace();
  const answer = await slack.slack.auth.test();
  expect(answer).toMatchObject({ ok: true, ...app, team: 'Northwind Labs' });
  expect(answer.response_metadata?.scopes).toEqual([
    'commands',
    'chat:write',
    'im:history',
    'im:write',
    'im:read',
    'users:read',
  ]);
});

test('users.info tells what Slack tells of a person', async () => {
  await using slack = await startWorkspace();
  const about = async (user: string) => (await slack.slack.users.info({ user })).user;
  expect(await about(priya)).toMatchObject({ tz: 'Asia/Kolkata', tz_offset: 19_800, is_admin: false, deleted: false });
  expect(await about(joel)).toMatchObject({ tz: 'America/New_York', tz_offset: -18_000, real_name: 'Joel Park' });
  expect(await about(ada)).toMatchObject({ is_admin: true, is_owner: true, is_bot: false });
  expect(await about(sam)).toMatchObject({ is_restricted: true });
  expect(await about(noor)).toMatchObject({ deleted: true });
  expect(await about(noor)).not.toHaveProperty('tz');
  expect(await about(app.user_id)).toMatchObject({ is_bot: true });
});

test('users.list comes in pages', async () => {
  await using slack = await startWorkspace();
  const first = await slack.slack.users.list({ limit: 5 });
  expect(first.members).toHaveLength(5);
  const cursor = first.response_metadata?.next_cursor ?? '';
  const second = await slack.slack.users.list({ limit: 5, cursor });
  expect(second.members?.map(({ id }) => id)).toEqual([noor, app.user_id, 'USLACKBOT']);
  expect(second.response_metadata?.next_cursor).toBe('');
});

test('a message is posted, changed and deleted, and everyone in the channel sees it', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  const posted = await slack.slack.chat.postMessage({ channel: team, text: 'hello', blocks: [{ type: 'divider' }] });
  const ts = posted.ts ?? '';
  expect(posted.message).toMatchObject({ text: 'hello', bot_id: app.bot_id, user: app.user_id });
  expect((await page.next('message')).message).toMatchObject({ ts, text: 'hello', edited: false, ephemeral: false });
  await slack.slack.chat.update({ channel: team, ts, text: 'hello again' });
  expect((await page.next('message')).message).toMatchObject({ ts, text: 'hello again', edited: true, blocks: [] });
  await slack.slack.chat.delete({ channel: team, ts });
  expect(await page.next('message-removed')).toEqual({ kind: 'message-removed', conversation: team, ts });
});

test('every message has a ts of its own, while the clock stands still', async () => {
  await using slack = await startWorkspace();
  const posted = await Promise.all(
    [team, dmOf(joel), dmOf(mira)].map((channel) => slack.slack.chat.postMessage({ channel, text: 'x' })),
  );
  const seen = posted.map(({ ts = '' }) => ts);
  expect(new Set(seen).size).toBe(3);
  for (const ts of seen) expect(ts).toMatch(/^\d{10}\.\d{6}$/);
});

test("a message to a person's id goes to their direct message", async () => {
  await using slack = await startWorkspace();
  expect((await slack.slack.chat.postMessage({ channel: joel, text: 'x' })).channel).toBe(dmOf(joel));
  expect((await slack.slack.conversations.open({ users: joel })).channel?.id).toBe(dmOf(joel));
  expect((await slack.slack.conversations.info({ channel: dmOf(joel) })).channel).toMatchObject({
    is_im: true,
    user: joel,
  });
});

test('an ephemeral message is seen by one person and stands in no history', async () => {
  await using slack = await startWorkspace({ manifest: manifestWith('channels:history') });
  await slack.slack.chat.postEphemeral({ channel: team, user: joel, text: 'only you' });
  expect((await slack.open(joel)).state.messages).toMatchObject([{ text: 'only you', ephemeral: true }]);
  expect((await slack.open(mira)).state.messages).toEqual([]);
  expect((await slack.slack.conversations.history({ channel: team })).messages).toEqual([]);
});

test('conversations.history finds a message by its metadata', async () => {
  await using slack = await startWorkspace();
  const metadata = { event_type: 'delivery', event_payload: { id: 'd1' } };
  const { ts = '' } = await slack.slack.chat.postMessage({ channel: dmOf(joel), text: 'x', metadata });
  const read = async (all: boolean) =>
    (await slack.slack.conversations.history({ channel: dmOf(joel), include_all_metadata: all })).messages;
  expect(await read(true)).toMatchObject([{ ts, metadata }]);
  expect((await read(false))?.[0]).not.toHaveProperty('metadata');
});

test('conversations.history comes newest first, in pages, between two moments', async () => {
  await using slack = await startWorkspace();
  const channel = dmOf(joel);
  const sent: string[] = [];
  for (const text of ['a', 'b', 'c', 'd']) {
    sent.push((await slack.slack.chat.postMessage({ channel, text })).ts ?? '');
    slack.clock.forward(1000);
  }
  const read = async (range: object) => {
    const { messages = [], response_metadata } = await slack.slack.conversations.history({ channel, ...range });
    return { texts: messages.map(({ text }) => text).join(''), next: response_metadata?.next_cursor };
  };
  const first = await read({ limit: 3 });
  expect(first.texts).toBe('dcb');
  expect(await read({ limit: 3, cursor: first.next })).toEqual({ texts: 'a', next: undefined });
  expect((await read({ oldest: sent[1] })).texts).toBe('dc');
  expect((await read({ oldest: sent[1], inclusive: true })).texts).toBe('dcb');
  expect((await read({ latest: sent[2] })).texts).toBe('ba');
  expect((await read({ oldest: '1767884401', latest: '1767884403' })).texts).toBe('c');
});

test('a second message to a channel within a second is refused, and says when to come back', async () => {
  await using slack = await startWorkspace();
  await slack.slack.chat.postMessage({ channel: team, text: 'one' });
  const post = (channel: string) => slack.slack.chat.postMessage({ channel, text: 'two' });
  await expect(post(team)).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
  await expect(post(dmOf(joel))).resolves.toMatchObject({ ok: true });
  slack.clock.forward(1000);
  await expect(post(team)).resolves.toMatchObject({ ok: true });
});

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const longText = Array.from({ length: 5 }, () => section('x'.repeat(2700)));

test.each([
  ['users.info', { user: 'U0NOBODY00' }, 'user_not_found'],
  ['users.info', {}, 'invalid_arguments'],
  ['users.list', { cursor: 'nonsense' }, 'invalid_cursor'],
  ['no.such.method', {}, 'unknown_method'],
  ['conversations.open', { users: 'U0NOBODY00' }, 'user_not_found'],
  ['conversations.open', { users: noor }, 'user_disabled'],
  ['conversations.open', { users: 'U0ROLECOACH' }, 'cannot_dm_bot'],
  ['conversations.open', {}, 'users_list_not_supplied'],
  ['conversations.info', { channel: 'C0NOWHERE0' }, 'channel_not_found'],
  ['conversations.history', { channel: 'C0NOWHERE0' }, 'channel_not_found'],
  ['conversations.history', { channel: general }, 'not_in_channel'],
  ['conversations.history', { channel: dmOf(joel), limit: 1000 }, 'invalid_limit'],
  ['conversations.history', { channel: dmOf(joel), cursor: 'nonsense' }, 'invalid_cursor'],
  ['conversations.history', { channel: dmOf(joel), oldest: 'yesterday' }, 'invalid_ts_oldest'],
  ['conversations.history', { channel: team }, 'missing_scope'],
  ['chat.postMessage', { text: 'x' }, 'invalid_arguments'],
  ['chat.postMessage', { channel: 'C0NOWHERE0', text: 'x' }, 'channel_not_found'],
  ['chat.postMessage', { channel: general, text: 'x' }, 'not_in_channel'],
  ['chat.postMessage', { channel: team }, 'no_text'],
  ['chat.postMessage', { channel: team, text: '' }, 'no_text'],
  ['chat.postMessage', { channel: team, text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ['chat.postMessage', { channel: team, text: 'x', blocks: '[{' }, 'invalid_blocks_format'],
  ['chat.postMessage', { channel: team, text: 'x', blocks: '{}' }, 'invalid_blocks_format'],
  ['chat.postMessage', { channel: team, text: 'x', blocks: [{ type: 'fancy' }] }, 'invalid_blocks'],
  ['chat.postMessage', { channel: team, text: 'x', blocks: longText }, 'msg_blocks_too_long'],
  ['chat.postMessage', { channel: team, text: 'x', metadata: '{"a":1}' }, 'invalid_metadata_format'],
  ['chat.postMessage', { channel: team, text: 'x', attachments: '[{"text":"y"}]' }, 'invalid_attachments'],
  ['chat.postMessage', { channel: team, text: 'x', thread_ts: 'soon' }, 'invalid_thread_ts'],
  ['chat.postEphemeral', { channel: general, user: joel, text: 'x' }, 'not_in_channel'],
  ['chat.postEphemeral', { channel: team, user: noor, text: 'x' }, 'user_not_in_channel'],
  ['chat.postEphemeral', { channel: dmOf(mira), user: joel, text: 'x' }, 'user_not_in_channel'],
  ['chat.update', { channel: team, ts: '1700000000.000000', text: 'x' }, 'message_not_found'],
  ['chat.update', { channel: 'C0NOWHERE0', ts: '1700000000.000000', text: 'x' }, 'channel_not_found'],
  ['chat.delete', { channel: team, ts: '1700000000.000000' }, 'message_not_found'],
])('%s with %j is refused: %s', async (method, args, error) => {
  await using slack = await startWorkspace();
  expect(await refusalOf(slack.slack.apiCall(method, args))).toMatchObject({ ok: false, error });
});

test('the bot cannot change or delete what somebody else wrote, nor an ephemeral message', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  await slack.says(joel, dmOf(joel), 'mine');
  const own = { channel: dmOf(joel), ts: (await page.next('message')).message.ts };
  expect(await refusalOf(slack.slack.chat.update({ ...own, text: 'x' }))).toMatchObject({
    error: 'cant_update_message',
  });
  expect(await refusalOf(slack.slack.chat.delete(own))).toMatchObject({ error: 'cant_delete_message' });
  const { message_ts: ts = '' } = await slack.slack.chat.postEphemeral({ channel: team, user: joel, text: 'x' });
  expect(await refusalOf(slack.slack.chat.update({ channel: team, ts, text: 'y' }))).toMatchObject({
    error: 'message_not_found',
  });
});

test('refused blocks are named with where and why, as Slack names them', async () => {
  await using slack = await startWorkspace();
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'a'.repeat(151) } }];
  const refusal = await refusalOf(slack.slack.apiCall('chat.postMessage', { channel: team, text: 'x', blocks }));
  expect(refusal).toMatchObject({
    error: 'invalid_blocks',
    errors: ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
    response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
  });
});

test('a call without a token, with a wrong one, or with the token as a field', async () => {
  await using slack = await startWorkspace();
  const client = (token?: string) =>
    new WebClient(token, { slackApiUrl: `${slack.url}/local/api/`, retryConfig: { retries: 0 }, logger: silent });
  expect(await refusalOf(client().auth.test())).toMatchObject({ error: 'not_authed' });
  expect(await refusalOf(client('xoxb-wrong').auth.test())).toMatchObject({ error: 'invalid_auth' });
  expect(await client().auth.test({ token: slack.local.token })).toMatchObject({ ok: true });
});

test('a call in JSON is understood as one in a form', async () => {
  await using slack = await startWorkspace();
  const response = await fetch(`${slack.url}/local/api/chat.postMessage`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${slack.local.token}`, 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ channel: team, text: 'x', blocks: [{ type: 'divider' }] }),
  });
  expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
});

test.each([
  ['users:read', 'users.info', { user: joel }],
  ['users:read', 'users.list', {}],
  ['im:write', 'conversations.open', { users: joel }],
  ['im:read', 'conversations.info', { channel: dmOf(joel) }],
  ['im:history', 'conversations.history', { channel: dmOf(joel) }],
  ['chat:write', 'chat.postMessage', { channel: team, text: 'x' }],
  ['chat:write', 'chat.postEphemeral', { channel: team, user: joel, text: 'x' }],
  ['chat:write', 'chat.update', { channel: team, ts: '1700000000.000000', text: 'x' }],
  ['chat:write', 'chat.delete', { channel: team, ts: '1700000000.000000' }],
])('without %s, %s is refused', async (needed, method, args) => {
  await using slack = await startWorkspace({ manifest: manifestWith('commands', 'alone') });
  expect(await refusalOf(slack.slack.apiCall(method, args))).toMatchObject({
    error: 'missing_scope',
    needed,
    provided: 'commands',
  });
});

test('an update keeps the metadata of a message, puts other in its place, or takes it away', async () => {
  await using slack = await startWorkspace();
  const channel = dmOf(joel);
  const delivery = (id: string) => ({ event_type: 'delivery', event_payload: { id } });
  const { ts = '' } = await slack.slack.chat.postMessage({ channel, text: 'x', metadata: delivery('d1') });
  const update = async (more: object) => {
    await slack.slack.apiCall('chat.update', { channel, ts, text: 'y', ...more });
    const { messages } = await slack.slack.conversations.history({ channel, include_all_metadata: true });
    return messages?.[0]?.metadata;
  };
  expect(await update({})).toEqual(delivery('d1'));
  expect(await update({ metadata: delivery('d2') })).toEqual(delivery('d2'));
  expect(await update({ metadata: {} })).toBeUndefined();
});

test('a delivery is found again by its metadata, some pages back', async () => {
  await using slack = await startWorkspace();
  const { channel } = await slack.slack.conversations.open({ users: joel });
  const id = channel?.id ?? '';
  const since = String(slack.clock.now().getTime() / 1000);
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    const metadata = { event_type: 'delivery', event_payload: { key } };
    await slack.slack.chat.postMessage({ channel: id, text: key, metadata });
    slack.clock.forward(1000);
  }
  const seen: unknown[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await slack.slack.conversations.history({
      channel: id,
      oldest: since,
      inclusive: true,
      limit: 2,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    });
    seen.push(page.messages?.map(({ metadata }) => metadata?.event_payload));
    expect(page.has_more).toBe(page.response_metadata?.next_cursor !== undefined);
    cursor = page.response_metadata?.next_cursor;
  }
  expect(seen).toEqual([[{ key: 'e' }, { key: 'd' }], [{ key: 'c' }, { key: 'b' }], [{ key: 'a' }]]);
});

test('a message to a person is refused where the app has no Messages tab', async () => {
  await using slack = await startWorkspace({
    manifest: changedManifest('messages_tab_enabled: true', 'messages_tab_enabled: false'),
  });
  expect(await refusalOf(slack.slack.chat.postMessage({ channel: joel, text: 'x' }))).toMatchObject({
    error: 'messages_tab_disabled',
  });
  expect(await slack.says(joel, dmOf(joel), 'hello')).toMatchObject({
    problem: 'Sending messages to this app has been turned off.',
  });
});
