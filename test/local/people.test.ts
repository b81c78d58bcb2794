import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ada,
  changedManifest,
  dmOf,
  joel,
  mira,
  priya,
  type RunningWorkspace,
  refusalOf,
  startWorkspace,
  team,
} from './start-workspace.ts';

const subscribed = () => changedManifest('app_home_opened, message.im', 'user_change');
const inSlack = async (slack: RunningWorkspace, user: string) => (await slack.slack.users.info({ user })).user;

test('a person who changes is told to every page and to the bot, as Slack tells it', async () => {
  await using slack = await startWorkspace({ manifest: subscribed() });
  const pages = [await slack.open(joel), await slack.open(mira)];
  slack.clock.forward(60_000);
  await slack.local.changePerson(joel, { timeZone: 'Asia/Tokyo' });
  for (const page of pages) {
    const { people } = await page.next('people');
    expect(people.find(({ id }) => id === joel)).toMatchObject({ timeZone: 'Asia/Tokyo', kind: 'member' });
  }
  const { body } = await slack.bot.next();
  const changedAt = Date.parse('2026-01-08T15:01:00Z') / 1000;
  expect(body).toMatchObject({
    type: 'event_callback',
    event: { type: 'user_change', cache_ts: changedAt, event_ts: expect.stringMatching(/^\d{10}\.\d{6}$/) },
  });
  const user = await inSlack(slack, joel);
  expect(user).toMatchObject({ tz: 'Asia/Tokyo', tz_offset: 32_400, updated: changedAt });
  expect(body['event']).toMatchObject({ user });
});

test('what changes nothing, and what nobody subscribed to, is no event', async () => {
  await using deaf = await startWorkspace();
  await deaf.local.changePerson(joel, { kind: 'guest' });
  expect(deaf.bot.waiting()).toBe(0);
  await using slack = await startWorkspace({ manifest: subscribed() });
  await slack.local.changePerson(joel, { kind: 'member', timeZone: 'America/New_York' });
  await slack.local.changePerson(joel, { kind: 'guest' });
  expect((await slack.bot.next()).body).toMatchObject({ event: { user: { id: joel, is_restricted: true } } });
  expect(slack.bot.waiting()).toBe(0);
});

test('somebody whose account is deactivated does nothing any more, and comes back as they were', async () => {
  await using slack = await startWorkspace();
  await slack.local.changePerson(joel, { kind: 'deactivated' });
  expect(await inSlack(slack, joel)).toMatchObject({ deleted: true });
  expect(await slack.says(joel, team, 'hello')).toMatchObject({
    problem: "Joel Park's account is deactivated. Pick somebody else.",
  });
  expect((await fetch(`${slack.url}/local/page/events?person=${joel}`)).status).toBe(403);
  await slack.local.changePerson(joel, { kind: 'member' });
  expect(await inSlack(slack, joel)).toMatchObject({ deleted: false, tz: 'America/New_York' });
  expect(await slack.says(joel, team, 'back')).toEqual({ ok: true });
});

test('of somebody deactivated conversations.open says so, but a message is taken all the same, as in Slack', async () => {
  await using slack = await startWorkspace();
  await slack.local.changePerson(joel, { kind: 'deactivated' });
  expect(await refusalOf(slack.slack.conversations.open({ users: joel }))).toMatchObject({ error: 'user_disabled' });
  expect((await slack.slack.chat.postMessage({ channel: dmOf(joel), text: 'unread' })).ok).toBe(true);
  const ephemeral = slack.slack.chat.postEphemeral({ channel: team, user: joel, text: 'x' });
  expect(await refusalOf(ephemeral)).toMatchObject({ error: 'user_not_in_channel' });
  const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  expect(await refusalOf(slack.slack.views.publish({ user_id: joel, view }))).toMatchObject({
    error: 'user_not_found',
  });
});

test('rights come and go with the account', async () => {
  await using slack = await startWorkspace();
  await slack.local.changePerson(priya, { kind: 'admin' });
  await slack.local.changePerson(ada, { kind: 'member' });
  expect(await inSlack(slack, priya)).toMatchObject({ is_admin: true });
  expect(await inSlack(slack, ada)).toMatchObject({ is_admin: false });
});

test('changed people survive a restart', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'role-coach-')), 'local.db');
  const before = await startWorkspace({ file });
  await before.local.changePerson(joel, { kind: 'guest', timeZone: 'Asia/Tokyo' });
  await before[Symbol.asyncDispose]();
  await using after = await startWorkspace({ file });
  expect(await inSlack(after, joel)).toMatchObject({ is_restricted: true, tz: 'Asia/Tokyo' });
});

test('a page changes somebody, and what makes no sense is refused', async () => {
  await using slack = await startWorkspace();
  const change = (changed: string, timeZone: string) =>
    slack.does({ kind: 'change-person', person: ada, changed, to: { kind: 'guest', timeZone } });
  expect(await change(joel, 'Asia/Tokyo')).toEqual({ ok: true });
  expect(await inSlack(slack, joel)).toMatchObject({ is_restricted: true, tz: 'Asia/Tokyo' });
  expect(await change('U0NOBODY00', 'Asia/Tokyo')).toMatchObject({ ok: false });
  expect(await change(joel, 'Atlantis/Capital')).toEqual({
    ok: false,
    problem: 'There is no time zone Atlantis/Capital.',
  });
  await expect(slack.local.changePerson('U0NOBODY00', {})).rejects.toThrow('user_not_found');
  await expect(slack.local.changePerson(joel, { timeZone: 'Atlantis/Capital' })).rejects.toThrow(RangeError);
});
