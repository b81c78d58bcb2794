import type { RequestListener } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { apiRoutes } from './api/routes.ts';
import { makeApp, type SlackSettings, type SlackSide } from './app.ts';
import type { Clock } from './calendar/clock.ts';
import { holidayBook } from './calendar/country-holidays.ts';
import { localDateOf } from './calendar/time-zone.ts';
import { checkToken } from './check-token.ts';
import { renderer } from './delivery/messages.ts';
import type { PaceSettings } from './delivery/pace.ts';
import { makeSender, type Sender, usualPace } from './delivery/sender.ts';
import { slackOutlet } from './delivery/slack-outlet.ts';
import { systemTimers, type Timers } from './delivery/timers.ts';
import { type DirectoryDeps, slackDirectory } from './directory.ts';
import { makeGuide } from './guide.ts';
import type { KpiDeps } from './kpis/deps.ts';
import { roleKpis } from './kpis/role-kpis.ts';
import { makeSay } from './listeners/say.ts';
import type { Logger } from './log.ts';
import { watchPeople } from './people-watch.ts';
import type { PlanDeps } from './plans/deps.ts';
import { calendarOf } from './plans/person-calendar.ts';
import { deliveryRefused } from './plans/raise-attention.ts';
import { roleGoals } from './plans/role-goals.ts';
import type { Prometheus } from './prometheus/ask-prometheus.ts';
import { watchRetention } from './retention-watch.ts';
import type { LoadedRole } from './role/load-role.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';
import { storeTrouble } from './store/database.ts';
import { findPerson, workspaceCountries } from './store/people.ts';
import type { Db } from './store/tables.ts';
import { inTurn } from './take-turns.ts';
import { type Address, portOf, type Routes, serveRoutes, stopServing } from './web.ts';

export interface CoachOptions extends Partial<Pick<Address, 'host'>> {
  db: Db;
  clock: Clock;
  slack: SlackSettings;
  role: LoadedRole;
  /** Scopes that this version needs. */
  scopes: string[];
  log: Logger;
  /** How fast messages that the bot starts go out; by default slowly at first. */
  pace?: PaceSettings;
  /** How it waits until Slack takes one more message; by default as long as that takes. */
  timers?: Timers;
  /** 0 takes a free one. */
  port: number;
  /** Where KPI queries are asked; left out: nowhere. */
  prometheus?: Prometheus | undefined;
  /** What else is served beside the bot's own routes. */
  routes?: Routes;
}

export interface Coach {
  port: number;
  plans: PlanDeps;
  /** What the local workspace turns the clock by. */
  scheduler: Pick<Scheduler, 'nextDueAt' | 'settle'>;
  /** Begins what is done each hour: by a clock that was turned, that hour has come. */
  beginHourly(): void;
  /** Takes no new work, finishes what is under way; after `withinMs` what is still open is cut. */
  stop(withinMs: number): Promise<void>;
}

/** A form opens within 3 s of the press or not at all. */
const whileSomebodyWaitsMs = 2000;

/**
 * The bot, from a loaded role and an open database to answering Slack.
 * @throws {ConfigError} the port is taken, or Slack says that a token is no good
 */
export async function startCoach(options: CoachOptions): Promise<Coach> {
  const { slack, role, scopes, log, port, host, db, clock, timers, prometheus, routes = new Map() } = options;
  const scheduled: { scheduler?: Scheduler } = {};
  const stopping = new AbortController();
  const people: Omit<DirectoryDeps, 'client'> = {
    clock,
    log,
    zoneBefore: async (workspaceId, personId) => (await findPerson(db, { workspaceId, personId }))?.time_zone,
    pause: (ms) => wait(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => {}),
    isStopped: () => stopping.signal.aborted,
  };
  const shared = {
    db,
    clock,
    role: roleGoals(role),
    kpis: roleKpis(role),
    holidays: holidayBook(),
    wake: () => scheduled.scheduler?.wake(),
  };
  const depsFor = (client: WebClient, answerWithinMs?: number): KpiDeps => ({
    ...shared,
    directory: slackDirectory({ ...people, client, answerWithinMs }),
  });
  const app = makeApp(
    slack,
    (client) => {
      const deps = depsFor(client, whileSomebodyWaitsMs);
      return { guide: makeGuide(role), log, say: makeSay(timers), plans: deps, kpis: deps, prometheus };
    },
    log,
  );
  const deps = depsFor(app.client);
  let stage: 'starting' | 'up' | 'stopping' = 'starting';
  const own: Routes = new Map([['/healthz', answerHealth(() => health())], ...apiRoutes(deps, log), ...app.routes]);
  const server = await serveRoutes(new Map([...routes, ...own]), { port, host });
  try {
    await checkToken(app.client, { botToken: slack.botToken, needed: scopes }, log);
    await app.connect();
  } catch (error) {
    await stopServing(server, 0);
    throw error;
  }
  const outbox = makeOutbox(deps, app, options);
  const scheduler = startScheduler({ ...deps, prometheus, turns: app.turns }, outbox, log);
  scheduled.scheduler = scheduler;
  stage = 'up';
  const watches = [watchPeople(deps, log), watchRetention(deps, log)];
  void loadHolidays(deps, log);
  return {
    port: portOf(server),
    plans: deps,
    scheduler,
    beginHourly() {
      for (const watch of watches) watch.wake();
    },
    stop: async (withinMs) => {
      stage = 'stopping';
      stopping.abort();
      await stopServing(server, withinMs / 3); // first, since what still comes in is work, too
      await app.disconnect(withinMs / 3);
      await Promise.all([scheduler, ...watches].map((one) => one.stop(withinMs / 3)));
    },
  };

  async function health(): Promise<string> {
    if (stage !== 'up') return stage;
    if (!app.isConnected()) return 'disconnected';
    const trouble = scheduler.trouble() ?? (await storeTrouble(db));
    return trouble ?? 'up';
  }
}

/** The library of holidays holds everybody up while it is loaded: better now than when somebody waits for what needs it. */
async function loadHolidays(
  { db, holidays, clock }: Pick<KpiDeps, 'db' | 'holidays' | 'clock'>,
  log: Logger,
): Promise<void> {
  try {
    const today = localDateOf(clock.now(), 'UTC');
    for (const country of await workspaceCountries(db)) (await holidays.of(country))(today);
  } catch (error) {
    log.warn({ err: error }, 'the public holidays could not be loaded beforehand');
  }
}

/** The sender with what it needs of the deps. */
function makeOutbox(deps: KpiDeps, { client, turns }: SlackSide, options: CoachOptions): Sender {
  const { log, pace = usualPace, timers = systemTimers } = options;
  return makeSender({
    db: deps.db,
    clock: deps.clock,
    timers,
    settings: pace,
    outlet: slackOutlet(() => client),
    render: inTurn(renderer(deps), turns),
    calendarOf: (workspaceId, personId) =>
      calendarOf(deps.db, { workspaceId, personId }, { ...deps, now: deps.clock.now() }),
    onRefused: (trx, delivery, error) => deliveryRefused(trx, { delivery, error, now: deps.clock.now() }),
    onRefusalStored: deps.wake,
    log,
  });
}

/** `/healthz`: 200 while requests are taken, the database answers and what is due is looked for; else 503 with the reason. */
const answerHealth =
  (health: () => Promise<string>): RequestListener =>
  async (_, response) => {
    const status = await health();
    response.writeHead(status === 'up' ? 200 : 503, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify({ status }));
  };
