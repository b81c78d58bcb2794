import type { ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { startTestCoach, type TestCoach, type TestOptions } from './support/coach.ts';
import { databases } from './support/databases.ts';

const at = '2026-11-25T10:00:00Z';

/** Slack takes its time to say who is in the workspace: until it is let go. */
function slowList() {
  const [waiting, late]: [ServerResponse[], { yet: boolean }] = [[], { yet: true }];
  const instead: TestOptions['instead'] = ({ url }, response) => {
    if (!late.yet || !url?.endsWith('/users.list')) return false;
    waiting.push(response);
    return true;
  };
  const letGo = (): void => {
    late.yet = false;
    for (const response of waiting) response.end(JSON.stringify({ ok: false, error: 'internal_error' }));
  };
  return { instead, waiting, letGo };
}

/** Priya says that Mira is not her manager, which the admins are told of. */
async function disputes(coach: TestCoach): Promise<void> {
  const [manager, newHire] = [await coach.page('Mira'), await coach.page('Priya')];
  await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
  await newHire.presses(await newHire.reply(), 'This is not my manager');
  await newHire.reply();
}

describe.each(databases)('while Slack takes its time to say who the admins are, on %s', (database) => {
  test('others get their messages, and are asked when it is time', async () => {
    const { instead, waiting, letGo } = slowList();
    await using coach = await startTestCoach({ database, at, instead });
    await disputes(coach);
    await expect.poll(() => waiting.length).toBe(1);

    const [manager, newHire] = [await coach.page('Mira'), await coach.page('Joel')];
    await manager.asks('/ml-role onboard @Joel Park 2026-11-30', manager.channel);
    expect((await newHire.reply()).text).toContain('Welcome');
    coach.clock.turnTo(new Date('2026-12-30T14:00:00Z')); // nine in New York
    coach.plans.wake();
    expect((await newHire.reply()).text).toContain('Day 30');
    letGo();
  });

  test('the bot stops all the same', async () => {
    const { instead, waiting } = slowList();
    const coach = await startTestCoach({ database, at, instead });
    await disputes(coach);
    await expect.poll(() => waiting.length).toBe(1);
    const startedAt = performance.now();
    await coach[Symbol.asyncDispose](); // gives it a second
    expect(performance.now() - startedAt).toBeLessThan(8000);
  });
});

test.each(databases)('what the database itself says is for the log, not for /healthz, on %s', async (database) => {
  await using coach = await startTestCoach({ database, at });
  await sql`alter table checkins rename to lost`.execute(coach.db);
  await coach.settles();
  const health = await fetch(`${coach.url}/healthz`);
  expect([health.status, await health.json()]).toEqual([
    503,
    { status: 'what is due cannot be looked for; the log says why' },
  ]);
  expect(coach.log()).toMatch(/no such table: checkins|relation \\"checkins\\" does not exist/);
});
