import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from './calendar/clock.ts';
import { toInstant } from './calendar/instant.ts';
import { addDays } from './calendar/local-date.ts';
import { milestones } from './calendar/milestone-dates.ts';
import { turnableClock } from './calendar/turnable-clock.ts';
import { type Coach, type CoachOptions, startCoach } from './coach.ts';
import { ConfigError, readConfig } from './config.ts';
import { type Logger, makeLog } from './log.ts';
import { neededScopes } from './manifest.ts';
import type { PlanDeps } from './plans/deps.ts';
import { startPlan } from './plans/start-plan.ts';
import { loadRole, RoleFileError } from './role/load-role.ts';
import { openDatabase, StoreError } from './store/database.ts';
import { emptyStore } from './store/empty-store.ts';
import { hasPlans } from './store/plans.ts';
import type { Db } from './store/tables.ts';

/** The package's folder: this file runs as `dist/src/main.js`. */
const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const manifest = path.join(home, 'manifest.yml');
const stopWithinMs = 8000; // containers are killed after 10 s

const starting = start();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    const coach = await Promise.race([starting, undefined]); // nothing while it still starts
    await coach?.stop();
    process.exit(0);
  });
}

try {
  await starting;
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof RoleFileError || error instanceof StoreError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function start(): Promise<{ stop(): Promise<void> }> {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'stopped by an error that nobody expected');
    process.exit(1); // whoever runs the bot starts it again
  });
  const role = loadRole(config.roleFile ?? path.join(home, 'roles/machine-learning-specialist.yaml'));
  const db = await openDatabase({ url: config.databaseUrl, log });
  const slack = config.mode === 'local' ? await localWorkspace({ port: config.port, db, log }) : remoteSlack(config);
  const coach = await startCoach({
    ...slack.options,
    role,
    db,
    scopes: neededScopes(manifest),
    log,
    port: config.port,
    prometheus: config.prometheusUrl === undefined ? undefined : { url: config.prometheusUrl, fetch },
  });
  await slack.ready(coach);
  log.info({ port: coach.port, mode: config.mode, role: role.id }, 'ready');
  return {
    stop: async () => {
      await slack.close();
      await coach.stop(stopWithinMs);
      await db.destroy();
    },
  };
}

interface Slack {
  options: Pick<CoachOptions, 'slack' | 'host' | 'routes' | 'clock'>;
  ready(coach: Coach): Promise<void>;
  close(): Promise<void>;
}

function remoteSlack(slack: CoachOptions['slack']): Slack {
  return { options: { slack, clock: systemClock }, ready: async () => {}, close: async () => {} };
}

/** The stand-in for Slack on the bot's own port: loaded here alone, and only where no token is set. */
async function localWorkspace({ port, db, log }: { port: number; db: Db; log: Logger }): Promise<Slack> {
  const { openLocalWorkspace } = await import('./local/local-workspace.ts');
  const { keptOffsetMs } = await import('./local/kept/clock-offset.ts');
  const folder = path.resolve('data');
  const file = path.join(folder, 'local-workspace.db');
  const url = `http://127.0.0.1:${port}`;
  const clock = turnableClock(systemClock, keptOffsetMs(file));
  const started: { coach?: Coach } = {};
  const local = await openLocalWorkspace({
    file,
    clock,
    time: {
      clock,
      nextDueAt: async () => started.coach?.scheduler.nextDueAt(),
      settle: async () => started.coach?.scheduler.settle(),
      beginHourly: () => started.coach?.beginHourly(),
      startOver: async () => {
        await emptyStore(db);
        if (started.coach) await startExample(started.coach.plans);
      },
    },
    log,
    manifest,
    pageFolder: path.join(home, 'dist/page'),
    baseUrl: () => url,
  });
  return {
    options: {
      slack: { mode: 'http', botToken: local.token, signingSecret: local.signingSecret, apiUrl: `${url}/local/api/` },
      host: '127.0.0.1',
      routes: new Map(['/', '/assets/*', '/local/*'].map((route) => [route, local.handle])),
      clock,
    },
    ready: async (coach) => {
      started.coach = coach;
      local.connect(`${url}/slack/events`);
      await startExample(coach.plans);
      process.stdout.write(
        `\nRole Coach is ready: open http://localhost:${port} and type /ml-role into the message box.\nThis is the local workspace. No Slack is involved; what happens there is kept in ${folder}. Ctrl+C stops it.\n\n`,
      );
    },
    close: () => local.close(),
  };
}

/** So that there is something to see: a plan that began three weeks ago, where nobody has one yet. */
async function startExample(plans: PlanDeps): Promise<void> {
  const { example } = await import('./local/kept/seed.ts');
  if (await hasPlans(plans.db, example.workspaceId)) return;
  const actor = { workspaceId: example.workspaceId, personId: example.managerId };
  const startsOn = addDays(toInstant(plans.clock.now()).slice(0, 10), -21);
  await startPlan(plans, actor, { ...example, startsOn, milestones, hour: undefined });
}
