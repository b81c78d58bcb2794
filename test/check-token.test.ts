import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { checkToken } from '../src/check-token.ts';
import { listening, urlOf } from './support/coach.ts';
import { recordedLog } from './support/log.ts';

/** What is logged when Slack answers `auth.test` like this. */
async function checked(answer: object, headers: Record<string, string> = {}): Promise<string> {
  const server = await listening(
    createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(answer));
    }),
  );
  const { log, written } = recordedLog();
  const client = new WebClient(undefined, { slackApiUrl: `${urlOf(server)}/api/`, retryConfig: { retries: 0 } });
  try {
    await checkToken(client, { botToken: 'xoxb-1', needed: ['commands', 'chat:write', 'im:history'] }, log);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return written();
}

describe('at start-up', () => {
  test('scopes that the token lacks are named, with how to add them', async () => {
    const log = await checked({ ok: true, team: 'Northwind' }, { 'x-oauth-scopes': 'commands,im:history' });
    expect(log).toContain('the token lacks chat:write');
    expect(log).toContain('manifest.yml');
  });

  test('nothing is said where all are granted', async () => {
    const log = await checked({ ok: true }, { 'x-oauth-scopes': 'commands,chat:write,im:history,users:read' });
    expect(log).not.toContain('lacks');
  });

  test('a Slack that does not say which scopes were granted is mentioned once', async () => {
    expect(await checked({ ok: true })).toContain('did not say which scopes');
  });

  test('a token that Slack does not accept stops the start, with the remedy', async () => {
    await expect(checked({ ok: false, error: 'invalid_auth' })).rejects.toThrow(
      /does not accept SLACK_BOT_TOKEN \(invalid_auth\)\. Copy it again/,
    );
  });

  test('a Slack that is in trouble itself stops nothing', async () => {
    expect(await checked({ ok: false, error: 'internal_error' })).toContain('starting all the same');
  });
});
