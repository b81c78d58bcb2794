import { z } from 'zod';
import { userForBot } from '../bot/user-for-bot.ts';
import { SlackError } from '../checks/slack-error.ts';
import type { Pieces } from '../pieces.ts';
import { count, type Method, method, pageOf, requireScope } from './call.ts';

export const userMethods: [string, Method][] = [
  [
    'users.info',
    method(z.looseObject({ user: z.string() }), async (pieces, { user: id }) => {
      requireScope(pieces, 'users:read');
      const user = everyone(pieces).find((one) => one['id'] === id);
      if (!user) throw new SlackError('user_not_found');
      return { user };
    }),
  ],
  [
    'users.list',
    method(z.looseObject({ cursor: z.string().optional(), limit: count.default(1000) }), async (pieces, page) => {
      requireScope(pieces, 'users:read');
      const { page: members, next } = pageOf(everyone(pieces), { ...page, limit: page.limit || 1000 });
      return {
        members,
        cache_ts: Math.floor(pieces.clock.now().getTime() / 1000),
        response_metadata: { next_cursor: next },
      };
    }),
  ],
];

/** All people, then the two that are no people: the bot, and Slackbot, of which Slack says that it is none. */
function everyone(pieces: Pieces): Record<string, unknown>[] {
  const { world, manifest } = pieces;
  const machine = { deleted: false, is_admin: false, is_owner: false, is_restricted: false, tz: 'America/Los_Angeles' };
  return [
    ...[...world.people.values()].map((person) => userForBot(pieces, person)),
    {
      ...machine,
      id: world.app.botUserId,
      team_id: world.team.id,
      name: 'rolecoach',
      real_name: manifest.botName,
      profile: {
        real_name: manifest.botName,
        display_name: manifest.botName,
        bot_id: world.app.botId,
        api_app_id: world.app.id,
      },
      is_bot: true,
      is_app_user: false,
    },
    {
      ...machine,
      id: 'USLACKBOT',
      team_id: world.team.id,
      name: 'slackbot',
      real_name: 'Slackbot',
      profile: { real_name: 'Slackbot', display_name: 'Slackbot' },
      is_bot: false,
      is_app_user: false,
    },
  ];
}
