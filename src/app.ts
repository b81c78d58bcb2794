import { App, HTTPReceiver, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
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

export type Route = NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['customRoutes']>[number];

const slackTimeoutMs = 10_000;

/** Bolt put together: a receiver, and one listener for each kind of request, since Bolt walks all of them each time. */
export function makeApp(
  slack: SlackSettings,
  port: number,
  routes: Route[],
  deps: Deps,
): { app: App; receiver: Receiver } {
  const logger = slackLogger(deps.log, LogLevel.INFO);
  const clientOptions = {
    ...(slack.apiUrl === undefined ? {} : { slackApiUrl: slack.apiUrl }),
    logger,
    // WebClient's own retries can post twice, and wait for half an hour: what is worth another try says so itself
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: slackTimeoutMs,
    // also for response_url, which has no time limit of its own
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(slackTimeoutMs) }),
  };
  const receiver =
    slack.mode === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          logger,
          customRoutes: routes,
          installerOptions: { port, clientOptions },
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, port, logger, customRoutes: routes });
  const app = new App({
    receiver,
    logger,
    clientOptions,
    authorize: async () => ({ botToken: slack.botToken }), // one workspace: nothing to look up, nothing that can fail
    convoStore: false,
    ignoreSelf: false, // needs the bot's ids at each request; a message's `bot_id` says as much
  });
  listenToCommands(app, deps);
  listenToActions(app, deps);
  listenToEvents(app, deps);
  listenToShortcuts(app, deps);
  listenToSubmissions(app, deps);
  return { app, receiver };
}
