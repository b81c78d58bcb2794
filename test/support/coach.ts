import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { systemClock } from '../../src/calendar/clock.ts';
import { type Coach, startCoach } from '../../src/coach.ts';
import { type LocalWorkspace, openLocalWorkspace } from '../../src/local/local-workspace.ts';
import { neededScopes } from '../../src/manifest.ts';
import type { LoadedRole } from '../../src/role/load-role.ts';
import { recordedLog } from './log.ts';
import { openPage, type TestPage } from './page.ts';
import { builtInRole } from './roles.ts';

export interface TestCoach extends AsyncDisposable {
  /** The base of the bot's own routes. */
  url: string;
  /** The base of Slack's Web API. */
  slackUrl: string;
  local: LocalWorkspace;
  /** The local workspace's page, as one of its people: by the beginning of a name. */
  page(name: string): Promise<TestPage>;
  /** What was logged so far, one JSON object a line. */
  log(): string;
}

export interface TestOptions {
  role?: LoadedRole;
  /** What the workspace installed the app with. */
  manifest?: string;
  /** Requests of the bot to Slack that are answered otherwise: true where it has answered. */
  instead?: (...request: Parameters<RequestListener>) => boolean;
}

/** The bot and a local workspace, each on a port of its own, talking over HTTP as they do in production. */
export async function startTestCoach({
  role = builtInRole(),
  manifest = 'manifest.yml',
  instead = () => false,
}: TestOptions = {}): Promise<TestCoach> {
  const { log, written } = recordedLog();
  const slack = { url: '' };
  const local = await openLocalWorkspace({
    file: ':memory:',
    clock: systemClock,
    log,
    manifest,
    pageFolder: 'dist/page',
    baseUrl: () => slack.url,
  });
  const server = await listening(
    createServer((request, response) => {
      if (!instead(request, response)) local.handle(request, response);
    }),
  );
  slack.url = urlOf(server);
  const coach = await startCoach({
    slack: {
      mode: 'http',
      botToken: local.token,
      signingSecret: local.signingSecret,
      apiUrl: `${slack.url}/local/api/`,
    },
    role,
    scopes: neededScopes('manifest.yml'),
    log,
    port: 0,
    host: '127.0.0.1',
  });
  const url = `http://127.0.0.1:${coach.port}`;
  local.connect(`${url}/slack/events`);
  const pages: TestPage[] = [];
  return {
    url,
    slackUrl: `${slack.url}/local/api/`,
    local,
    log: written,
    async page(name) {
      const page = await openPage(slack.url, name);
      pages.push(page);
      return page;
    },
    async [Symbol.asyncDispose]() {
      for (const page of pages) page.close();
      await stopAll(coach, local, server);
    },
  };
}

async function stopAll(coach: Coach, local: LocalWorkspace, server: Server): Promise<void> {
  await coach.stop(1000);
  await local.close();
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

export async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return `http://127.0.0.1:${address.port}`;
}
