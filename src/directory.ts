import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from './log.ts';
import type { Directory, Profile } from './plans/deps.ts';
import { Refusal } from './refusal.ts';

/** What Slack answers for an id that nobody has; any other error does not say whether there is such a person. */
const nobody = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

/** Slack's people, asked each time: who is an admin now is what counts. https://docs.slack.dev/reference/methods/users.info */
export function slackDirectory(client: WebClient, log: Logger): Directory {
  return {
    find: async (workspaceId, personId) => {
      try {
        const { user } = await client.users.info({ user: personId });
        return user && profileOf(user);
      } catch (error) {
        if (error instanceof WebAPIPlatformError && nobody.has(error.data.error)) return undefined;
        log.warn({ err: error, workspace: workspaceId, person: personId }, 'Slack could not be asked about a person');
        throw new Refusal({ kind: 'slack-does-not-answer', personId });
      }
    },
    admins: async (workspaceId) => {
      try {
        return await findAdmins(client);
      } catch (error) {
        log.warn({ err: error, workspace: workspaceId }, 'Slack could not be asked who is an admin');
        throw new Refusal({ kind: 'slack-does-not-answer', personId: '' });
      }
    },
  };
}

/** Page by page, as Slack asks for: https://docs.slack.dev/apis/web-api/pagination */
async function findAdmins(client: WebClient): Promise<string[]> {
  const admins: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.users.list({ limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    const members = page.members ?? [];
    admins.push(...members.filter((user) => isActiveAdmin(user)).flatMap(({ id }) => id ?? []));
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return admins;
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

export const profileOf = (user: SlackUser): Profile => ({
  timeZone: user.tz ?? 'UTC',
  account: accountOf(user),
  isAdmin: user.is_admin === true || user.is_owner === true,
});

const isActiveAdmin = (user: SlackUser): boolean =>
  (user.is_admin === true || user.is_owner === true) && accountOf(user) === 'member';

function accountOf(user: SlackUser): Profile['account'] {
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot'; // Slackbot is no bot, by Slack's own account
  if (user.deleted) return 'deactivated';
  // people of other companies in shared channels are strangers
  return user.is_restricted || user.is_ultra_restricted || user.is_stranger ? 'guest' : 'member';
}
