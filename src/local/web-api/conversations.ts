import { z } from 'zod';
import { messageForBot } from '../bot/payloads.ts';
import { SlackError } from '../checks/slack-error.ts';
import type { Message } from '../kept/messages.ts';
import { type Conversation, getDirectMessage, getPerson, partnerIn, type World } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { count, decodeCursor, encodeCursor, flag, type Method, method, requireScope } from './call.ts';
import { withMetadata } from './chat.ts';

const MOST_MESSAGES = 999;

export const conversationMethods: [string, Method][] = [
  [
    'conversations.open',
    method(
      z.looseObject({ users: z.string().optional(), channel: z.string().optional(), return_im: flag }),
      async (pieces, { users, channel, return_im: inFull }) => {
        requireScope(pieces, 'im:write');
        const conversation = channel ? requireMine(pieces, channel) : openWith(pieces.world, users ?? '');
        return {
          no_op: true,
          already_open: true,
          channel: inFull ? describe(pieces, conversation) : { id: conversation.id },
        };
      },
    ),
  ],
  [
    'conversations.info',
    method(z.looseObject({ channel: z.string() }), async (pieces, { channel }) => {
      const conversation = pieces.world.conversations.get(channel);
      if (!conversation) throw new SlackError('channel_not_found');
      requireScope(pieces, conversation.kind === 'dm' ? 'im:read' : 'channels:read');
      return { channel: describe(pieces, conversation) };
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
      async (pieces, { channel, ...range }) => {
        const conversation = requireMine(pieces, channel);
        requireScope(pieces, conversation.kind === 'dm' ? 'im:history' : 'channels:history');
        const { found, next } = await readHistory(pieces, conversation, range);
        return {
          messages: found.map((one) =>
            range.include_all_metadata ? withMetadata(pieces, one) : messageForBot(pieces, one),
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
  { messages }: Pieces,
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
function requireMine({ world }: Pieces, channel: string): Conversation {
  const conversation = world.conversations.get(channel);
  if (!conversation) throw new SlackError('channel_not_found');
  if (!conversation.members.has(world.app.botUserId)) throw new SlackError('not_in_channel');
  return conversation;
}

function describe({ world }: Pieces, conversation: Conversation): Record<string, unknown> {
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
