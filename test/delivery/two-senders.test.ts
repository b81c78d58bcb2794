import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/calendar/clock.ts';
import { listening, urlOf } from '../support/coach.ts';
import { databases, freshStore } from '../support/databases.ts';
import { storeDeliveries } from './new-delivery.ts';

const count = 80;

describe.each(databases)('two processes that share one database on %s', (database) => {
  test('send each message once, and both of them some', { timeout: 60_000 }, async () => {
    await using store = await freshStore(database);
    const dueAt = systemClock.now();
    await storeDeliveries(store.db, ...Array.from({ length: count }, (_, index) => ({ key: `d${index}`, dueAt })));
    const posted: string[] = [];
    const server = await listening(
      createServer(async (request, response) => {
        const params = new URLSearchParams(await text(request));
        const isOpening = request.url?.endsWith('conversations.open');
        if (!isOpening) posted.push(params.get('text') ?? '');
        const answer = isOpening ? { channel: { id: `D-${params.get('users')}` } } : { ts: `1.${posted.length}` };
        response.end(JSON.stringify({ ok: true, ...answer }));
      }),
    );

    const senders = [1, 2].map(() => startProcess(store.url, `${urlOf(server)}/api/`));
    for (const { starts } of senders) await starts;
    for (const { go } of senders) go();
    for (const { ends } of senders) expect(await ends).toBe('');
    server.close();
    server.closeAllConnections();

    expect(posted.map((said) => said.replace(/ from.*/, '')).sort()).toEqual(
      Array.from({ length: count }, (_, index) => `d${index}`).sort(),
    );
    expect(new Set(posted.map((said) => said.replace(/.* from /, ''))).size).toBe(2);
    const states = await store.db.selectFrom('deliveries').select('state').distinct().execute();
    expect(states).toEqual([{ state: 'sent' }]);
  });
});

interface SendingProcess {
  starts: Promise<unknown>;
  go(): void;
  /** What it complained of. */
  ends: Promise<string>;
}

function startProcess(databaseUrl: string, slackUrl: string): SendingProcess {
  const script = path.resolve('test/delivery/sending-process.mjs');
  const child = spawn(process.execPath, [script, databaseUrl, slackUrl], { stdio: 'pipe' });
  return {
    starts: once(child.stdout, 'data'),
    go: () => child.stdin.end('go'),
    ends: text(child.stderr),
  };
}
