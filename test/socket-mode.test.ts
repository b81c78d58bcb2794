import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../src/calendar/clock.ts';
import { startCoach } from '../src/coach.ts';
import { freshStore } from './support/databases.ts';
import { recordedLog } from './support/log.ts';
import { freePort, type RunningCoach, runCoach } from './support/process.ts';
import { builtInRole } from './support/roles.ts';
import { type Connection, ok, type SocketSlack, startSocketSlack } from './support/socket-slack.ts';

interface ConnectedCoach extends AsyncDisposable {
  slack: SocketSlack;
  /** The first one. */
  connection: Connection;
  health(): Promise<string>;
  stop(): Promise<void>;
}

/** The bot, connected to a Slack that speaks Socket Mode and ends with it. */
async function connect(slack?: SocketSlack): Promise<ConnectedCoach> {
  const side = slack ?? (await startSocketSlack());
  const store = await freshStore('sqlite');
  const coach = await startCoach({
    slack: { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: side.apiUrl },
    role: builtInRole(),
    db: store.db,
    clock: systemClock,
    scopes: [],
    log: recordedLog().log,
    port: 0,
    host: '127.0.0.1',
  });
  const stop = () => coach.stop(5000);
  return {
    slack: side,
    connection: await side.nextConnection(),
    health: () => healthAt(coach.port),
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await store[Symbol.asyncDispose]();
      await side[Symbol.asyncDispose]();
    },
  };
}

