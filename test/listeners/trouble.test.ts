import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { startTestCoach } from '../support/coach.ts';
import { commandBody, postSigned } from '../support/signed.ts';

describe('a request', () => {
  test('that Slack did not sign, or signed long ago, is refused', async () => {
    await using coach = await startTestCoach();
    const body = commandBody('/ml-role', 'kpis');
    expect((await fetch(`${coach.url}/slack/events`, { method: 'POST', body })).status).toBe(401);
    expect((await postSigned(coach.url, { secret: 'wrong', body })).status).toBe(401);
    const anHourAgo = Math.floor(performance.timeOrigin / 1000) - 3600;
    expect(
      (await postSigned(coach.url, { secret: coach.local.signingSecret, body, timestamp: anHourAgo })).status,
    ).toBe(401);
    expect((await postSigned(coach.url, { secret: coach.local.signingSecret, body })).status).toBe(200);
  });

  test('for the health of the bot is answered without a signature', async () => {
    await using coach = await startTestCoach();
    const health = await fetch(`${coach.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'up' }]);
  });
});

describe('when Slack fails while a message is answered', () => {
  test('the person gets a reference, and the log has it with the cause; neither has what was written', async () => {
    const failures = ['internal_error'];
    await using coach = await startTestCoach({
      instead: ({ url }, response) => {
        const error = url?.endsWith('/chat.postMessage') ? failures.pop() : undefined;
        if (error !== undefined) response.end(JSON.stringify({ ok: false, error }));
        return error !== undefined;
      },
    });
    const joel = await coach.page('Joel');
    const answer = await joel.asks('my secret diary');
    const [, reference] = /went wrong on our side, reference ([0-9A-F]{4})\./.exec(answer.text) ?? [];
    expect(reference).toBeDefined();
    expect(answer.text).not.toMatch(/internal_error|at .*\.ts/);
    const line = coach
      .log()
      .split('\n')
      .find((one) => one.includes(`"reference":"${reference}"`));
    expect(line).toContain('internal_error');
    expect(line).toContain('U0JOEL');
    expect(coach.log()).not.toMatch(/secret diary|xoxb-/);
  });

  test('blocks that Slack refuses are sent again as text', async () => {
    const refused: string[] = [];
    await using coach = await startTestCoach({
      instead: ({ url }, response) => {
        if (!url?.endsWith('/chat.postMessage') || refused.length > 0) return false;
        refused.push(url);
        response.end(JSON.stringify({ ok: false, error: 'invalid_blocks' }));
        return true;
      },
    });
    const joel = await coach.page('Joel');
    const answer = await joel.asks('kpis');
    expect(answer.blocks).toEqual([]);
    expect(answer.text).toContain('Inference latency (p95) · ');
  });
});

describe('what an older version of the app left behind', () => {
  test('a button in an old message gets an answer beside it, and a way on', async () => {
    await using coach = await startTestCoach();
    const joel = await coach.page('Joel');
    const slack = new WebClient(coach.local.token, { slackApiUrl: coach.slackUrl });
    const old = {
      type: 'button' as const,
      text: { type: 'plain_text' as const, text: 'Old' },
      action_id: 'gone',
      value: '1',
    };
    await slack.chat.postMessage({ channel: joel.dm, text: 'old', blocks: [{ type: 'actions', elements: [old] }] });
    const message = await joel.reply();
    await joel.presses(message, 'Old');
    const answer = await joel.reply();
    expect(answer.text).toContain('from an older version of the app');
    expect(answer.ts).not.toBe(message.ts);
    await joel.presses(answer, 'Show me the topics');
    expect((await joel.reply()).text).toContain('/ml-role kpis');
  });

  test('a command and a shortcut of an older manifest say so', async () => {
    await using coach = await startTestCoach({ manifest: await olderManifest() });
    const joel = await coach.page('Joel');
    expect((await joel.asks('/old-role kpis', joel.channel)).text).toContain('from an older version of the app');
    await joel.does({ kind: 'shortcut', callbackId: 'old_search' });
    const [modal] = await joel.modals();
    expect(JSON.stringify(modal?.blocks)).toContain('from an older version of the app');
  });

  test('a form says so when it is sent', async () => {
    await using coach = await startTestCoach();
    const view = { id: 'V1', type: 'modal', callback_id: 'gone', state: { values: {} }, hash: '1', root_view_id: 'V1' };
    const payload = { type: 'view_submission', team: { id: 'T1' }, user: { id: 'U1', team_id: 'T1' }, view };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const response = await postSigned(coach.url, { secret: coach.local.signingSecret, body });
    expect(await response.json()).toMatchObject({ response_action: 'update', view: { callback_id: 'problem' } });
  });
});

/** The manifest with other names for its command and its shortcut, as a workspace may still have it. */
async function olderManifest(): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'role-coach-')), 'manifest.yml');
  const manifest = readFileSync('manifest.yml', 'utf8');
  writeFileSync(
    file,
    manifest
      .replace('command: /ml-role', 'command: /old-role')
      .replace('callback_id: search', 'callback_id: old_search'),
  );
  return file;
}
