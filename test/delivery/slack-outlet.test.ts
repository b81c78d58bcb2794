import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { Outlet } from '../../src/delivery/outlet.ts';
import { slackOutlet } from '../../src/delivery/slack-outlet.ts';
import { slackLogger } from '../../src/log.ts';
import { listening, urlOf } from '../support/coach.ts';
import { recordedLog } from '../support/log.ts';

interface StandIn extends AsyncDisposable {
  outlet: Outlet;
  /** What was asked for, the latest last. */
  asked: URLSearchParams[];
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Slack's Web API over HTTP, which gives these answers one after the other. */
async function standIn(...answers: Answer[]): Promise<StandIn> {
  const asked: URLSearchParams[] = [];
  const server = await listening(
    createServer(async (request, response) => {
      asked.push(new URLSearchParams(await text(request)));
      answers.shift()?.(response, request);
    }),
  );
  const client = new WebClient('xoxb-1', {
    slackApiUrl: `${urlOf(server)}/api/`,
    logger: slackLogger(recordedLog().log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 300,
  });
  return {
    outlet: slackOutlet(() => client),
    asked,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const json =
  (body: object): Answer =>
  (response) =>
    response.end(JSON.stringify(body));
const error = (name: string): Answer => json({ ok: false, error: name });
const posted = json({ ok: true, channel: 'D1', ts: '1764493200.000100' });

const posting = {
  workspaceId: 'T1',
  channel: 'D1',
  deliveryId: 'one',
  message: { text: 'Day 30', blocks: [{ type: 'divider' as const }] },
};

describe('what Slack answers', () => {
  test('a message carries the id of its delivery, and neither formats nor unfurls', async () => {
    await using slack = await standIn(posted);
    expect(await slack.outlet.post(posting)).toEqual({ kind: 'done', ts: '1764493200.000100' });
    expect(Object.fromEntries(slack.asked[0] ?? [])).toMatchObject({
      channel: 'D1',
      text: 'Day 30',
      blocks: '[{"type":"divider"}]',
      metadata: '{"event_type":"role_coach_delivery","event_payload":{"delivery":"one"}}',
      mrkdwn: 'false',
      unfurl_links: 'false',
    });
  });

  test.each([
    ['user_disabled', 'refused'],
    ['account_inactive', 'refused'],
    ['channel_not_found', 'refused'],
    ['invalid_blocks', 'refused'],
    ['msg_blocks_too_long', 'refused'],
    ['messages_tab_disabled', 'refused'],
    ['invalid_auth', 'later'],
    ['team_added_to_org', 'later'],
    ['request_timeout', 'later'],
    ['an_error_of_next_year', 'later'],
    ['fatal_error', 'unknown'],
    ['internal_error', 'unknown'],
    ['service_unavailable', 'unknown'],
  ])('%s is %s', async (name, kind) => {
    await using slack = await standIn(error(name));
    expect(await slack.outlet.post(posting)).toEqual({ kind, error: name });
  });

  test('a 429 says how long to wait, whatever its status is', async () => {
    const tooMany: Answer = (response) => response.writeHead(429, { 'retry-after': '17' }).end();
    await using slack = await standIn(tooMany, error('ratelimited'));
    expect(await slack.outlet.post(posting)).toEqual({ kind: 'limited', retryAfterMs: 17_000 });
    expect(await slack.outlet.post(posting)).toMatchObject({ kind: 'limited' });
  });

  const noAnswers: [string, Answer][] = [
    ['a 500', (response) => response.writeHead(500).end('{"ok":true}')],
    ['a 503 of whatever stands between', (response) => response.writeHead(503).end('upstream connect error')],
    ['a connection that breaks', (response) => response.socket?.destroy()],
    ['an answer that is cut', (response) => response.end('{"ok":true,"ts":"17644')],
    ['an answer that breaks off', (response) => response.write('{"ok":', () => response.socket?.destroy())],
    ['an answer of nothing', (response) => response.end()],
    ['an answer that says too little', json({ ok: true })],
    ['an answer that is no object', (response) => response.end('null')],
    ['silence', () => {}],
  ];
  test.each(noAnswers)('%s leaves open what was done, and quotes nothing', async (_, answer) => {
    await using slack = await standIn(answer);
    const outcome = await slack.outlet.post(posting);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    if (outcome.kind === 'unknown') expect(outcome.error).toMatch(/^[\w ().]+$/);
  });

  test('nobody there leaves it open, too', async () => {
    const slack = await standIn();
    await slack[Symbol.asyncDispose]();
    expect(await slack.outlet.post(posting)).toEqual({ kind: 'unknown', error: 'no_answer (ECONNREFUSED)' });
  });

  test('a direct message is opened, and a message changed', async () => {
    await using slack = await standIn(json({ ok: true, channel: { id: 'D9' } }), posted, error('message_not_found'));
    expect(await slack.outlet.open({ workspaceId: 'T1', personId: 'U9' })).toEqual({ kind: 'done', channel: 'D9' });
    expect(slack.asked[0]?.get('users')).toBe('U9');
    const change = { workspaceId: 'T1', channel: 'D9', ts: '1.1', message: { text: 'Done', blocks: [] } };
    expect(await slack.outlet.update(change)).toEqual({ kind: 'done' });
    expect(await slack.outlet.update(change)).toEqual({ kind: 'refused', error: 'message_not_found' });
  });
});

describe('a history', () => {
  const since = new Date('2026-11-30T09:00:00.000Z');
  const ask = (outlet: Outlet) => outlet.history({ workspaceId: 'T1', channel: 'D1', since });
  const ours = (ts: string, delivery: string) => ({
    ts,
    metadata: { event_type: 'role_coach_delivery', event_payload: { delivery } },
  });

  test('is read page by page, and only deliveries count', async () => {
    const others = [
      { ts: '3.0', text: 'hello' },
      { ts: '3.1', metadata: { event_type: 'other', event_payload: {} } },
    ];
    await using slack = await standIn(
      json({ ok: true, messages: [ours('3.2', 'three'), ...others], response_metadata: { next_cursor: 'more' } }),
      json({ ok: true, messages: [ours('2.2', 'two')], response_metadata: { next_cursor: '' } }),
    );
    const history = await ask(slack.outlet);
    expect(history).toEqual({
      kind: 'done',
      posted: new Map([
        ['three', '3.2'],
        ['two', '2.2'],
      ]),
    });
    expect(Object.fromEntries(slack.asked[0] ?? [])).toMatchObject({ include_all_metadata: 'true', channel: 'D1' });
    expect(Number(slack.asked[0]?.get('oldest'))).toBe(since.getTime() / 1000 - 300);
    expect(slack.asked[1]?.get('cursor')).toBe('more');
  });

  test('of which a page is missing shows nothing', async () => {
    const first = json({ ok: true, messages: [], response_metadata: { next_cursor: 'more' } });
    await using slack = await standIn(first, error('missing_scope'));
    expect(await ask(slack.outlet)).toEqual({ kind: 'refused', error: 'missing_scope' });
  });
});
