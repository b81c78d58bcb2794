import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { ConfigError } from './config.ts';
import type { Logger } from './log.ts';

/** Errors of `auth.test` that pass; all others say that the token is no good: https://docs.slack.dev/reference/methods/auth.test#errors */
const passingErrors = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
]);

interface Token {
  botToken: string;
  /** The scopes that this version needs. */
  needed: string[];
}

/**
 * Asks Slack whose token this is, and compares the scopes that it was granted with those that this version needs. What
 * is missing is logged with its remedy, and the bot runs all the same: what needs the scope will fail, the rest works.
 * @throws {ConfigError} Slack says that the token is no good
 */
export async function checkToken(client: WebClient, { botToken, needed }: Token, log: Logger): Promise<void> {
  try {
    const { team, user, response_metadata: metadata } = await client.auth.test({ token: botToken });
    log.info({ workspace: team, bot: user }, 'connected');
    compareScopes(metadata?.scopes, needed, log);
  } catch (error) {
    if (error instanceof WebAPIPlatformError && !passingErrors.has(error.data.error)) {
      throw new ConfigError(
        `Slack does not accept SLACK_BOT_TOKEN (${error.data.error}). Copy it again from "OAuth & Permissions" of your app on api.slack.com/apps; reinstall the app there if it was removed.`,
        { cause: error },
      );
    }
    log.warn({ err: error }, 'Slack could not be asked about the token; starting all the same');
  }
}

function compareScopes(granted: string[] | undefined, needed: string[], log: Logger): void {
  if (!granted) {
    log.warn('Slack did not say which scopes the token has, so they were not checked');
    return;
  }
  const missing = needed.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return;
  log.warn(
    { missing },
    `the token lacks ${missing.join(', ')}: on api.slack.com/apps open the app, paste this version's manifest.yml under "App Manifest", save, and reinstall the app`,
  );
}

/** Why Socket Mode could not be started: a `ConfigError` where Slack says that the app token is no good. */
export function explainAppToken(error: unknown): unknown {
  if (!(error instanceof WebAPIPlatformError)) return error;
  return new ConfigError(
    `Slack does not accept SLACK_APP_TOKEN (${error.data.error}). Make an app-level token with the scope connections:write under "Basic Information" of your app on api.slack.com/apps, and turn on "Socket Mode".`,
    { cause: error },
  );
}
