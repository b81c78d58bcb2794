import { expect, test } from 'vitest';
import type { PageRequest } from '../../src/local/protocol.ts';
import { dmOf, joel, mira, type RunningWorkspace, startWorkspace, team } from './start-workspace.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = ['day', 'week'].map((value) => ({ text: plain(value), value }));
const blocks = [
  {
    type: 'actions' as const,
    block_id: 'row',
    elements: [
      { type: 'button' as const, action_id: 'more', text: plain('More'), value: 'kpis' },
      { type: 'static_select' as const, action_id: 'span', options },
    ],
  },
];

/** Joel asked, and the bot answered with a button and a menu that he alone sees. */
async function askedByJoel(slack: RunningWorkspace): Promise<string> {
  const page = await slack.open(joel);
  slack.bot.reply({ body: { text: 'choose', blocks } });
  await slack.says(joel, team, '/ml-role');
  await slack.bot.next();
  slack.bot.reply({});
  return (await page.next('message')).message.ts;
}

function press(person: string, conversation: string, ts: string, more: object = {}): PageRequest {
  return {
    kind: 'action',
    person,
    source: { kind: 'message', conversation, ts },
    blockId: 'row',
    actionId: 'more',
    element: { type: 'button', value: 'made up' },
    state: {},
    ...more,
  };
}

const post = (url: unknown, body: object) =>
  fetch(String(url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

test('a press on a message reaches the bot with the message, the state and a response_url', async () => {
  await using slack = await startWorkspace();
  const { ts = '' } = await slack.slack.chat.postMessage({ channel: dmOf(joel), text: 'choose', blocks });
  await slack.bot.next(); // the message.im event of the bot's own message
  const state = { row: { span: { type: 'static_select', selected_option: options[1] } } };
  expect(await slack.does(press(joel, dmOf(joel), ts, { state }))).toEqual({ ok: true });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'block_actions',
    user: { id: joel, username: 'joel.park', team_id: 'T0NORTHWND' },
    api_app_id: 'A0ROLECOACH',
    container: { type: 'message', message_ts: ts, channel_id: dmOf(joel), is_ephemeral: false },
    channel: { id: dmOf(joel), name: 'directmessage' },
    message: { ts, text: 'choose', bot_id: 'B0ROLECOACH' },
    state: { values: state },
    response_url: expect.any(String),
    trigger_id: expect.any(String),
    actions: [{ type: 'button', block_id: 'row', action_id: 'more', value: 'kpis', text: plain('More') }],
  });
});

test('a press on an ephemeral message comes without the message, as from Slack', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  await slack.does(press(joel, team, ts));
  const { body } = await slack.bot.next();
  expect(body).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
  expect(body).not.toHaveProperty('message');
  expect(body['state']).toEqual({ values: { row: { span: { type: 'static_select', selected_option: null } } } });
});

test.each([
  ['__proto__', 'toString'],
  ['constructor', 'name'],
])('a menu named %s and %s is a menu like any other', async (blockId, actionId) => {
  await using slack = await startWorkspace();
  const [row] = blocks;
  const elements = row?.elements.map((element) => ({ ...element, action_id: actionId })).slice(1) ?? [];
  const { ts = '' } = await slack.slack.chat.postMessage({
    channel: dmOf(joel),
    text: 'choose',
    blocks: [{ type: 'actions', block_id: blockId, elements }],
  });
  await slack.bot.next(); // the message.im event of the bot's own message
  const element = { type: 'static_select', selected_option: options[0] };
  expect(await slack.does(press(joel, dmOf(joel), ts, { blockId, actionId, element }))).toEqual({ ok: true });
  expect(JSON.stringify((await slack.bot.next()).body['state'])).toBe(
    `{"values":{"${blockId}":{"${actionId}":{"type":"static_select","selected_option":null}}}}`,
  );
  expect(String({})).toBe('[object Object]');
});

test('a choice in a menu reaches the bot', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  const element = { type: 'static_select', selected_option: options[0] };
  await slack.does(press(joel, team, ts, { actionId: 'span', element }));
  expect((await slack.bot.next()).body).toMatchObject({ actions: [{ action_id: 'span', ...element }] });
});

