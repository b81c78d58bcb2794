import { z } from 'zod';

/** What the environment asks for, checked; each way to run has just what it needs. */
export type Config = Common & (LocalSlack | SocketSlack | HttpSlack);

interface Common {
  port: number;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  /** Undefined: the role that comes with the bot. */
  roleFile: string | undefined;
  /** `sqlite:PATH` or `postgres://…`, with its password. */
  databaseUrl: string;
  /** Where KPI queries are asked; undefined: nowhere. */
  prometheusUrl: string | undefined;
}

interface LocalSlack {
  mode: 'local';
}

interface SocketSlack {
  mode: 'socket';
  botToken: string;
  appToken: string;
  apiUrl: string | undefined;
}

interface HttpSlack {
  mode: 'http';
  botToken: string;
  signingSecret: string;
  apiUrl: string | undefined;
}

/** Every problem of the environment in one message, each with its remedy. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const filled = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined); // `NAME=` in an .env file is unset
const starting = (prefix: string, where: string) =>
  filled.refine((value) => value === undefined || value.startsWith(prefix), {
    error: `expected a token that starts with "${prefix}"; it is in ${where} of your app on api.slack.com/apps`,
  });

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** What is wrong with it, without repeating it: it may hold a password. */
function databaseProblem(url: string): string | undefined {
  if (/^sqlite:(?!\/\/).*[^/]$/.test(url)) return undefined;
  if (url.startsWith('sqlite:')) {
    return 'expected a file right after "sqlite:", like sqlite:./data/coach.db or sqlite:/var/lib/coach.db';
  }
  if (!/^postgres(ql)?:\/\//.test(url)) {
    return 'expected sqlite:PATH, like sqlite:./data/coach.db, or postgres://USER:PASSWORD@HOST/DATABASE';
  }
  if (URL.canParse(url.replace('@/', '@socket/'))) return undefined; // `pg` takes a URL without a host, too
  return 'expected postgres://USER:PASSWORD@HOST/DATABASE; a sign like # or / in the password is written %23 or %2F';
}

const isWebAddress = (url: string): boolean =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !/[?#]/.test(url);

const environment = z.object({
  SLACK_BOT_TOKEN: starting('xoxb-', '"OAuth & Permissions"'),
  SLACK_APP_TOKEN: starting('xapp-', '"Basic Information", "App-Level Tokens"'),
  SLACK_SIGNING_SECRET: filled,
  SLACK_CLIENT_ID: filled,
  SLACK_CLIENT_SECRET: filled,
  SLACK_STATE_SECRET: filled,
  SLACK_API_URL: filled.refine((value) => value === undefined || (URL.canParse(value) && value.endsWith('/api/')), {
    error: ({ input }) => `expected a URL that ends in "/api/", like https://slack.com/api/, not "${input}"`,
  }),
  PORT: filled
    .refine((value) => value === undefined || isPort(Number(value)), {
      error: ({ input }) => `expected a port from 1 to 65535, not "${input}"`,
    })
    .transform((value) => Number(value ?? 3000)),
  LOG_LEVEL: filled
    .transform((value) => value ?? 'info')
    .pipe(
      z.enum(['trace', 'debug', 'info', 'warn', 'error'], {
        error: ({ input }) => `expected trace, debug, info, warn or error, not "${input}"`,
      }),
    ),
  ROLE_FILE: filled,
  DATABASE_URL: filled
    .transform((value) => value ?? 'sqlite:./data/coach.db')
    .refine((url) => databaseProblem(url) === undefined, { error: ({ input }) => databaseProblem(String(input)) }),
  PROMETHEUS_URL: filled.refine((url) => url === undefined || isWebAddress(url), {
    error: 'expected the address that Prometheus answers at, like http://prometheus:9090', // it may hold a password
  }),
});
type Environment = z.infer<typeof environment>;

/**
 * Reads the configuration from the environment; with no `SLACK_…` variable set it is the local workspace.
 * @throws {ConfigError} half-set or wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const half = halfSet((name) => (env[name] ?? '').trim() !== '');
  if (!parsed.success || half.length > 0) throw problems([...wrong, ...half]);
  const { PORT: port, LOG_LEVEL: logLevel, ROLE_FILE: roleFile, DATABASE_URL: databaseUrl } = parsed.data;
  return {
    port,
    logLevel,
    roleFile,
    databaseUrl,
    prometheusUrl: parsed.data.PROMETHEUS_URL,
    ...readSlack(parsed.data),
  };
}

const installing = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

/** What is set without what it needs; told beside what is wrong, so that nobody mends one thing at a time. */
function halfSet(isSet: (name: keyof Environment) => boolean): string[] {
  const many = installing.filter(isSet);
  if (many.length > 0) {
    return [
      `${many.join(', ')}: installing in many workspaces is not part of this version; unset it, and set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET`,
    ];
  }
  const isReached = isSet('SLACK_APP_TOKEN') || isSet('SLACK_SIGNING_SECRET');
  if (!isSet('SLACK_BOT_TOKEN')) {
    const isLocal = !isReached && !isSet('SLACK_API_URL');
    return isLocal
      ? []
      : ['SLACK_BOT_TOKEN: not set; copy it from "OAuth & Permissions" of your app on api.slack.com/apps'];
  }
  if (isReached) return [];
  return [
    'SLACK_BOT_TOKEN: set, but not how Slack reaches the bot; also set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
  ];
}

function readSlack(env: Environment): LocalSlack | SocketSlack | HttpSlack {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  const apiUrl = env.SLACK_API_URL;
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, apiUrl };
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret, apiUrl };
  return { mode: 'local' };
}

const problems = (list: string[]): ConfigError =>
  new ConfigError(`The configuration cannot be used:\n${list.map((problem) => `  ${problem}`).join('\n')}`);
