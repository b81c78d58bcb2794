import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { dmOf, joel, startWorkspace, team } from './start-workspace.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'role-coach-'));

test('a restart keeps the secrets, the messages and the Home tab', async () => {
  const file = join(newFolder(), 'data', 'local.db');
  const before = await startWorkspace({ file });
  const { token, signingSecret } = before.local;
  await before.slack.chat.postMessage({ channel: team, text: 'kept' });
  await before.slack.chat.postEphemeral({ channel: team, user: joel, text: 'kept for Joel' });
  await before.slack.apiCall('views.publish', { user_id: joel, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await before[Symbol.asyncDispose]();

  await using after = await startWorkspace({ file });
  expect(after.local).toMatchObject({ token, signingSecret });
  const { state } = await after.open(joel);
  expect(state.messages.map(({ text }) => text)).toEqual(['kept', 'kept for Joel']);
  expect(state.home).toMatchObject({ type: 'home' });
  // the clock was set back to where it began: the next message still comes last
  await after.slack.chat.postMessage({ channel: dmOf(joel), text: 'later' });
  const { ts = '' } = (await after.open(joel)).state.messages.at(-1) ?? {};
  expect(ts > (state.messages.at(-1)?.ts ?? '')).toBe(true);
});

test('each new workspace has secrets of its own', async () => {
  await using one = await startWorkspace();
  await using two = await startWorkspace();
  expect(one.local.token).toMatch(/^xoxb-/);
  expect(one.local.token).not.toBe(two.local.token);
  expect(one.local.signingSecret).not.toBe(two.local.signingSecret);
});

test('a database of another version is moved aside, and the workspace starts afresh', async () => {
  const folder = newFolder();
  const file = join(folder, 'local.db');
  const other = new Database(file);
  other.exec('CREATE TABLE messages (of_another_shape TEXT)');
  other.pragma('user_version = 99');
  other.close();
  await using slack = await startWorkspace({ file });
  expect((await slack.open(joel)).state.messages).toEqual([]);
  const aside = readdirSync(folder).filter((name) => name.startsWith('local.db.old-') && !/-(wal|shm)$/.test(name));
  expect(aside).toHaveLength(1);
  expect(new Database(join(folder, aside[0] ?? '')).pragma('user_version', { simple: true })).toBe(99);
});

test('a manifest that is none is named', async () => {
  await expect(startWorkspace({ manifest: new URL('./database.test.ts', import.meta.url).pathname })).rejects.toThrow(
    /database\.test\.ts/,
  );
});
