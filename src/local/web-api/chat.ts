import { z } from 'zod';
import { messageForBot } from '../bot/payloads.ts';
import { isRecord } from '../checks/block-rules/shape.ts';
import { fromJson } from '../checks/json.ts';
import { SlackError } from '../checks/slack-error.ts';
import type { Message } from '../kept/messages.ts';
import { type Conversation, findConversation } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { messageContent } from '../posting/message-content.ts';
import { change, post, remove } from '../posting/post.ts';
import { type Method, method, requireScope } from './call.ts';

const content = {
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
};
const tsPattern = /^\d{10}\.\d{6}$/;

export const chatMethods: [string, Method][] = [
  [
    'chat.postMessage',
    method(
      z.looseObject({ channel: z.string(), thread_ts: z.string().optional(), ...content }),
      async (pieces, { channel, thread_ts: threadTs, ...fields }) => {
        requireScope(pieces, 'chat:write');
        const conversation = requireWritable(pieces, channel);
        if (threadTs && !tsPattern.test(threadTs)) throw new SlackError('invalid_thread_ts');
        const said = messageContent(fields);
        pieces.postLimit.take(conversation.id);
        const message = await post(pieces, { ...said, ...fromBot(pieces, conversation, threadTs), ephemeralTo: null });
        return { channel: conversation.id, ts: message.ts, message: withMetadata(pieces, message) };
      },
    ),
  ],
  [
    'chat.postEphemeral',
    method(
      z.looseObject({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...content }),
      async (pieces, { channel, user, thread_ts: threadTs, ...fields }) => {
        requireScope(pieces, 'chat:write');
        const conversation = requireWritable(pieces, channel);
        const isThere = conversation.members.has(user) && pieces.world.people.get(user)?.kind !== 'deactivated';
        if (!isThere) throw new SlackError('user_not_in_channel');
        const said = messageContent(fields);
        const message = await post(pieces, { ...said, ...fromBot(pieces, conversation, threadTs), ephemeralTo: user });
        return { message_ts: message.ts };
      },
    ),
  ],
  [
    'chat.update',
    method(
      z.looseObject({ channel: z.string(), ts: z.string(), ...content }),
      async (pieces, { channel, ts, ...fields }) => {
        requireScope(pieces, 'chat:write');
        const before = await requireOwn(pieces, channel, ts, 'cant_update_message');
        const { metadata, ...said } = fields;
        const content = messageContent({ ...said, metadata: isEmptyObject(metadata) ? undefined : metadata });
        const kept = metadata === undefined ? { ...content, metadata: before.metadata } : content;
        const message = await change(pieces, before, kept);
        return { channel, ts, text: message.text, message: withMetadata(pieces, message) };
      },
    ),
  ],
  [
    'chat.delete',
    method(z.looseObject({ channel: z.string(), ts: z.string() }), async (pieces, { channel, ts }) => {
      requireScope(pieces, 'chat:write');
      await remove(pieces, await requireOwn(pieces, channel, ts, 'cant_delete_message'));
      return { channel, ts };
    }),
  ],
];

/** A message as the Web API gives it back, with the metadata that the app set. */
export function withMetadata(pieces: Pieces, message: Message): Record<string, unknown> {
  return { ...messageForBot(pieces, message), ...(message.metadata ? { metadata: message.metadata } : {}) };
}

/** Slack keeps the metadata of a message that is updated without any, and takes it away for `{}`. */
function isEmptyObject(metadata: unknown): boolean {
  const value = fromJson(metadata, 'invalid_metadata_format');
  return isRecord(value) && Object.keys(value).length === 0;
}

/**
 * To somebody whose account is deactivated Slack lets a bot post all the same, though nobody reads it
 * (https://github.com/slackapi/python-slack-sdk/issues/1156); only `conversations.open` says `user_disabled`.
 * @throws {SlackError} channel_not_found, not_in_channel, messages_tab_disabled
 */
function requireWritable(pieces: Pieces, channel: string): Conversation {
  const { world, manifest } = pieces;
  const conversation = findConversation(world, channel);
  if (!conversation) throw new SlackError('channel_not_found');
  if (!conversation.members.has(world.app.botUserId)) throw new SlackError('not_in_channel');
  if (conversation.kind === 'dm' && !manifest.hasMessagesTab) throw new SlackError('messages_tab_disabled');
  return conversation;
}

/** @throws {SlackError} channel_not_found, message_not_found, or `refusal` when somebody else wrote it */
async function requireOwn({ world, messages }: Pieces, channel: string, ts: string, refusal: string): Promise<Message> {
  if (!world.conversations.has(channel)) throw new SlackError('channel_not_found');
  const message = await messages.find(channel, ts);
  if (!message || message.ephemeralTo !== null) throw new SlackError('message_not_found');
  if (message.authorId !== world.app.botUserId) throw new SlackError(refusal);
  return message;
}

function fromBot({ world }: Pieces, conversation: Conversation, threadTs: string | undefined) {
  return { conversationId: conversation.id, threadTs: threadTs ?? null, authorId: world.app.botUserId };
}
