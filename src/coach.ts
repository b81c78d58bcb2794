import type { RequestListener } from 'node:http';
import { makeApp, type SlackSettings } from './app.ts';
import { checkToken } from './check-token.ts';
import { makeGuide } from './guide.ts';
import { makeSay } from './listeners/say.ts';
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

type Health = 'starting' | 'up' | 'disconnected' | 'stopping';

/**
 * The bot, from a loaded role to answering Slack.
 * @throws {ConfigError} the port is taken, or Slack says that a token is no good
 */
export async function startCoach(options: CoachOptions): Promise<Coach> {
  const { slack, role, scopes, log, port, host, routes = new Map() } = options;
  const app = makeApp(slack, { guide: makeGuide(role), log, say: makeSay() });
  let stage: 'starting' | 'up' | 'stopping' = 'starting';
  const health = (): Health => (stage === 'up' && !app.isConnected() ? 'disconnected' : stage);
  const own: Routes = new Map([['/healthz', answerHealth(health)], ...app.routes]);
  const server = await serveRoutes(new Map([...routes, ...own]), { port, host });
  try {
    await checkToken(app.client, { botToken: slack.botToken, needed: scopes }, log);
    await app.connect();
  } catch (error) {
    await stopServing(server, 0);
    throw error;
  }
  stage = 'up';
  return {
    port: portOf(server),
    stop: async (withinMs) => {
      stage = 'stopping';
      await stopServing(server, withinMs / 2); // first, since what still comes in is work, too
      await app.disconnect(withinMs / 2);
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
