import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { dmOf, general, joel, mira, noor, sam, startWorkspace, team } from './start-workspace.ts';

test('a command reaches the bot as Slack sends it, signed', async () => {
  await using slack = await startWorkspace();
  await slack.says(mira, team, '/ml-role onboard @Joel Park 2026-01-12 & more');
  const { headers, body, raw } = await slack.bot.next();
  expect(body).toMatchObject({
    command: '/ml-role',
    text: `onboard <@${joel}|joel.park> 2026-01-12 &amp; more`,
    user_id: mira,
    user_name: 'mira.lindqvist',
    channel_id: team,
    channel_name: 'ml-team',
    team_id: 'T0NORTHWND',
    api_app_id: 'A0ROLECOACH',
    trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
    response_url: expect.stringContaining(`${slack.url}/local/response/`),
  });
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(headers['user-agent']).toContain('Slackbot');
  const signed = `v0:${headers['x-slack-request-timestamp']}:${raw}`;
  const hash = createHmac('sha256', slack.local.signingSecret).update(signed).digest('hex');
  expect(headers['x-slack-signature']).toBe(`v0=${hash}`);
});

test.each([
  ['@Joel Park', `<@${joel}|joel.park>`],
  ['@joel park,', `<@${joel}|joel.park>,`],
  ['@joel.park', `<@${joel}|joel.park>`],
  [`<@${joel}>`, `<@${joel}|joel.park>`],
  ['@joel', '@joel'],
  ['@Joel Parker', '@Joel Parker'],
  ['me@joel.park', 'me@joel.park'],
  ['#ml-team', `<#${team}|ml-team>`],
  ['#ml-teams', '#ml-teams'],
  ['@here @channel', '<!here> <!channel>'],
  ['<script> & "co"', '&lt;script&gt; &amp; "co"'],
  ['https://example.com/?a=1&b=2 now', '<https://example.com/?a=1&amp;b=2> now'],
  ['<@U0NOBODY00>', '&lt;@U0NOBODY00&gt;'],
])('%s in a command arrives as %s', async (typed, arrives) => {
  await using slack = await startWorkspace();
  await slack.says(mira, team, `/ml-role x ${typed}`);
  expect((await slack.bot.next()).body['text']).toBe(`x ${arrives}`);
});

test('a command that does not escape gets the text as it was typed', async () => {
  await using slack = await startWorkspace();
  await slack.says(mira, team, '/raw @Joel Park');
  expect((await slack.bot.next()).body['text']).toBe('@Joel Park');
});

test('an answer in the acknowledgement is seen by the one who asked, and by nobody else', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply({ body: { text: 'eighteen', blocks: [{ type: 'divider' }] } });
  const page = await slack.open(mira);
  await slack.says(mira, team, '/ml-role kpis');
  const { message } = await page.next('message');
  expect(message).toMatchObject({ conversation: team, text: 'eighteen', ephemeral: true, author: { kind: 'bot' } });
  expect(message.blocks).toEqual([{ type: 'divider', block_id: expect.any(String) }]);
  expect((await slack.open(joel)).state.messages).toEqual([]);
  expect((await slack.open(mira)).state.messages).toHaveLength(1);
});

test('plain text in the acknowledgement is an answer too', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply({ body: 'just words' });
  const page = await slack.open(joel);
  await slack.says(joel, general, '/ml-role');
  expect((await page.next('message')).message.text).toBe('just words');
});

test('an answer for the channel is seen by everyone in it', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply({ body: { text: 'for all', response_type: 'in_channel' } });
  const page = await slack.open(joel);
  await slack.says(mira, team, '/ml-role kpis');
  expect((await page.next('message')).message).toMatchObject({ text: 'for all', ephemeral: false });
});

test('an answer that Slack refuses is dropped, and the page says why', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply({
    body: { text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'a'.repeat(151) } }] },
  });
  const page = await slack.open(mira);
  expect(await slack.says(mira, team, '/ml-role kpis')).toEqual({ ok: true });
  const { text } = await page.next('notice');
  expect(text).toBe(
    'Slack refused the answer to /ml-role: invalid_blocks: must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  );
  expect((await slack.open(mira)).state.messages).toEqual([]);
});

test('a command that is not answered in three seconds has timed out', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply(null);
  const answer = slack.says(mira, team, '/ml-role kpis');
  await slack.bot.next();
  slack.timers.fire(3000);
  expect(await answer).toEqual({ ok: false, problem: '/ml-role failed with the error "operation_timeout"' });
});

test('a command that the bot answers with an error has failed', async () => {
  await using slack = await startWorkspace();
  slack.bot.reply({ status: 500 });
  expect(await slack.says(mira, team, '/ml-role kpis')).toEqual({
    ok: false,
    problem: '/ml-role failed with the error "dispatch_failed"',
  });
});

test('a command has failed while no bot listens', async () => {
  await using slack = await startWorkspace({ connected: false });
  expect(await slack.says(mira, team, '/ml-role kpis')).toMatchObject({
    problem: expect.stringContaining('dispatch_failed'),
  });
});

test('a word after / that is no command is said to be none, and goes nowhere', async () => {
  await using slack = await startWorkspace();
  expect(await slack.says(mira, team, '/foo bar')).toEqual({ ok: false, problem: '/foo is not a valid command.' });
  expect(slack.bot.waiting()).toBe(0);
});

test('a guest acts where they are a member, and nowhere else', async () => {
  await using slack = await startWorkspace();
  expect(await slack.says(sam, team, '/ml-role')).toEqual({ ok: true });
  expect(await slack.says(sam, general, '/ml-role')).toEqual({
    ok: false,
    problem: 'You are not in that conversation.',
  });
});

test('a deactivated person cannot act', async () => {
  await using slack = await startWorkspace();
  expect(await slack.says(noor, dmOf(noor), 'hello')).toEqual({
    ok: false,
    problem: "Noor Haddad's account is deactivated. Pick somebody else.",
  });
});

test('a shortcut reaches the bot', async () => {
  await using slack = await startWorkspace();
  expect(await slack.does({ kind: 'shortcut', person: joel, callbackId: 'search' })).toEqual({ ok: true });
  expect((await slack.bot.next()).body).toMatchObject({
    type: 'shortcut',
    callback_id: 'search',
    user: { id: joel },
    trigger_id: expect.any(String),
  });
});
