import { z } from 'zod';
import type { Message } from '../messages.ts';
import type { Parts } from '../parts.ts';
import { messageForBot } from '../payloads.ts';
import { SlackError } from '../slack-error.ts';
import { type Conversation, getDirectMessage, getPerson, partnerIn, type World } from '../world.ts';
import { count, decodeCursor, encodeCursor, flag, type Method, method, requireScope } from './call.ts';
import { withMetadata } from './chat.ts';

const MOST_MESSAGES = 999;

export const conversationMethods: [string, Method][] = [
  [
    'conversations.open',
    method(
      z.looseObject({ users: z.string().optional(), channel: z.string().optional(), return_im: flag }),
      async (parts, { users, channel, return_im: inFull }) => {
        requireScope(parts, 'im:write');
        const conversation = channel ? requireMine(parts, channel) : openWith(parts.world, users ?? '');
        return {
          no_op: true,
          already_open: true,
          channel: inFull ? describe(parts, conversation) : { id: conversation.id },
        };
      },
    ),
  ],
  [
    'conversations.info',
    method(z.looseObject({ channel: z.string() }), async (parts, { channel }) => {
      const conversation = parts.world.conversations.get(channel);
      if (!conversation) throw new SlackError('channel_not_found');
      requireScope(parts, conversation.kind === 'dm' ? 'im:read' : 'channels:read');
      return { channel: describe(parts, conversation) };
    }),
  ],
  [
    'conversations.history',
    method(
      z.looseObject({
        channel: z.string(),
        cursor: z.string().optional(),
        limit: count.default(100),
        oldest: z.string().default('0'),
        latest: z.string().default('9999999999'),
        inclusive: flag,
        include_all_metadata: flag,
      }),
      async (parts, { channel, ...range }) => {
        const conversation = requireMine(parts, channel);
        requireScope(parts, conversation.kind === 'dm' ? 'im:history' : 'channels:history');
        const { found, next } = await readHistory(parts, conversation, range);
        return {
          messages: found.map((one) =>
            range.include_all_metadata ? withMetadata(parts, one) : messageForBot(parts, one),
          ),
          has_more: next !== '',
          pin_count: 0,
          ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
        };
      },
    ),
  ],
];

interface Range {
  cursor?: string | undefined;
  limit: number;
  oldest: string;
  latest: string;
  inclusive: boolean;
}

async function readHistory(
  { messages }: Parts,
  { id }: Conversation,
  range: Range,
): Promise<{ found: Message[]; next: string }> {
  const { cursor, limit, oldest, latest, inclusive } = range;
  if (limit < 1 || limit > MOST_MESSAGES) throw new SlackError('invalid_limit');
  const after = timestamp(oldest, inclusive ? -1 : 0, 'invalid_ts_oldest');
  const before = cursor ? decodeCursor(cursor, 'next_ts') : timestamp(latest, inclusive ? 1 : 0, 'invalid_ts_latest');
  const found = await messages.history({ conversationId: id, oldest: after, latest: before, limit: limit + 1 });
  const last = found[limit - 1];
  const next = found.length > limit && last ? encodeCursor('next_ts', last.ts) : '';
  return { found: found.slice(0, limit), next };
}

/** A moment as messages carry it, ten digits and six, moved by some microseconds; so that text compares as time does. */
function timestamp(text: string, microseconds: number, error: string): string {
  const [, seconds, fraction = ''] = /^(\d{1,10})(?:\.(\d{0,6}))?$/.exec(text) ?? [];
  if (seconds === undefined) throw new SlackError(error);
  const moved = BigInt(seconds + fraction.padEnd(6, '0')) + BigInt(microseconds);
  const digits = String(moved < 0n ? 0n : moved).padStart(16, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** By id, by `#name`, or the direct message of a user's id. */
export function findConversation(world: World, channel: string): Conversation | undefined {
  const known = world.conversations.get(channel);
  if (known) return known;
  if (world.people.has(channel)) return getDirectMessage(world, channel);
  const name = channel.replace(/^#/, '');
  return [...world.conversations.values()].find((one) => one.kind === 'channel' && one.name === name);
}

/** @throws {SlackError} user_not_found, user_disabled, cannot_dm_bot, … */
function openWith(world: World, users: string): Conversation {
  const ids = users.split(',').filter((id) => id !== '');
  const [id] = ids;
  if (id === undefined) throw new SlackError('users_list_not_supplied');
  if (ids.length > 1) throw new SlackError('method_not_supported_for_channel_type');
  if (id === world.app.botUserId) throw new SlackError('cannot_dm_bot');
  if (getPerson(world, id).kind === 'deactivated') throw new SlackError('user_disabled');
  return getDirectMessage(world, id);
}

/** @throws {SlackError} channel_not_found, not_in_channel */
function requireMine({ world }: Parts, channel: string): Conversation {
  const conversation = world.conversations.get(channel);
  if (!conversation) throw new SlackError('channel_not_found');
  if (!conversation.members.has(world.app.botUserId)) throw new SlackError('not_in_channel');
  return conversation;
}

function describe({ world }: Parts, conversation: Conversation): Record<string, unknown> {
  const { id, kind, name, members } = conversation;
  const isMember = members.has(world.app.botUserId);
  const shared = { id, is_archived: false, context_team_id: world.team.id };
  const partner = partnerIn(world, conversation);
  if (kind === 'dm') {
    return {
      ...shared,
      is_im: true,
      user: partner?.id,
      is_user_deleted: partner?.kind === 'deactivated',
      is_open: true,
    };
  }
  return {
    ...shared,
    name,
    name_normalized: name,
    is_channel: true,
    is_im: false,
    is_private: false,
    is_general: name === 'general',
    is_member: isMember,
    num_members: members.size,
  };
}
