import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../src/calendar/clock.ts';
import { openLocalWorkspace } from '../src/local/local-workspace.ts';
import { listening, urlOf } from './support/coach.ts';
import { recordedLog } from './support/log.ts';
import { openPage } from './support/page.ts';
import { freePort, runCoach } from './support/process.ts';

describe('starting', () => {
  test('with nothing set runs the local workspace, says where to look, and answers there', async () => {
    const port = await freePort();
    await using coach = runCoach({ PORT: String(port) });
    await coach.prints(`open http://localhost:${port} and type /ml-role`);
    const joel = await openPage(`http://127.0.0.1:${port}`, 'Joel');
    await joel.types('/ml-role kpis', joel.channel); // the welcome to the plan under way comes in the direct message
    expect((await joel.reply(joel.channel)).text).toContain('Data drift rate');
    joel.close();
  });

  test('what was said in the local workspace is still there after the next start', async () => {
    const port = await freePort();
    const coach = runCoach({ PORT: String(port) });
    await coach.prints('ready');
    const url = `http://127.0.0.1:${port}`;
    const joel = await openPage(url, 'Joel');
    await joel.types('latency');
    while ((await joel.reply()).text.startsWith('Welcome')); // to the plan under way, before the answer or after it
    joel.close();
    coach.process.kill('SIGTERM');
    expect(await coach.ends()).toBe(0);
    await using again = runCoach({ PORT: String(port) }, coach.folder);
    await again.prints('ready');
    const back = await openPage(url, 'Joel');
    const said = back.state.messages.map(({ text }) => text.split('\n')[0] ?? ''); // and the welcome to the plan under way
    expect(said.filter((text) => !text.startsWith('Welcome'))).toEqual(['latency', 'Inference latency (p95)']);
    back.close();
  });

  test('with a token and a signing secret serves a Slack somewhere else', async () => {
    const { log } = recordedLog();
    const slack = { url: '' };
    const local = await openLocalWorkspace({
      file: ':memory:',
      clock: systemClock,
      log,
      manifest: 'manifest.yml',
      pageFolder: 'dist/page',
      baseUrl: () => slack.url,
    });
    const server = await listening(createServer(local.handle));
    slack.url = urlOf(server);
    const port = await freePort();
    await using coach = runCoach({
      SLACK_BOT_TOKEN: local.token,
      SLACK_SIGNING_SECRET: local.signingSecret,
      SLACK_API_URL: `${slack.url}/local/api/`,
      PORT: String(port),
    });
    await coach.prints('"msg":"ready"');
    local.connect(`http://127.0.0.1:${port}/slack/events`);
    const priya = await openPage(slack.url, 'Priya');
    expect((await priya.asks('/ml-role kpis')).blocks.some(({ type }) => type === 'table')).toBe(true);
    expect(coach.output()).not.toContain('local workspace');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    priya.close();
    await local.close();
    server.close();
  });

  test.each([
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN: not set'],
    [{ ROLE_FILE: '/no/such/role.yaml' }, '/no/such/role.yaml cannot be read (ENOENT). Set ROLE_FILE'],
    [{ PORT: 'x', LOG_LEVEL: 'y' }, 'PORT: expected a port'],
  ])('with %j says what to do and ends with 1', async (env, message) => {
    await using coach = runCoach(env);
    expect(await coach.ends()).toBe(1);
    expect(coach.output()).toContain(message);
    expect(coach.output()).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['the local workspace', {}],
    ['Socket Mode', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:9/api/' }],
  ])('on a port that is taken says so and ends with 1: %s', async (_, env) => {
    const server = await listening(createServer());
    const { port } = new URL(urlOf(server));
    await using coach = runCoach({ ...env, PORT: port });
    expect(await coach.ends()).toBe(1);
    expect(coach.output()).toContain(`Port ${port} is taken.`);
    server.close();
  });

  test('with an app token that Slack does not accept says so and ends with 1', async () => {
    const slack = await listening(
      createServer(({ url }, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(url?.endsWith('/auth.test') ? { ok: true } : { ok: false, error: 'invalid_auth' }));
      }),
    );
    await using coach = runCoach({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: `${urlOf(slack)}/api/`,
      PORT: String(await freePort()),
    });
    expect(await coach.ends()).toBe(1);
    expect(coach.output()).toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)');
    slack.close();
    slack.closeAllConnections();
  });
});
