import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields that must never be written, wherever a library may put them. */
const secretFields = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  'text',
  'response_url',
  'trigger_id',
];
const secretTexts = /xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?:https:\/\/hooks\.slack\.com|wss:\/)\/\S+/g;

/** Structured logs, one JSON object a line; secrets and message texts are left out. */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
    serializers: { err: plainError },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface PlainError {
  type: string;
  message: string;
  stack: string | undefined;
  cause?: PlainError;
}

/** An error without what libraries hang on it: requests, answers, headers. */
function plainError(error: unknown): PlainError {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutSecrets(String(error)), stack: undefined };
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    stack: error.stack && withoutSecrets(error.stack),
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}

const withoutSecrets = (text: string): string => text.replaceAll(secretTexts, '[redacted]');

/** Slack's libraries log whole requests when debugging, so their `debug` is never passed on. */
export function slackLogger(log: Logger): SlackLogger {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      const error = parts.find((part) => part instanceof Error);
      const text = withoutSecrets(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));
      log[level](error ? { err: error } : {}, text);
    };
  return {
    debug: () => {},
    info: write('debug'), // what is news to the library is detail to the operator
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
