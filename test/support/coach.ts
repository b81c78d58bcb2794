import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { systemClock } from '../../src/calendar/clock.ts';
import { type TurnableClock, turnableClock } from '../../src/calendar/turnable-clock.ts';
import { type Coach, startCoach } from '../../src/coach.ts';
import { systemTimers, type Timers } from '../../src/delivery/timers.ts';
import { type LocalWorkspace, openLocalWorkspace } from '../../src/local/local-workspace.ts';
import type { BotTime } from '../../src/local/people/workspace-time.ts';
import { neededScopes } from '../../src/manifest.ts';
import type { Prometheus } from '../../src/prometheus/ask-prometheus.ts';
import type { LoadedRole } from '../../src/role/load-role.ts';
import type { Db } from '../../src/store/tables.ts';
import { type DatabaseKind, freshStore } from './databases.ts';
import { recordedLog } from './log.ts';
import { openPage, type TestPage } from './page.ts';
import { builtInRole } from './roles.ts';

export interface TestCoach extends AsyncDisposable {
  /** The base of the bot's own routes. */
  url: string;
  /** The base of Slack's Web API. */
  slackUrl: string;
  local: LocalWorkspace;
  db: Db;
  plans: Coach['plans'];
  clock: TurnableClock;
  /** Does all that is due now, and waits until nothing is under way. */
  settles(): Promise<void>;
  /** Turns the clock, and stops at each moment on the way at which something is due: an instant, or the next such moment. */
  turnsTo(instant: string): Promise<void>;
  turnsToNext(): Promise<Date>;
  /** The local workspace's page, as one of its people: by the beginning of a name. */
  page(name: string): Promise<TestPage>;
  /** What was logged so far, one JSON object a line. */
  log(): string;
}

export interface TestOptions {
  database?: DatabaseKind;
  /** What the clock shows at first, `2026-11-30T09:00:00Z`; it runs from there. */
  at?: string;
  role?: LoadedRole;
  /** What the workspace installed the app with. */
  manifest?: string;
  prometheus?: Prometheus;
  /** Whether the page turns the clock. */
  hasClockBar?: boolean;
  /** Requests of the bot to Slack that are answered otherwise: true where it has answered. */
  instead?: (...request: Parameters<RequestListener>) => boolean;
}

/** The bot and a local workspace, each on a port of its own, talking over HTTP as they do in production. */
export async function startTestCoach({
  database = 'sqlite',
  at,
  role = builtInRole(),
  manifest = 'manifest.yml',
  prometheus,
  hasClockBar = false,
  instead = () => false,
}: TestOptions = {}): Promise<TestCoach> {
  const { log, written } = recordedLog();
  const slack = { url: '' };
  const started: { coach?: Coach } = {};
  const clock = turnableClock(at === undefined ? systemClock : clockFrom(at));
  const store = await freshStore(database);
  const local = await openLocalWorkspace({
    file: ':memory:',
    clock,
    ...(hasClockBar ? { time: turnedInPage(clock, started) } : {}),
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
    db: store.db,
    clock,
    prometheus,
    scopes: neededScopes('manifest.yml'),
    log,
    timers: skippingTimers(clock),
    port: 0,
    host: '127.0.0.1',
  });
  started.coach = coach;
  const url = `http://127.0.0.1:${coach.port}`;
  local.connect(`${url}/slack/events`);
  const pages: TestPage[] = [];
  const { scheduler } = coach;
  return {
    db: store.db,
    plans: coach.plans,
    clock,
    settles: scheduler.settle,
    async turnsTo(instant) {
      const target = new Date(instant);
      for (let next = await scheduler.nextDueAt(); next && next <= target; next = await scheduler.nextDueAt()) {
        clock.turnTo(next);
        await scheduler.settle();
      }
      clock.turnTo(target);
      await scheduler.settle();
    },
    async turnsToNext() {
      const next = await scheduler.nextDueAt();
      if (!next) throw new Error('nothing is to come');
      clock.turnTo(next);
      await scheduler.settle();
      return next;
    },
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
      await store[Symbol.asyncDispose]();
    },
  };
}

/** The clock of the page's bar; nothing starts over there. */
function turnedInPage(clock: TurnableClock, started: { coach?: Coach }): BotTime {
  return {
    clock,
    nextDueAt: async () => started.coach?.scheduler.nextDueAt(),
    settle: async () => started.coach?.scheduler.settle(),
    beginHourly: () => started.coach?.beginHourly(),
    startOver: async () => {},
  };
}

/** As long as the bot waits between two messages to one person. */
const mostSkippedMs = 1000;

/** What is waited for between messages is skipped: by the bot's clock and Slack's it has passed. */
function skippingTimers(clock: TurnableClock): Timers {
  return {
    after(ms, run) {
      if (ms > mostSkippedMs) return systemTimers.after(ms, run);
      return systemTimers.after(0, () => {
        clock.turnTo(new Date(clock.now().getTime() + ms));
        run();
      });
    },
  };
}

/** Runs as time does, from that moment on. */
function clockFrom(instant: string) {
  const aheadMs = new Date(instant).getTime() - systemClock.now().getTime();
  return { now: () => new Date(systemClock.now().getTime() + aheadMs) };
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
