import { expect, test } from 'vitest';
import {
  changedManifest,
  dmOf,
  joel,
  manifestWith,
  mira,
  noor,
  type RunningWorkspace,
  refusalOf,
  startWorkspace,
  team,
} from './start-workspace.ts';

const csv = 'kpi,value\nlatency,120\n';
const withFiles = manifestWith('files:read');
const megabyte = 1024 * 1024;

interface Share {
  content?: string;
  name?: string;
  person?: string;
  conversation?: string;
  text?: string;
  origin?: string;
}

function share(slack: RunningWorkspace, share: Share = {}): Promise<Response> {
  const { content = csv, name = 'readings.csv', person = joel, conversation = dmOf(joel), text = '', origin } = share;
  const form = new FormData();
  form.set('person', person);
  form.set('conversation', conversation);
  form.set('text', text);
  form.set('file', new Blob([content]), name);
  const headers = new Headers(origin ? { origin } : {});
  return fetch(`${slack.url}/local/page/files`, { method: 'POST', body: form, headers });
}

async function answerTo(response: Promise<Response>): Promise<unknown> {
  return (await response).json();
}

/** The file in the next event, as the bot is told of it. */
async function nextFile(slack: RunningWorkspace): Promise<{ id: string; url: string }> {
  const { body } = await slack.bot.next();
  const told: { event: { files: { id: string; url_private_download: string }[] } } = JSON.parse(JSON.stringify(body));
  const [file] = told.event.files;
  return { id: file?.id ?? '', url: file?.url_private_download ?? '' };
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test('a file that a person shares stands in the conversation, and the bot is told of it', async () => {
  await using slack = await startWorkspace({ manifest: withFiles });
  const page = await slack.open(joel);
  expect(await answerTo(share(slack, { name: 'März "26".csv', text: ' my numbers, @Mira Lindqvist ' }))).toEqual({
    ok: true,
  });
  expect((await page.next('message')).message).toMatchObject({
    author: { id: joel },
    files: [{ title: 'März "26".csv', size: csv.length }],
  });
  expect((await slack.bot.next()).body).toMatchObject({
    event: {
      type: 'message',
      subtype: 'file_share',
      channel: dmOf(joel),
      channel_type: 'im',
      user: joel,
      text: `my numbers, <@${mira}>`,
      files: [{ name: 'März "26".csv', mimetype: 'text/csv', filetype: 'csv', size: csv.length, user: joel }],
    },
  });
});

test('who subscribes to file_shared hears of each file', async () => {
  const manifest = changedManifest('[app_home_opened, message.im]', '[file_shared]');
  await using slack = await startWorkspace({ manifest });
  await share(slack);
  expect((await slack.bot.next()).body).toMatchObject({
    event: { type: 'file_shared', file_id: expect.stringMatching(/^F/), user_id: joel, channel_id: dmOf(joel) },
  });
});

test('the bot fetches the bytes with its token, and files.info says what it fetches', async () => {
  await using slack = await startWorkspace({ manifest: withFiles });
  await share(slack, { name: 'a/b ?.csv' });
  const { id, url } = await nextFile(slack);
  const fetched = await fetch(url, bearer(slack.local.token));
  expect([fetched.status, await fetched.text()]).toEqual([200, csv]);
  const answer = await slack.slack.files.info({ file: id });
  expect(answer.file).toMatchObject({ id, user: joel, size: csv.length, url_private_download: url });
  expect(await refusalOf(slack.slack.files.info({ file: 'F0NOWHERE0' }))).toMatchObject({ error: 'file_not_found' });
});

test('without the token, or for a file that is not there, comes the page to sign in', async () => {
  await using slack = await startWorkspace({ manifest: withFiles });
  await share(slack);
  const { id, url } = await nextFile(slack);
  const nowhere = url.replace(id, 'F0NOWHERE0');
  for (const [address, init] of [
    [url, {}],
    [url, bearer('xoxb-other')],
    [nowhere, bearer(slack.local.token)],
  ] as const) {
    const answer = await fetch(address, init);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).not.toContain('latency');
  }
});

test('without files:read the bot learns neither the bytes nor what files.info says', async () => {
  await using slack = await startWorkspace();
  await share(slack);
  const { id, url } = await nextFile(slack);
  expect(await (await fetch(url, bearer(slack.local.token))).text()).toContain('Sign in');
  expect(await refusalOf(slack.slack.files.info({ file: id }))).toMatchObject({
    error: 'missing_scope',
    needed: 'files:read',
  });
});

test.each<[string, Share, string]>([
  ['no bytes', { content: '' }, 'readings.csv is empty. Share one that has something in it.'],
  ['a byte more than 1 MB', { content: 'x'.repeat(megabyte + 1) }, 'readings.csv is larger than 1 MB'],
  ['a channel to go to', { conversation: team }, 'Files are shared in the direct message with Fixture Bot here.'],
  ["somebody else's conversation to go to", { conversation: dmOf(mira) }, 'You are not in that conversation.'],
  ['an account that is closed', { person: noor }, "Noor Haddad's account is deactivated."],
  ['nobody to share it', { person: 'U0NOBODY00' }, 'There is no such person here.'],
])('a file with %s is not taken, and the page hears why', async (_, what, sentence) => {
  await using slack = await startWorkspace({ manifest: withFiles });
  const answer = await answerTo(share(slack, what));
  expect(answer).toEqual({ ok: false, problem: expect.stringContaining(sentence) });
  const { messages } = await slack.slack.conversations.history({ channel: dmOf(joel) });
  expect(messages).toEqual([]);
});

test('a file of exactly 1 MB is taken', async () => {
  await using slack = await startWorkspace({ manifest: withFiles });
  expect(await answerTo(share(slack, { content: 'x'.repeat(megabyte) }))).toEqual({ ok: true });
});

test('an app that takes no messages takes no files', async () => {
  const manifest = changedManifest('messages_tab_read_only_enabled: false', 'messages_tab_read_only_enabled: true');
  await using slack = await startWorkspace({ manifest });
  expect(await answerTo(share(slack))).toMatchObject({ ok: false, problem: expect.stringContaining('turned off') });
});

test('a page of another site shares nothing, nor does a form without a file', async () => {
  await using slack = await startWorkspace({ manifest: withFiles });
  expect((await share(slack, { origin: 'https://example.com' })).status).toBe(403);
  const form = new FormData();
  form.set('person', joel);
  expect((await fetch(`${slack.url}/local/page/files`, { method: 'POST', body: form })).status).toBe(400);
});
