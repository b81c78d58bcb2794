import type { RequestListener } from 'node:http';
import { makeApp, type SlackSettings } from './app.ts';
import { checkAppToken, checkToken } from './check-token.ts';
import { makeGuide } from './listeners/guide.ts';
import type { Logger } from './log.ts';
import type { LoadedRole } from './role/load-role.ts';
import { type Address, portOf, type Routes, serveRoutes, stopServing } from './web.ts';

export interface CoachOptions extends Partial<Pick<Address, 'host'>> {
  slack: SlackSettings;
  role: LoadedRole;
  /** Scopes that this version needs. */
  scopes: string[];
  log: Logger;
  /** 0 takes a free one. */
  port: number;
  /** What else is served beside the bot's own routes. */
  routes?: Routes;
}

export interface Coach {
  port: number;
  /** Takes no new work, finishes what is under way; after `withinMs` what is still open is cut. */
  stop(withinMs: number): Promise<void>;
}

type Health = 'starting' | 'up' | 'stopping';

/**
 * The bot, from a loaded role to answering Slack.
 * @throws {ConfigError} the port is taken, or Slack says that a token is no good
 */
export async function startCoach(options: CoachOptions): Promise<Coach> {
  const { slack, role, scopes, log, port, host, routes = {} } = options;
  let health: Health = 'starting';
  const { client, serve, connect, disconnect } = makeApp(slack, { guide: makeGuide(role), log });
  const own: Routes = { '/healthz': answerHealth(() => health), ...(serve ? { '/slack/events': serve } : {}) };
  const server = await serveRoutes({ ...routes, ...own }, { port, host });
  try {
    await checkToken(client, { botToken: slack.botToken, needed: scopes }, log);
    await connect().catch(checkAppToken);
  } catch (error) {
    await stopServing(server, 0);
    throw error;
  }
  health = 'up';
  return {
    port: portOf(server),
    stop: async (withinMs) => {
      health = 'stopping';
      await Promise.all([stopServing(server, withinMs), disconnect()]);
    },
  };
}

/** `/healthz`: 200 while requests are taken, else 503 with the reason. */
const answerHealth =
  (health: () => Health): RequestListener =>
  (_, response) => {
    const status = health();
    response.writeHead(status === 'up' ? 200 : 503, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify({ status }));
  };