async function healthAt(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`);
  return `${response.status} ${await response.text()}`;
}

/** The bot as a process of its own, once it has printed this. */
async function run(apiUrl: string, printed: string): Promise<RunningCoach> {
  const coach = runCoach({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    SLACK_API_URL: apiUrl,
    PORT: String(await freePort()),
  });
  await coach.prints(printed);
  return coach;
}

const ready = '"msg":"ready"';
const startingAnyway = 'starting all the same';

const command = (text: string) => ({ command: '/ml-role', text, team_id: 'T1', user_id: 'U1', channel_id: 'C1' });

const event = (id: string, about: object) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: id,
  event: { user: 'U1', channel: 'D1', event_ts: '1.1', ...about },
});

/** Slack is in trouble when it is asked for this, the next time only. */
function failOnce({ answers }: SocketSlack, method: string): void {
  const usual = answers.get(method) ?? (() => ok({}));
  answers.set(method, () => {
    answers.set(method, usual);
    return { status: 500, body: {} };
  });
}

/** Slack takes its time for calls of this method, until they are released. */
function hold({ answers }: SocketSlack, method: string): { release(): void } {
  const held: (() => void)[] = [];
  answers.set(method, () => new Promise((resolve) => held.push(() => resolve(ok({})))));
  return {
    release: () => {
      for (const go of held) go();
    },
  };
}

const message = (id: string, text: string) => event(id, { type: 'message', channel_type: 'im', ts: '1.1', text });

describe.concurrent('over Socket Mode', { timeout: 30_000 }, () => {
  test('a command is acknowledged with its answer, the table in it', async () => {
    await using coach = await connect();
    expect(await coach.connection.sends('slash_commands', command('kpis'))).toMatchObject({
      response_type: 'ephemeral',
      blocks: expect.arrayContaining([expect.objectContaining({ type: 'table' })]),
    });
  });

  test('a message to the bot is answered where it was written', async () => {
    await using coach = await connect();
    await coach.connection.sends('events_api', message('Ev1', 'latency'));
    expect(await coach.slack.nextCall('chat.postMessage')).toMatchObject({
      channel: 'D1',
      text: expect.stringContaining('Inference latency (p95)'),
    });
  });

  test('a button under an answer puts the next answer in its place', async () => {
    await using coach = await connect();
    await coach.connection.sends('interactive', {
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: 'U1' },
      channel: { id: 'C1' },
      trigger_id: '1.2',
      response_url: coach.slack.responseUrl,
      actions: [{ type: 'button', action_id: 'guide.open:kpis', block_id: 'b', value: 'kpis' }],
    });
    expect(await coach.slack.nextCall('response_url')).toMatchObject({
      replace_original: true,
      blocks: expect.arrayContaining([expect.objectContaining({ type: 'table' })]),
    });
  });

  test('whoever opens the Home tab finds it filled', async () => {
    await using coach = await connect();
    await coach.connection.sends('events_api', event('Ev1', { type: 'app_home_opened', tab: 'home' }));
    expect(await coach.slack.nextCall('views.publish')).toMatchObject({ user_id: 'U1', view: { type: 'home' } });
  });

  test('when Slack asks for a new connection the bot makes one, and answers on', async () => {
    await using coach = await connect();
    coach.connection.asksForRefresh();
    expect(await coach.connection.closed).toBe(1000);
    const next = await coach.slack.nextConnection();
    expect(await next.sends('slash_commands', command('mission'))).toMatchObject({ response_type: 'ephemeral' });
  });

  test.each([
    ['is cut', (connection: Connection) => connection.drops()],
    ['falls silent', (connection: Connection) => connection.fallsSilent()],
  ])('when the connection %s, /healthz says so until the bot has made a new one', async (_, lose) => {
    await using coach = await connect();
    expect(await coach.health()).toBe('200 {"status":"up"}');
    lose(coach.connection);
    await expect.poll(coach.health, { timeout: 15_000 }).toBe('503 {"status":"disconnected"}');
    const next = await coach.slack.nextConnection();
    await next.sends('events_api', message('Ev1', 'kpis'));
    await coach.slack.nextCall('chat.postMessage');
    expect(await coach.health()).toBe('200 {"status":"up"}');
  });

  test('a Slack that is in trouble when the bot starts, or connects again, is asked again', async () => {
    const slack = await startSocketSlack();
    failOnce(slack, 'apps.connections.open');
    await using coach = await connect(slack);
    failOnce(slack, 'apps.connections.open');
    coach.connection.drops();
    const next = await slack.nextConnection();
    expect(await next.sends('slash_commands', command('kpis'))).toBeDefined();
  });

  test('a message that comes while the bot stops is left for Slack to send again', async () => {
    await using coach = await connect();
    const slow = hold(coach.slack, 'chat.postMessage');
    const acknowledged: string[] = [];
    const send = async (id: string) => {
      await coach.connection.sends('events_api', message(id, 'kpis'));
      acknowledged.push(id);
    };
    void send('Ev1');
    await coach.slack.nextCall('chat.postMessage');
    const stopped = coach.stop();
    void send('Ev2');
    await coach.connection.arrived();
    slow.release();
    await stopped;
    expect(await coach.connection.closed).toBe(1000);
    expect(acknowledged).toEqual(['Ev1']);
  });
});

describe.concurrent('SIGTERM over Socket Mode', { timeout: 15_000 }, () => {
  test('says goodbye to Slack and ends the process with 0', async () => {
    await using slack = await startSocketSlack();
    await using coach = await run(slack.apiUrl, ready);
    const connection = await slack.nextConnection();
    coach.process.kill('SIGTERM');
    expect(await coach.ends()).toBe(0);
    expect(await connection.closed).toBe(1000);
  });

  test('lets the answers go out that are under way, from a slow Slack too', async () => {
    await using slack = await startSocketSlack();
    await using coach = await run(slack.apiUrl, ready);
    const connection = await slack.nextConnection();
    slack.answers.set('chat.postMessage', async () => wait(500, ok({})));
    await connection.sends('events_api', message('Ev1', 'kpis'));
    await connection.sends('events_api', message('Ev2', 'mission')); // waits for the first: one at a time in a channel
    await slack.nextCall('chat.postMessage');
    coach.process.kill('SIGTERM');
    expect(await slack.nextCall('chat.postMessage')).toMatchObject({ text: expect.stringContaining('Mission') });
    expect(await coach.ends()).toBe(0);
    expect(coach.output()).not.toContain('"level":50');
  });

  test('while Slack answers with errors only ends a start that waits for it', async () => {
    await using slack = await startSocketSlack();
    for (const method of ['auth.test', 'apps.connections.open']) {
      slack.answers.set(method, () => ({ status: 500, body: {} }));
    }
    await using coach = await run(slack.apiUrl, startingAnyway);
    await slack.nextCall('apps.connections.open');
    coach.process.kill('SIGTERM');
    expect(await coach.ends()).toBe(0);
  });

  test('while there is no way to Slack ends a start that waits for it', async () => {
    await using coach = await run(`http://127.0.0.1:${await freePort()}/api/`, startingAnyway);
    coach.process.kill('SIGTERM');
    expect(await coach.ends()).toBe(0);
  });

  test('between two connections ends the process with 0', async () => {
    await using slack = await startSocketSlack();
    await using coach = await run(slack.apiUrl, ready);
    const connection = await slack.nextConnection();
    connection.drops();
    await connection.closed;
    coach.process.kill('SIGTERM');
    expect(await coach.ends()).toBe(0);
  });
});
