import { Server } from 'node:http';
import { makeApp, type Route, type SlackSettings } from './app.ts';
import { checkToken } from './check-token.ts';
import { ConfigError } from './config.ts';
import { type Health, healthRoute } from './health.ts';
import { makeGuide } from './listeners/guide.ts';
import type { Logger } from './log.ts';
import type { LoadedRole } from './role/load-role.ts';

export interface CoachOptions {
  slack: SlackSettings;
  role: LoadedRole;
  /** Scopes that this version needs. */
  scopes: string[];
  log: Logger;
  /** 0 takes a free one. */
  port: number;
  /** Undefined: every address of the machine. */
  host?: string;
  /** What else is served beside Slack's requests. */
  routes?: Route[];
}

export interface Coach {
  port: number;
  /** Takes no new work, finishes what is under way; after `withinMs` what is still open is cut. */
  stop(withinMs: number): Promise<void>;
}

/**
 * The bot, from a loaded role to answering Slack.
 * @throws {ConfigError} the port is taken, or Slack says that the token is no good
 */
export async function startCoach({ slack, role, scopes, log, port, host, routes = [] }: CoachOptions): Promise<Coach> {
  let health: Health = 'starting';
  const guide = makeGuide(role);
  const { app } = makeApp(slack, port, [healthRoute(() => health), ...routes], { guide, log });
  const server = await listen();
  await checkToken(app.client, { botToken: slack.botToken, needed: scopes }, log).catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  health = 'up';
  return { port: portOf(server) ?? port, stop };

  async function listen(): Promise<unknown> {
    try {
      return await (slack.mode === 'http' ? app.start({ port, ...(host === undefined ? {} : { host }) }) : app.start());
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      throw new ConfigError(`Port ${port} is taken. Stop what uses it, or set PORT to another one.`, { cause: error });
    }
  }

  async function stop(withinMs: number): Promise<void> {
    health = 'stopping';
    const stopped = app.stop();
    const deadline = setTimeout(() => server instanceof Server && server.closeAllConnections(), withinMs);
    await stopped.finally(() => clearTimeout(deadline));
  }
}

function portOf(server: unknown): number | undefined {
  const address = server instanceof Server ? server.address() : null;
  return typeof address === 'object' && address !== null ? address.port : undefined;
}
