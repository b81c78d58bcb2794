import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  dmOf,
  general,
  joel,
  manifestWith,
  mira,
  type RunningWorkspace,
  refusalOf,
  startWorkspace,
  team,
} from './start-workspace.ts';

const csv = 'kpi,value\nlatency,120\n';
const start = (file?: string) => startWorkspace({ manifest: manifestWith('files:write'), ...(file ? { file } : {}) });

const announce = (slack: RunningWorkspace, length = csv.length, filename = 'readings.csv') =>
  slack.slack.files.getUploadURLExternal({ filename, length });
const upload = (url = '', body: string | FormData = csv) => fetch(url, { method: 'POST', body });
const complete = (slack: RunningWorkspace, id: string, more: object = { channel_id: dmOf(joel) }) =>
  slack.slack.apiCall('files.completeUploadExternal', { files: [{ id }], ...more });

test('WebClient.filesUploadV2 shares a file, and its person saves it', async () => {
  await using slack = await start();
  const page = await slack.open(joel);
  await slack.slack.filesUploadV2({
    channel_id: dmOf(joel),
    content: csv,
    filename: "Joel's rätings.csv",
    title: 'Your readings',
    initial_comment: 'Here they are.',
  });
  const { message } = await page.next('message');
  expect(message).toMatchObject({ text: 'Here they are.', author: { kind: 'bot' } });
  const [file] = message.files;
  expect(file).toEqual({
    id: expect.stringMatching(/^F[A-Z0-9]{10}$/),
    name: "Joel's rätings.csv",
    title: 'Your readings',
    size: csv.length,
  });
  const saved = await fetch(`${slack.url}/local/files/${file?.id}`);
  expect(await saved.text()).toBe(csv);
  expect(Object.fromEntries(saved.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': "attachment; filename*=UTF-8''Joel%27s%20r%C3%A4tings.csv",
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
});

test('the bytes may come raw or in a form', async () => {
  await using slack = await start();
  const form = new FormData();
  form.append('filename', new Blob([csv]), 'readings.csv');
  for (const body of [csv, form]) {
    const { upload_url: url, file_id: id = '' } = await announce(slack);
    const taken = await upload(url, body);
    expect([taken.status, await taken.text()]).toEqual([200, `OK - ${csv.length}\n`]);
    expect(await complete(slack, id)).toMatchObject({
      files: [{ id, name: 'readings.csv', title: 'readings.csv', mimetype: 'text/csv', size: csv.length }],
    });
  }
});

test('a file goes to each channel that is named, and to a person by their id', async () => {
  await using slack = await start();
  const { upload_url: url, file_id: id = '' } = await announce(slack);
  await upload(url);
  await complete(slack, id, { channels: `${team},${mira}` });
  const { state } = await slack.open(mira);
  expect(state.messages.map(({ conversation, files }) => [conversation, files[0]?.id])).toEqual([
    [team, id],
    [dmOf(mira), id],
  ]);
});

test('the bot sees its file in the history and in the event, and can delete the message', async () => {
  await using slack = await start();
  const { upload_url: url, file_id: id = '' } = await announce(slack);
  await upload(url);
  await complete(slack, id);
  expect((await slack.bot.next()).body).toMatchObject({
    event: { type: 'message', subtype: 'file_share', files: [{ id, name: 'readings.csv' }] },
  });
  const { messages = [] } = await slack.slack.conversations.history({ channel: dmOf(joel) });
  expect(messages).toMatchObject([
    { files: [{ id, url_private_download: `${slack.url}/local/files-pri/${id}/download/readings.csv` }] },
  ]);
  await slack.slack.chat.delete({ channel: dmOf(joel), ts: messages[0]?.ts ?? '' });
});

test('a restart keeps shared files, and forgets uploads that were not completed', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'role-coach-')), 'local.db');
  const before = await start(file);
  const [shared, other] = [await announce(before), await announce(before)];
  for (const { upload_url: url } of [shared, other]) await upload(url);
  await complete(before, shared.file_id ?? '');
  await before[Symbol.asyncDispose]();
  await using after = await start(file);
  expect(await (await fetch(`${after.url}/local/files/${shared.file_id}`)).text()).toBe(csv);
  expect((await after.open(joel)).state.messages[0]?.files).toHaveLength(1);
  expect(await refusalOf(complete(after, other.file_id ?? ''))).toMatchObject({ error: 'file_not_found' });
});

test.each([
  ['files.getUploadURLExternal', { filename: 'x.csv' }, 'invalid_arguments'],
  ['files.getUploadURLExternal', { filename: 'x.csv', length: 0 }, 'missing_argument'],
  ['files.getUploadURLExternal', { filename: 'x.csv', length: 1024 * 1024 + 1 }, 'file_upload_size_restricted'],
  ['files.completeUploadExternal', { files: [] }, 'invalid_arguments'],
  ['files.completeUploadExternal', { files: 'no json' }, 'invalid_arguments'],
  ['files.completeUploadExternal', { files: [{ id: 'F0NOWHERE0' }] }, 'file_not_found'],
  ['files.completeUploadExternal', { files: [{ id: 'x' }], channel_id: joel }, 'invalid_channel'],
  ['files.completeUploadExternal', { files: [{ id: 'x' }], channel_id: general }, 'posting_to_channel_denied'],
])('%s with %j is refused: %s', async (method, args, error) => {
  await using slack = await start();
  expect(await refusalOf(slack.slack.apiCall(method, args))).toMatchObject({ error });
});

test('an upload that never came, or that was completed before, is not found', async () => {
  await using slack = await start();
  const { upload_url: url, file_id: id = '' } = await announce(slack);
  expect(await refusalOf(complete(slack, id))).toMatchObject({ error: 'file_not_found' });
  await upload(url);
  await complete(slack, id);
  expect(await refusalOf(complete(slack, id))).toMatchObject({ error: 'file_not_found' });
});

test('without files:write nothing is shared', async () => {
  await using slack = await startWorkspace();
  for (const call of [announce(slack), complete(slack, 'F0NOWHERE0')]) {
    expect(await refusalOf(call)).toMatchObject({ error: 'missing_scope', needed: 'files:write' });
  }
});

test.each([
  ['not as many bytes as announced', csv.slice(1), 400],
  ['a form without a file', new FormData(), 400],
  ['more than a form of 1 MB needs', 'x'.repeat(2 * 1024 * 1024 + 1), 413],
])('an upload with %s is refused', async (_, body, status) => {
  await using slack = await start();
  const { upload_url: url } = await announce(slack);
  expect((await upload(url, body)).status).toBe(status);
});

test('what is nowhere is not found', async () => {
  await using slack = await start();
  expect((await upload(`${slack.url}/local/upload/nothing`)).status).toBe(400);
  for (const id of ['F0NOWHERE0', '', '..%2f'])
    expect((await fetch(`${slack.url}/local/files/${id}`)).status).toBe(404);
});
