import { expect, test } from 'vitest';
import { changedManifest, dmOf, joel, mira, startWorkspace, team } from './start-workspace.ts';

test('what a person writes to the bot reaches it as an event', async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  expect(await slack.says(joel, dmOf(joel), '  hello <b> @Mira Lindqvist ')).toEqual({ ok: true });
  const { message } = await page.next('message');
  expect(message).toMatchObject({
    text: `hello &lt;b&gt; <@${mira}>`,
    author: { kind: 'person', id: joel, name: 'Joel Park' },
  });
  const { body, headers } = await slack.bot.next();
  expect(headers['content-type']).toBe('application/json');
  expect(headers).not.toHaveProperty('x-slack-retry-num');
  expect(body).toMatchObject({
    type: 'event_callback',
    team_id: 'T0NORTHWND',
    api_app_id: 'A0ROLECOACH',
    event_id: expect.stringMatching(/^Ev[A-Z0-9]{10}$/),
    event_time: 1767884400,
    authorizations: [{ team_id: 'T0NORTHWND', user_id: 'U0ROLECOACH', is_bot: true }],
    event: { type: 'message', channel: dmOf(joel), channel_type: 'im', user: joel, text: message.text, ts: message.ts },
  });
});

test("the bot's own messages come back as events that say so, and so do their changes", async () => {
  await using slack = await startWorkspace();
  const { ts = '' } = await slack.slack.chat.postMessage({ channel: dmOf(joel), text: 'one' });
  expect((await slack.bot.next()).body).toMatchObject({
    event: { type: 'message', bot_id: 'B0ROLECOACH', user: 'U0ROLECOACH' },
  });
  await slack.slack.chat.update({ channel: dmOf(joel), ts, text: 'two' });
  expect((await slack.bot.next()).body).toMatchObject({
    event: { subtype: 'message_changed', message: { text: 'two' }, previous_message: { text: 'one' } },
  });
  await slack.slack.chat.delete({ channel: dmOf(joel), ts });
  expect((await slack.bot.next()).body).toMatchObject({ event: { subtype: 'message_deleted', deleted_ts: ts } });
});

test('the opened Home tab reaches the bot, with the view that is shown', async () => {
  await using slack = await startWorkspace();
  await slack.does({ kind: 'open-home', person: joel });
  const first = (await slack.bot.next()).body;
  expect(first).toMatchObject({ event: { type: 'app_home_opened', user: joel, channel: dmOf(joel), tab: 'home' } });
  expect(first).not.toHaveProperty('event.view');
  await slack.slack.apiCall('views.publish', { user_id: joel, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await slack.does({ kind: 'open-home', person: joel });
  expect((await slack.bot.next()).body).toMatchObject({
    event: { view: { type: 'home', blocks: [{ type: 'divider' }] } },
  });
});

test('the bot gets the events that its manifest names, and no others', async () => {
  await using slack = await startWorkspace({ manifest: changedManifest('app_home_opened, message.im', 'app_mention') });
  await slack.does({ kind: 'open-home', person: joel });
  await slack.says(joel, dmOf(joel), 'hello');
  await slack.says(joel, team, 'nobody asked');
  await slack.says(joel, team, 'dear @Fixture Bot');
  expect((await slack.bot.next()).body).toMatchObject({ event: { type: 'app_mention', text: 'dear <@U0ROLECOACH>' } });
  expect(slack.bot.waiting()).toBe(0);
});

test('an event that fails is tried again at once, after a minute and after five', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply({ status: 500 });
  await slack.says(joel, dmOf(joel), 'hello');
  const first = await slack.bot.next();
  const seen = [];
  for (const waitMs of [0, 60_000, 300_000]) {
    await slack.timers.set(waitMs);
    slack.timers.fire(waitMs);
    const { headers, raw } = await slack.bot.next();
    expect(raw).toBe(first.raw);
    seen.push([headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
  }
  expect(seen).toEqual([
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
});

test('an event that is not answered in three seconds is tried again', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply(null);
  await slack.says(joel, dmOf(joel), 'hello');
  await slack.bot.next();
  slack.bot.reply({});
  slack.timers.fire(3000);
  await slack.timers.set(0);
  slack.timers.fire(0);
  expect((await slack.bot.next()).headers).toMatchObject({
    'x-slack-retry-num': '1',
    'x-slack-retry-reason': 'http_timeout',
  });
});
