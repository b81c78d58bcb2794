import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { listenToActions } from './listeners/actions.ts';
import { listenToCommands } from './listeners/commands.ts';
import type { Deps } from './listeners/deps.ts';
import { listenToEvents } from './listeners/events.ts';
import { listenToShortcuts } from './listeners/shortcuts.ts';
import { listenToSubmissions } from './listeners/submissions.ts';
import { slackLogger } from './log.ts';

/** How Slack and the bot reach each other. */
export type SlackSettings = { botToken: string; apiUrl: string | undefined } & (
  | { mode: 'socket'; appToken: string }
  | { mode: 'http'; signingSecret: string }
);

/** Bolt put together with its listeners, and how it is reached. */
export interface SlackSide {
  client: App['client'];
  /** Takes Slack's requests; in Socket Mode there are none, the bot goes to Slack instead. */
  serve: RequestListener | undefined;
  connect(): Promise<void>;
  /** Takes no more, and waits for what is under way. */
  disconnect(): Promise<void>;
}

const slackTimeoutMs = 10_000;

/** One listener for each kind of request, since Bolt walks all of them each time. */
export function makeApp(slack: SlackSettings, deps: Deps): SlackSide {
  const logger = slackLogger(deps.log, LogLevel.INFO);
  const base = { logger, ...(slack.apiUrl === undefined ? {} : { slackApiUrl: slack.apiUrl }) };
  const receiver =
    slack.mode === 'socket'
      ? new SocketModeReceiver({ appToken: slack.appToken, logger, installerOptions: { clientOptions: base } })
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
  const underWay = trackWork(app);
  listenToCommands(app, deps);
  listenToActions(app, deps);
  listenToEvents(app, deps);
  listenToShortcuts(app, deps);
  listenToSubmissions(app, deps);
  return {
    client: app.client,
    serve: receiver instanceof HTTPReceiver ? postsOnly(receiver.requestListener) : undefined,
    connect: async () => void (await socket?.start()),
    disconnect: async () => {
      await socket?.stop();
      await Promise.allSettled(underWay);
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

/** Bolt's receiver throws at what is no request of Slack's. */
const postsOnly =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (request.method === 'POST') listener(request, response);
    else response.writeHead(405, { allow: 'POST' }).end();
  };

/** What the listeners have begun and not finished: most answer Slack first, and work on after that. */
function trackWork(app: App): ReadonlySet<Promise<unknown>> {
  const underWay = new Set<Promise<unknown>>();
  app.use(async ({ next }) => {
    const work = next();
    underWay.add(work);
    await work.finally(() => underWay.delete(work));
  });
  return underWay;
}
