import { z } from 'zod';
import { SlackError } from '../checks/slack-error.ts';
import type { Person } from '../kept/world.ts';
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
    ...[...world.people.values()].map((person) => describe(pieces, person)),
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

function describe({ world, clock }: Pieces, person: Person): Record<string, unknown> {
  const { id, handle, name, title, timeZone, kind } = person;
  const isAdmin = kind === 'admin';
  const shared = {
    id,
    team_id: world.team.id,
    name: handle,
    deleted: kind === 'deactivated',
    profile: { title, real_name: name, display_name: name, real_name_normalized: name, display_name_normalized: name },
    is_bot: false,
    is_app_user: false,
    updated: 1_700_000_000,
  };
  // of a deactivated person Slack tells neither the zone nor the rights
  if (kind === 'deactivated') return shared;
  return {
    ...shared,
    real_name: name,
    tz: timeZone,
    tz_label: zoneName(timeZone, clock.now(), 'long'),
    tz_offset: offsetSeconds(timeZone, clock.now()),
    is_admin: isAdmin,
    is_owner: isAdmin,
    is_primary_owner: isAdmin,
    is_restricted: kind === 'guest',
    is_ultra_restricted: false,
  };
}

/** `GMT+05:30` and the like, as seconds. */
function offsetSeconds(timeZone: string, now: Date): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(zoneName(timeZone, now, 'longOffset')) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
}

function zoneName(timeZone: string, now: Date, style: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: style }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
