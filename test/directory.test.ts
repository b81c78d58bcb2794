import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { turnableClock } from '../src/calendar/turnable-clock.ts';
import { askedOnce, type DirectoryDeps, slackDirectory } from '../src/directory.ts';
import { slackLogger } from '../src/log.ts';
import { listening, urlOf } from './support/coach.ts';
import { recordedLog } from './support/log.ts';

const workspaceId = 'T1';
const at = new Date('2026-11-30T09:00:00Z');

interface Asked {
  method: string;
  fields: URLSearchParams;
}

/** Undefined: Slack never answers. */
type Answer = { status?: number; headers?: Record<string, string>; body?: object } | undefined;

/** A directory of a Slack that answers as it is told. */
async function directoryOf(answerTo: (asked: Asked, nth: number) => Answer, some: Partial<DirectoryDeps> = {}) {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one = { method: request.url?.split('/').at(-1) ?? '', fields: new URLSearchParams(await text(request)) };
    asked.push(one);
    const given = answerTo(one, asked.length);
    if (!given) return;
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json', ...given.headers });
    response.end(JSON.stringify({ ok: true, ...given.body }));
  };
  const server = await listening(createServer((request, response) => void answer(request, response)));
  const { log, written } = recordedLog();
  const clock = turnableClock({ now: () => at });
  const paused: number[] = [];
  const client = new WebClient('xoxb-1', {
    slackApiUrl: `${urlOf(server)}/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
  });
  return {
    asked,
    paused,
    clock,
    log: written,
    directory: slackDirectory({
      client,
      clock,
      log,
      zoneBefore: async () => undefined,
      pause: async (ms) => void paused.push(ms),
      isStopped: () => false,
      ...some,
    }),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const bob = { id: 'UBOB', tz: 'Europe/Berlin' };
const limited: Answer = { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } };
const admin = (id: string) => ({ id, is_admin: true });
const page = (members: object[], next_cursor = ''): Answer => ({
  body: { members, response_metadata: { next_cursor } },
});

describe('somebody’s time zone', () => {
  test('that this machine does not know is the one they had, and the operator hears of it', async () => {
    const zoneBefore = async () => 'Asia/Kolkata';
    await using slack = await directoryOf(() => ({ body: { user: { ...bob, tz: 'Mars/Olympus' } } }), { zoneBefore });
    expect(await slack.directory.find(workspaceId, 'UBOB')).toMatchObject({ timeZone: 'Asia/Kolkata' });
    expect(slack.log()).toContain('"timeZone":"Mars/Olympus"');
  });

  test('is UTC where none is known', async () => {
    await using slack = await directoryOf(() => ({ body: { user: { ...bob, tz: 'Mars/Olympus' } } }));
    expect(await slack.directory.find(workspaceId, 'UBOB')).toMatchObject({ timeZone: 'UTC' });
  });

  test('is not told of a closed account: it stays what it was', async () => {
    const zoneBefore = async () => 'Asia/Kolkata';
    await using slack = await directoryOf(() => ({ body: { user: { id: 'UBOB', deleted: true } } }), { zoneBefore });
    expect(await slack.directory.find(workspaceId, 'UBOB')).toMatchObject({
      timeZone: 'Asia/Kolkata',
      account: 'deactivated',
    });
    expect(slack.log()).not.toContain('time zone');
  });
});

describe('whoever waits for Slack to say who somebody is', () => {
  test('is told soon that it does not answer', async () => {
    await using slack = await directoryOf(() => undefined, { answerWithinMs: 50 });
    await expect(slack.directory.find(workspaceId, 'UBOB')).rejects.toMatchObject({
      reason: { kind: 'slack-does-not-answer', personId: 'UBOB' },
    });
  });

  test('has each person asked about once, also at the same moment', async () => {
    await using slack = await directoryOf(() => ({ body: { user: bob } }));
    const { find } = askedOnce(slack.directory);
    await Promise.all(['UBOB', 'UBOB', 'UADA'].map((id) => find(workspaceId, id)));
    await find(workspaceId, 'UBOB');
    expect(slack.asked.map(({ fields }) => fields.get('user'))).toEqual(['UBOB', 'UADA']);
  });
});

describe('the admins of a large workspace', () => {
  test('are found page by page, as large as Slack allows, also where it has the bot wait', async () => {
    const pages = [page([admin('U1')], 'next'), limited, limited, page([admin('U2')])];
    await using slack = await directoryOf((_, nth) => pages[nth - 1]);
    expect(await slack.directory.admins(workspaceId)).toEqual(['U1', 'U2']);
    expect(slack.asked.map(({ fields }) => [fields.get('limit'), fields.get('cursor')])).toEqual([
      ['1000', null],
      ['1000', 'next'],
      ['1000', 'next'],
      ['1000', 'next'],
    ]);
    expect(slack.paused).toEqual([30_000, 30_000]);
  });

  test('are kept for some minutes', async () => {
    await using slack = await directoryOf((_, nth) => page([admin(`U${nth}`)]));
    expect(await slack.directory.admins(workspaceId)).toEqual(['U1']);
    slack.clock.turnTo(new Date('2026-11-30T09:04:59Z'));
    expect(await slack.directory.admins(workspaceId)).toEqual(['U1']);
    slack.clock.turnTo(new Date('2026-11-30T09:05:00Z'));
    expect(await slack.directory.admins(workspaceId)).toEqual(['U2']);
  });

  test('are asked for again where Slack did not tell', async () => {
    const answers: Answer[] = [{ body: { ok: false, error: 'internal_error' } }, page([admin('U1')])];
    await using slack = await directoryOf((_, nth) => answers[nth - 1]);
    await expect(slack.directory.admins(workspaceId)).rejects.toMatchObject({
      reason: { kind: 'slack-does-not-answer' },
    });
    expect(await slack.directory.admins(workspaceId)).toEqual(['U1']);
  });

  test('are not waited for once the bot is about to end', async () => {
    const stopping = { now: false };
    await using slack = await directoryOf(() => limited, {
      isStopped: () => stopping.now,
      pause: async () => {
        stopping.now = true;
      },
    });
    await expect(slack.directory.admins(workspaceId)).rejects.toMatchObject({
      reason: { kind: 'slack-does-not-answer' },
    });
    expect(slack.asked).toHaveLength(1);
  });
});
