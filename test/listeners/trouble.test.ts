import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { startTestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
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

describe('when Slack refuses the blocks of an answer to a button', () => {
  test.each([
    ['with status 400', 400],
    ['with status 200', 200],
  ])('the same comes as text: %s', async (_, status) => {
    const refusals = ['invalid_blocks'];
    await using coach = await startTestCoach({
      instead: ({ url }, response) => {
        const error = url?.startsWith('/local/response/') ? refusals.pop() : undefined;
        if (error !== undefined) response.writeHead(status).end(JSON.stringify({ ok: false, error }));
        return error !== undefined;
      },
    });
    const joel = await coach.page('Joel');
    const topic = await joel.asks('/ml-role responsibilities', joel.channel);
    await joel.presses(topic, 'Technical');
    const part = await joel.reply();
    expect([part.ts, part.blocks]).toEqual([topic.ts, []]);
    expect(part.text).toContain('Responsibilities: Technical');
  });
});

describe('when Slack fails while something is shown', () => {
  test.each([
    ['the Home tab', '/views.publish', (joel: TestPage) => joel.does({ kind: 'open-home' })],
    ['a shortcut', '/views.open', (joel: TestPage) => joel.does({ kind: 'shortcut', callbackId: 'search' })],
  ])('the person is told in the direct message: %s', async (_, method, act) => {
    await using coach = await startTestCoach({
      instead: ({ url }, response) => {
        if (!url?.endsWith(method)) return false;
        response.end(JSON.stringify({ ok: false, error: 'internal_error' }));
        return true;
      },
    });
    const joel = await coach.page('Joel');
    await act(joel);
    expect(await joel.reply()).toMatchObject({
      conversation: joel.dm,
      text: expect.stringMatching(/reference [0-9A-F]{4}/),
    });
  });
});

describe('an event that Slack sends again', () => {
  test('is answered once', async () => {
    await using coach = await startTestCoach();
    const joel = await coach.page('Joel');
    const again = JSON.stringify({
      type: 'event_callback',
      team_id: 'T1',
      event_id: 'Ev1',
      event: { type: 'message', channel_type: 'im', channel: joel.dm, user: joel.state.me, text: 'latency', ts: '1.1' },
    });
    const request = { secret: coach.local.signingSecret, body: again, contentType: 'application/json' };
    await postSigned(coach.url, request);
    await postSigned(coach.url, request);
    expect((await joel.reply()).text).toContain('Inference latency');
    // what is answered after it has overtaken nothing
    expect((await joel.asks('kpis')).text).toContain('KPIs');
  });

  test.each(['me_message', 'thread_broadcast', 'file_share'])(
    'a message of the kind %s is answered',
    async (subtype) => {
      await using coach = await startTestCoach();
      const joel = await coach.page('Joel');
      const event = {
        type: 'message',
        subtype,
        channel_type: 'im',
        channel: joel.dm,
        user: joel.state.me,
        text: 'latency',
        ts: '1.1',
      };
      const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });
      await postSigned(coach.url, { secret: coach.local.signingSecret, body, contentType: 'application/json' });
      expect((await joel.reply()).text).toContain('Inference latency');
    },
  );

  test('news about a message (edited, deleted) is not', async () => {
    await using coach = await startTestCoach();
    const joel = await coach.page('Joel');
    const event = {
      type: 'message',
      subtype: 'message_changed',
      channel_type: 'im',
      channel: joel.dm,
      ts: '1.1',
      message: { text: 'risks' },
    };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });
    expect(
      (await postSigned(coach.url, { secret: coach.local.signingSecret, body, contentType: 'application/json' }))
        .status,
    ).toBe(200);
    expect((await joel.asks('kpis')).text).toContain('KPIs');
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

  test('a button in a modal says so on top of the modal, which stays', async () => {
    await using coach = await startTestCoach();
    const joel = await coach.page('Joel');
    await joel.does({ kind: 'shortcut', callbackId: 'search' });
    const [search] = await joel.modals();
    if (!search) throw new Error('no modal');
    const old = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Old' }, action_id: 'gone' };
    const slack = new WebClient(coach.local.token, { slackApiUrl: coach.slackUrl });
    await slack.views.update({
      view_id: search.id,
      view: {
        type: 'modal',
        title: { type: 'plain_text', text: 'Old' },
        blocks: [{ type: 'actions', elements: [old] }],
      },
    });
    const [changed] = await joel.modals();
    if (!changed) throw new Error('no modal');
    await joel.presses(changed, 'Old');
    const stack = await joel.modals();
    expect([stack.length, stack[0]?.id]).toEqual([2, search.id]);
    expect(JSON.stringify(stack[1]?.blocks)).toContain('from an older version of the app');
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