test.each([
  [
    'an option that is not offered',
    { actionId: 'span', element: { type: 'static_select', selected_option: { value: 'year' } } },
  ],
  ['a button that is not there', { actionId: 'less' }],
  ['a message that is not there', { source: { kind: 'message', conversation: team, ts: '1700000000.000000' } }],
  ['a view that is not there', { source: { kind: 'view', viewId: 'V0NOWHERE0' } }],
])('a press on %s goes nowhere', async (_, more) => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  expect(await slack.does(press(joel, team, ts, more))).toMatchObject({
    ok: false,
    problem: expect.stringContaining('changed'),
  });
  expect(slack.bot.waiting()).toBe(0);
});

test("nobody presses a button in somebody else's ephemeral message", async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  expect(await slack.does(press(mira, team, ts))).toMatchObject({ ok: false });
});

test('a press in the Home tab and in a modal comes with the view and its state, without a response_url', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  await slack.slack.apiCall('views.publish', { user_id: joel, view: { type: 'home', blocks } });
  const { view } = await page.next('home');
  await slack.does(press(joel, '', '', { source: { kind: 'view', viewId: view?.id ?? '' } }));
  const { body } = await slack.bot.next();
  expect(body).toMatchObject({
    container: { type: 'view', view_id: view?.id },
    view: { type: 'home', state: { values: { row: { span: { selected_option: null } } } } },
  });
  expect(body).not.toHaveProperty('response_url');
});

test('an answer by response_url replaces the ephemeral message, or deletes it', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  const page = await slack.open(joel);
  await slack.does(press(joel, team, ts));
  const { response_url: url } = (await slack.bot.next()).body;
  expect((await post(url, { replace_original: true, text: 'replaced' })).status).toBe(200);
  expect((await page.next('message')).message).toMatchObject({ ts, text: 'replaced', ephemeral: true });
  await post(url, { delete_original: true });
  expect(await page.next('message-removed')).toMatchObject({ ts });
});

test('an answer by response_url is a new message unless it says otherwise', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  await slack.does(press(joel, team, ts));
  const { response_url: url } = (await slack.bot.next()).body;
  await post(url, { text: 'for me' });
  await post(url, { text: 'for all', response_type: 'in_channel' });
  const texts = async (person: string) => (await slack.open(person)).state.messages.map(({ text }) => text);
  expect(await texts(joel)).toEqual(['choose', 'for me', 'for all']);
  expect(await texts(mira)).toEqual(['for all']);
});

test('a response_url takes five posts in half an hour, and says what it refuses', async () => {
  await using slack = await startWorkspace();
  await slack.says(joel, team, '/ml-role');
  const { response_url: url } = (await slack.bot.next()).body;
  const refused = await post(url, { text: 'x', blocks: [{ type: 'fancy' }] });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ ok: false, error: 'invalid_blocks' });
  for (const text of ['2', '3', '4', '5']) expect((await post(url, { text })).status).toBe(200);
  const sixth = await post(url, { text: '6' });
  expect(sixth.status).toBe(404);
  expect(await sixth.json()).toEqual({ ok: false, error: 'used_url' });
});

test('a response_url expires after half an hour', async () => {
  await using slack = await startWorkspace();
  await slack.says(joel, team, '/ml-role');
  const { response_url: url } = (await slack.bot.next()).body;
  slack.clock.forward(30 * 60_000 + 1);
  expect(await (await post(url, { text: 'late' })).json()).toEqual({ ok: false, error: 'expired_url' });
});

test('a message in the acknowledgement of a press is ignored, and the page says so', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  const page = await slack.open(joel);
  slack.bot.reply({ body: { text: 'unseen' } });
  expect(await slack.does(press(joel, team, ts))).toEqual({ ok: true });
  expect((await page.next('notice')).text).toContain('response_url');
});

test('a press that is not answered in three seconds is said to have failed', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  slack.bot.reply(null);
  const answer = slack.does(press(joel, team, ts));
  await slack.bot.next();
  slack.timers.fire(3000);
  expect(await answer).toEqual({ ok: false, problem: 'The app did not take that: "operation_timeout". Try again.' });
});

test('an ephemeral message is dismissed by its person alone', async () => {
  await using slack = await startWorkspace();
  const ts = await askedByJoel(slack);
  await slack.does({ kind: 'dismiss', person: mira, conversation: team, ts });
  expect((await slack.open(joel)).state.messages).toHaveLength(1);
  await slack.does({ kind: 'dismiss', person: joel, conversation: team, ts });
  expect((await slack.open(joel)).state.messages).toEqual([]);
});
