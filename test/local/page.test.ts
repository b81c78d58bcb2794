import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PageEvent } from '../../src/local/protocol.ts';
import { modal, triggerFor } from './modal-samples.ts';
import {
  ada,
  dmOf,
  general,
  joel,
  mira,
  noor,
  type RunningWorkspace,
  sam,
  startWorkspace,
  team,
} from './start-workspace.ts';

test('a page begins with all that its person may see', async () => {
  await using slack = await startWorkspace();
  const { state } = await slack.open(ada);
  expect(state).toMatchObject({
    workspace: { name: 'Northwind Labs' },
    me: ada,
    home: null,
    modals: [],
    messages: [],
    app: {
      name: 'Fixture App',
      commands: [
        { command: '/ml-role', description: 'Ask about the role', usageHint: '[topic]' },
        { command: '/raw', usageHint: '' },
      ],
      shortcuts: [{ callbackId: 'search', type: 'global' }],
    },
    conversations: [
      { id: team, kind: 'channel', name: 'ml-team' },
      { id: general, kind: 'channel', name: 'general' },
      { id: dmOf(ada), kind: 'dm', name: 'Fixture Bot' },
    ],
  });
  expect(state.people.map(({ kind }) => kind)).toEqual(['member', 'member', 'member', 'admin', 'guest', 'deactivated']);
  expect(new Set(state.people.map(({ timeZone }) => timeZone)).size).toBe(6);
});

test('a guest sees the channel that they are in, and no other', async () => {
  await using slack = await startWorkspace();
  expect((await slack.open(sam)).state.conversations.map(({ id }) => id)).toEqual([team, dmOf(sam)]);
});

test("nobody sees somebody else's direct message, not live and not later", async () => {
  await using slack = await startWorkspace();
  const page = await slack.open(mira);
  await slack.says(joel, dmOf(joel), 'secret');
  await slack.says(joel, team, 'public');
  expect((await page.next('message')).message.text).toBe('public');
  expect((await slack.open(mira)).state.messages.map(({ text }) => text)).toEqual(['public']);
  expect((await slack.open(joel)).state.messages.map(({ text }) => text)).toEqual(['public', 'secret']);
  expect(await slack.says(mira, dmOf(joel), 'hello')).toMatchObject({ problem: 'You are not in that conversation.' });
});

test('every open page of a person is told', async () => {
  await using slack = await startWorkspace();
  const pages = [await slack.open(joel), await slack.open(joel), await slack.open(mira)];
  await slack.says(joel, team, 'hello');
  for (const page of pages) expect((await page.next('message')).message.text).toBe('hello');
});

test('an idle page is kept open by a heartbeat', async () => {
  await using slack = await startWorkspace();
  const response = await fetch(`${slack.url}/local/page/events?person=${joel}`);
  const reader = response.body?.getReader();
  await reader?.read();
  slack.timers.fire(25_000);
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe(': still here\n\n');
  await reader?.cancel();
});

test('a stranger and a deactivated person have no page', async () => {
  await using slack = await startWorkspace();
  const status = async (person: string) => (await fetch(`${slack.url}/local/page/events?person=${person}`)).status;
  expect(await status('U0NOBODY00')).toBe(404);
  expect(await status(noor)).toBe(403);
});

test.each([
  ['no JSON', '{', 400],
  ['no request of the page', '{"kind":"dance"}', 400],
  ['more than a megabyte', JSON.stringify({ text: 'x'.repeat(1024 * 1024) }), 413],
])('a post with %s is refused clearly', async (_, body, status) => {
  await using slack = await startWorkspace();
  const response = await fetch(`${slack.url}/local/page/requests`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    ok: false,
    problem: expect.stringMatching(/^The body|^Not a request|^The request/),
  });
});

test('an empty message is not sent', async () => {
  await using slack = await startWorkspace();
  expect(await slack.says(joel, team, '  \n ')).toEqual({ ok: false, problem: 'Write something first.' });
});

