import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from './calendar/clock.ts';
import { type CoachOptions, startCoach } from './coach.ts';
import { ConfigError, readConfig } from './config.ts';
import { type Logger, makeLog } from './log.ts';
import { neededScopes } from './manifest.ts';
import { loadRole, RoleFileError } from './role/load-role.ts';

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
  if (!(error instanceof ConfigError || error instanceof RoleFileError)) throw error;
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
  const slack = config.mode === 'local' ? await localWorkspace(config.port, log) : remoteSlack(config);
  const coach = await startCoach({ ...slack.options, role, scopes: neededScopes(manifest), log, port: config.port });
  slack.ready();
  log.info({ port: coach.port, mode: config.mode, role: role.id }, 'ready');
  return {
    stop: async () => {
      await slack.close();
      await coach.stop(stopWithinMs);
    },
  };
}

interface Slack {
  options: Pick<CoachOptions, 'slack' | 'host' | 'routes'>;
  ready(): void;
  close(): Promise<void>;
}

function remoteSlack(slack: CoachOptions['slack']): Slack {
  return { options: { slack }, ready: () => {}, close: async () => {} };
}

/** The stand-in for Slack on the bot's own port: loaded here alone, and only where no token is set. */
async function localWorkspace(port: number, log: Logger): Promise<Slack> {
  const { openLocalWorkspace } = await import('./local/local-workspace.ts');
  const folder = path.resolve('data');
  const url = `http://127.0.0.1:${port}`;
  const local = await openLocalWorkspace({
    file: path.join(folder, 'local-workspace.db'),
    clock: systemClock,
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
    },
    ready: () => {
      local.connect(`${url}/slack/events`);
      process.stdout.write(
        `\nRole Coach is ready: open http://localhost:${port} and type /ml-role into the message box.\nThis is the local workspace. No Slack is involved; what happens there is kept in ${folder}. Ctrl+C stops it.\n\n`,
      );
    },
    close: () => local.close(),
  };
}
