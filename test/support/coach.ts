import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Writable } from 'node:stream';
import { systemClock } from '../../src/calendar/clock.ts';
import { type Coach, startCoach } from '../../src/coach.ts';
import { type LocalWorkspace, openLocalWorkspace } from '../../src/local/local-workspace.ts';
import { makeLog } from '../../src/log.ts';
import { neededScopes } from '../../src/manifest.ts';
import type { LoadedRole } from '../../src/role/load-role.ts';
import { openPage, type TestPage } from './page.ts';
import { builtInRole } from './roles.ts';

export interface TestCoach extends AsyncDisposable {
  /** The base of the bot's own routes. */
  url: string;
  local: LocalWorkspace;
  /** The local workspace's page, as one of its people: by the beginning of a name. */
  page(name: string): Promise<TestPage>;
  /** What was logged so far, one JSON object a line. */
  log(): string;
}

export interface TestOptions {
  role?: LoadedRole;
  manifest?: string;
}

/** The bot and a local workspace, each on a port of its own, talking over HTTP as they do in production. */
export async function startTestCoach({
  role = builtInRole(),
  manifest = 'manifest.yml',
}: TestOptions = {}): Promise<TestCoach> {
  const written: string[] = [];
  const log = makeLog(
    'debug',
    new Writable({
      write(chunk, _, done) {
        written.push(String(chunk));
        done();
      },
    }),
  );
  const slack = { url: '' };
  const local = await openLocalWorkspace({
    file: ':memory:',
    clock: systemClock,
    log,
    manifest,
    pageFolder: 'dist/page',
    baseUrl: () => slack.url,
  });
  const server = await listening(createServer(local.handle));
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
    local,
    log: () => written.join(''),
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
