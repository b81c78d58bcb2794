import { z } from 'zod';
import { messageContent } from '../message-content.ts';
import type { Message } from '../messages.ts';
import type { Parts } from '../parts.ts';
import { messageForBot } from '../payloads.ts';
import { change, post, remove } from '../posting.ts';
import { SlackError } from '../slack-error.ts';
import { type Conversation, partnerIn } from '../world.ts';
import { type Method, method, requireScope } from './call.ts';
import { findConversation } from './conversations.ts';

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
      async (parts, { channel, thread_ts: threadTs, ...fields }) => {
        requireScope(parts, 'chat:write');
        const conversation = requireWritable(parts, channel);
        if (threadTs && !tsPattern.test(threadTs)) throw new SlackError('invalid_thread_ts');
        const said = messageContent(fields);
        parts.postLimit.take(conversation.id);
        const message = await post(parts, { ...said, ...fromBot(parts, conversation, threadTs), ephemeralTo: null });
        return { channel: conversation.id, ts: message.ts, message: withMetadata(parts, message) };
      },
    ),
  ],
  [
    'chat.postEphemeral',
    method(
      z.looseObject({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...content }),
      async (parts, { channel, user, thread_ts: threadTs, ...fields }) => {
        requireScope(parts, 'chat:write');
        const conversation = requireWritable(parts, channel);
        if (!parts.world.people.has(user) || !conversation.members.has(user))
          throw new SlackError('user_not_in_channel');
        const said = messageContent(fields);
        const message = await post(parts, { ...said, ...fromBot(parts, conversation, threadTs), ephemeralTo: user });
        return { message_ts: message.ts };
      },
    ),
  ],
  [
    'chat.update',
    method(
      z.looseObject({ channel: z.string(), ts: z.string(), ...content }),
      async (parts, { channel, ts, ...fields }) => {
        requireScope(parts, 'chat:write');
        const before = await requireOwn(parts, channel, ts, 'cant_update_message');
        const said = messageContent(fields);
        const kept = fields.metadata === undefined ? { ...said, metadata: before.metadata } : said;
        const message = await change(parts, before, kept);
        return { channel, ts, text: message.text, message: withMetadata(parts, message) };
      },
    ),
  ],
  [
    'chat.delete',
    method(z.looseObject({ channel: z.string(), ts: z.string() }), async (parts, { channel, ts }) => {
      requireScope(parts, 'chat:write');
      await remove(parts, await requireOwn(parts, channel, ts, 'cant_delete_message'));
      return { channel, ts };
    }),
  ],
];

/** A message as the Web API gives it back, with the metadata that the app set. */
export function withMetadata(parts: Parts, message: Message): Record<string, unknown> {
  return { ...messageForBot(parts, message), ...(message.metadata ? { metadata: message.metadata } : {}) };
}

/** @throws {SlackError} channel_not_found, not_in_channel, user_disabled, messages_tab_disabled */
function requireWritable(parts: Parts, channel: string): Conversation {
  const { world, manifest } = parts;
  const conversation = findConversation(world, channel);
  if (!conversation) throw new SlackError('channel_not_found');
  if (!conversation.members.has(world.app.botUserId)) throw new SlackError('not_in_channel');
  if (partnerIn(world, conversation)?.kind === 'deactivated') throw new SlackError('user_disabled');
  if (conversation.kind === 'dm' && !manifest.hasMessagesTab) throw new SlackError('messages_tab_disabled');
  return conversation;
}

/** @throws {SlackError} channel_not_found, message_not_found, or `refusal` when somebody else wrote it */
async function requireOwn({ world, messages }: Parts, channel: string, ts: string, refusal: string): Promise<Message> {
  if (!world.conversations.has(channel)) throw new SlackError('channel_not_found');
  const message = await messages.find(channel, ts);
  if (!message || message.ephemeralTo !== null) throw new SlackError('message_not_found');
  if (message.authorId !== world.app.botUserId) throw new SlackError(refusal);
  return message;
}

function fromBot({ world }: Parts, conversation: Conversation, threadTs: string | undefined) {
  return { conversationId: conversation.id, threadTs: threadTs ?? null, authorId: world.app.botUserId };
}