/** A request with headers, or to a path, that fetch does not let one set. */
function statusOf(
  slack: RunningWorkspace,
  headers: Record<string, string>,
  path = '/local/page/requests',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(slack.url, { method: 'POST', path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end(JSON.stringify({ kind: 'open-home', person: joel }));
  });
}

test.each([
  ['localhost', 200],
  ['localhost:3000', 200],
  ['127.0.0.1:3000', 200],
  ['[::1]:3000', 200],
  ['evil.example', 403],
  ['localhost.evil.example', 403],
  ['127.0.0.1.evil.example:3000', 403],
])('a request to the name %s is answered with %d', async (host, status) => {
  await using slack = await startWorkspace();
  expect(await statusOf(slack, { host, 'content-type': 'application/json' })).toBe(status);
});

test.each([
  ['http://localhost:3000', 200],
  ['http://127.0.0.1:5173', 200],
  ['https://evil.example', 403],
  ['null', 403],
])('a post from a page at %s is answered with %d', async (origin, status) => {
  await using slack = await startWorkspace();
  expect(await statusOf(slack, { origin, 'content-type': 'application/json' })).toBe(status);
});

test('a post that a foreign page may send without asking is refused', async () => {
  await using slack = await startWorkspace();
  expect(await statusOf(slack, { 'content-type': 'text/plain' })).toBe(415);
});

test('the built page is served, and what lies outside of it is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'role-coach-'));
  const pageFolder = join(folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
  writeFileSync(join(pageFolder, 'assets/main-1.js'), '1;');
  writeFileSync(join(folder, 'secret'), 'secret');
  await using slack = await startWorkspace({ pageFolder });
  const get = async (path: string) => {
    const response = await fetch(slack.url + path);
    return [response.status, response.headers.get('content-type'), await response.text()];
  };
  expect(await get('/')).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>']);
  expect(await get('/assets/main-1.js')).toEqual([200, 'text/javascript; charset=utf-8', '1;']);
  const policy = (await fetch(slack.url)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect((await get('/assets/..%2f..%2fsecret'))[0]).toBe(404);
  expect((await get('/%2e%2e/secret'))[0]).toBe(404);
});

test('HEAD is answered as GET is, without the body', async () => {
  const pageFolder = mkdtempSync(join(tmpdir(), 'role-coach-'));
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
  await using slack = await startWorkspace({ pageFolder });
  const response = await fetch(slack.url, { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toBe('');
});

test('an address that is none is refused, and the workspace goes on', async () => {
  await using slack = await startWorkspace();
  expect(await statusOf(slack, {}, '//')).toBe(400);
  expect((await fetch(`${slack.url}/nowhere`)).status).toBe(404);
});

test('a page that is not built says how to build it', async () => {
  await using slack = await startWorkspace();
  const response = await fetch(slack.url);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build');
});

test('a page that names nobody starts as the first person', async () => {
  await using slack = await startWorkspace();
  expect((await slack.open('')).state.me).toBe(joel);
});

test('a workspace that is closed turns requests away', async () => {
  await using slack = await startWorkspace();
  await slack.local.close();
  expect(await slack.says(joel, team, 'hello')).toEqual({ ok: false, problem: 'The local workspace is stopping.' });
});

test.each([
  ['is opened anew has no modals left over', {}, 0],
  ['was away for a moment keeps its modals', { 'last-event-id': '1' }, 1],
])('a page that %s', async (_, headers, count) => {
  await using slack = await startWorkspace();
  await slack.slack.apiCall('views.open', { trigger_id: await triggerFor(slack), view: modal('Old') });
  const leaving = new AbortController();
  const response = await fetch(`${slack.url}/local/page/events?person=${joel}`, { headers, signal: leaving.signal });
  const first = await response.body?.getReader().read();
  leaving.abort();
  const event: PageEvent = JSON.parse(/^data: (.*)$/m.exec(new TextDecoder().decode(first?.value))?.[1] ?? 'null');
  expect(event.kind === 'state' && event.state.modals.length).toBe(count);
});
