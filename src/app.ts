import type { RequestListener } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { explainAppToken } from './check-token.ts';
import { listenToActions } from './listeners/actions.ts';
import { cleanText } from './listeners/clean-text.ts';
import { listenToCommands } from './listeners/commands.ts';
import type { Deps } from './listeners/deps.ts';
import { listenToEvents } from './listeners/events.ts';
import { reportFailure } from './listeners/failure.ts';
import { listenToOptions } from './listeners/options.ts';
import { listenToShortcuts } from './listeners/shortcuts.ts';
import { listenToSubmissions } from './listeners/submissions.ts';
import { type Logger, slackLogger } from './log.ts';
import { type Turns, takeTurns } from './take-turns.ts';
import type { Routes } from './web.ts';

/** How Slack and the bot reach each other. */
export type SlackSettings = { botToken: string; apiUrl: string | undefined } & (
  | { mode: 'socket'; appToken: string }
  | { mode: 'http'; signingSecret: string }
);

/** Bolt put together with its listeners, and how it is reached. */
export interface SlackSide {
  /** Slack's Web API, as the bot. */
  client: WebClient;
  /** Where Slack's requests are taken; nowhere in Socket Mode, where the bot goes to Slack instead. */
  routes: Routes;
  /** @throws {ConfigError} Slack says that the app token is no good */
  connect(): Promise<void>;
  /** By which work that nobody waits for lets Slack's requests go first. */
  turns: Turns;
  /** Whether Slack can reach the bot, as far as the bot knows. */
  isConnected(): boolean;
  /** Waits for what is under way, at most `withinMs`, and takes no more. */
  disconnect(withinMs: number): Promise<void>;
}

const slackTimeoutMs = 10_000;

/** One listener for each kind of request, since Bolt walks all of them each time. */
export function makeApp(slack: SlackSettings, depsFor: (client: WebClient) => Deps, log: Logger): SlackSide {
  const logger = slackLogger(log);
  const base = { logger, ...(slack.apiUrl === undefined ? {} : { slackApiUrl: slack.apiUrl }) };
  const client = new WebClient(slack.botToken, { ...base, ...callOptions });
  const deps = depsFor(client);
  const receiver =
    slack.mode === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          logger,
          installerOptions: { clientOptions: { ...base, ...reconnectOptions } },
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, logger });
  const socket = receiver instanceof SocketModeReceiver ? receiver : undefined;
  const app = new App({
    receiver,
    logger,
    clientOptions: { ...base, ...callOptions },
    authorize: async () => ({ botToken: slack.botToken }), // one workspace: nothing to look up, nothing that can fail
    convoStore: false,
    ignoreSelf: false, // needs the bot's ids at each request; a message's `bot_id` says as much
  });
  const turns = takeTurns();
  const underWay = trackWork(app, turns);
  app.error(async (error) => {
    reportFailure(log, error, { what: 'a request' });
    throw error; // Bolt then answers the request with 500
  });
  app.use(cleanText);
  listenToCommands(app, deps);
  listenToActions(app, deps);
  listenToEvents(app, deps);
  listenToShortcuts(app, deps);
  listenToSubmissions(app, deps);
  listenToOptions(app, deps);
  return {
    client,
    turns,
    routes: new Map(receiver instanceof HTTPReceiver ? [['/slack/events', postsOnly(receiver.requestListener)]] : []),
    connect: async () => {
      await socket?.start().catch((error: unknown) => {
        throw explainAppToken(error);
      });
    },
    isConnected: socket ? connectionOf(socket) : () => true,
    disconnect: async (withinMs) => {
      socket?.client.removeAllListeners('slack_event'); // what is not acknowledged, Slack sends again
      await Promise.race([Promise.allSettled(underWay), wait(withinMs, undefined, { ref: false })]);
      await socket?.stop(); // last, since it carries the acknowledgements
    },
  };
}

/** WebClient's own retries can post twice, and wait for half an hour: what is worth another try says so itself. */
const callOptions = {
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: slackTimeoutMs,
  // also for response_url, which has no time limit of its own
  fetch: (input: string | URL | Request, init?: RequestInit) =>
    fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(slackTimeoutMs) }),
};

/** Without these the waits grow without end: after an hour's outage the next try would be a quarter of an hour away. */
const reconnectOptions = {
  retryConfig: { forever: true, retries: 10, factor: 1.3 }, // from 1 s to 11 s, and then every 11 s
  timeout: slackTimeoutMs,
};

function connectionOf({ client }: SocketModeReceiver): () => boolean {
  let connected = false;
  client.on('connected', () => {
    connected = true;
  });
  for (const lost of ['reconnecting', 'disconnected', 'close']) {
    client.on(lost, () => {
      connected = false;
    });
  }
  return () => connected;
}

/** Bolt's receiver throws at what is no request of Slack's. */
const postsOnly =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (request.method === 'POST') listener(request, response);
    else response.writeHead(405, { allow: 'POST' }).end();
  };

/** What the listeners have begun and not finished: most answer Slack first, and work on after that. */
function trackWork(app: App, { answering }: Turns): ReadonlySet<Promise<unknown>> {
  const underWay = new Set<Promise<unknown>>();
  app.use(async ({ next }) => {
    const work = answering(next());
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  });
  return underWay;
}
