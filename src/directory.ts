import { setTimeout as wait } from 'node:timers/promises';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Clock } from './calendar/clock.ts';
import { isTimeZone } from './calendar/time-zone.ts';
import type { Logger } from './log.ts';
import type { Directory, SeenProfile } from './plans/deps.ts';
import { Refusal } from './refusal.ts';

export interface DirectoryDeps {
  client: WebClient;
  clock: Clock;
  log: Logger;
  /** How long somebody is let wait for an answer; undefined: as long as the client waits for Slack. */
  answerWithinMs?: number | undefined;
  /** The zone that somebody had when Slack last told one. */
  zoneBefore(workspaceId: string, personId: string): Promise<string | undefined>;
  /** Where the admins are many pages away, Slack has the bot wait between them; over at once when it is about to end. */
  pause(ms: number): Promise<void>;
  isStopped(): boolean;
}

/** What Slack answers for an id that nobody has; any other error does not say whether there is such a person. */
const nobody = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

/** Whom somebody is to be told of a trouble by need not be known to the minute, and is asked for at each trouble. */
const adminsKeptMs = 5 * 60_000;

/** Slack's people, asked each time: who is an admin now is what counts. https://docs.slack.dev/reference/methods/users.info */
export function slackDirectory(deps: DirectoryDeps): Directory {
  const { clock, log, zoneBefore } = deps;
  const kept = new Map<string, { until: number; admins: Promise<string[]> }>();
  return {
    find: async (workspaceId, personId) => {
      const seen = await findSeen(deps, workspaceId, personId);
      if (!seen) return undefined;
      return { ...seen, timeZone: seen.timeZone ?? (await zoneBefore(workspaceId, personId)) ?? 'UTC' };
    },
    admins: async (workspaceId) => {
      const now = clock.now().getTime();
      const known = kept.get(workspaceId);
      if (known && now < known.until) return known.admins;
      const admins = findAdmins(deps);
      kept.set(workspaceId, { until: now + adminsKeptMs, admins });
      return admins.catch((error: unknown) => {
        kept.delete(workspaceId);
        log.warn({ err: error, workspace: workspaceId }, 'Slack could not be asked who is an admin');
        throw new Refusal({ kind: 'slack-does-not-answer', personId: '' });
      });
    },
  };
}

/** The same for one request: each person is asked about once, be it that several rights hang on them. */
export function askedOnce({ find, admins }: Directory): Directory {
  const known = new Map<string, ReturnType<typeof find>>();
  return {
    find: (workspaceId, personId) => {
      const key = `${workspaceId} ${personId}`;
      const profile = known.get(key) ?? find(workspaceId, personId);
      known.set(key, profile);
      return profile;
    },
    admins,
  };
}

async function findSeen(
  { client, log, answerWithinMs }: DirectoryDeps,
  workspaceId: string,
  personId: string,
): Promise<SeenProfile | undefined> {
  try {
    const { user } = await within(answerWithinMs, client.users.info({ user: personId }));
    return user && profileOf(user, log);
  } catch (error) {
    if (error instanceof WebAPIPlatformError && nobody.has(error.data.error)) return undefined;
    log.warn({ err: error, workspace: workspaceId, person: personId }, 'Slack could not be asked about a person');
    throw new Refusal({ kind: 'slack-does-not-answer', personId });
  }
}

/** @throws {Error} it takes longer; what was asked is not waited for any more */
async function within<T>(ms: number | undefined, answer: Promise<T>): Promise<T> {
  if (ms === undefined) return answer;
  const over = wait(ms, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  return Promise.race([answer, over]);
}

/**
 * Page by page, as Slack asks for; a page that it does not give yet is asked for again when it says.
 * https://docs.slack.dev/apis/web-api/pagination
 */
async function findAdmins(deps: DirectoryDeps): Promise<string[]> {
  const admins: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await whenAllowed(deps, { limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    const members = page.members ?? [];
    admins.push(...members.filter((user) => isActiveAdmin(user)).flatMap(({ id }) => id ?? []));
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return admins;
}

async function whenAllowed(
  { client, pause, isStopped }: DirectoryDeps,
  page: { limit: number; cursor?: string },
): ReturnType<typeof client.users.list> {
  for (;;) {
    try {
      return await client.users.list(page);
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw error;
      await pause(error.retryAfter * 1000);
      if (isStopped()) throw error;
    }
  }
}

/** What Slack says of somebody, in `users.info` and in the event `user_change`. */
export interface SlackUser {
  id?: string | undefined;
  deleted?: boolean | undefined;
  is_bot?: boolean | undefined;
  is_admin?: boolean | undefined;
  is_owner?: boolean | undefined;
  is_restricted?: boolean | undefined;
  is_ultra_restricted?: boolean | undefined;
  is_stranger?: boolean | undefined;
  tz?: string | undefined;
}

export const profileOf = (user: SlackUser, log: Logger): SeenProfile => ({
  timeZone: zoneOf(user, log),
  account: accountOf(user),
  isAdmin: user.is_admin === true || user.is_owner === true,
});

/** Slack may know zones that this machine does not: nobody's messages stop for that. Of a closed account it tells none. */
function zoneOf({ id, tz, deleted }: SlackUser, log: Logger): string | undefined {
  if (deleted || tz === undefined) return undefined;
  if (isTimeZone(tz)) return tz;
  log.warn(
    { person: id, timeZone: tz },
    'this machine does not know the time zone that Slack tells; a newer Node.js may',
  );
  return undefined;
}

const isActiveAdmin = (user: SlackUser): boolean =>
  (user.is_admin === true || user.is_owner === true) && accountOf(user) === 'member';

function accountOf(user: SlackUser): SeenProfile['account'] {
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot'; // Slackbot is no bot, by Slack's own account
  if (user.deleted) return 'deactivated';
  // people of other companies in shared channels are strangers
  return user.is_restricted || user.is_ultra_restricted || user.is_stranger ? 'guest' : 'member';
}
