import { z } from 'zod';
import type { Destination } from '../bot/response-urls.ts';
import { SlackError } from '../checks/slack-error.ts';
import type { Message } from '../kept/messages.ts';
import type { Pieces } from '../pieces.ts';
import { messageContent } from './message-content.ts';
import { canSee, change, post, remove } from './post.ts';

const answer = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
  thread_ts: z.string().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
});

/**
 * Takes an answer of the bot to a command or a press: from the acknowledgement or from a `response_url`.
 * @throws {SlackError} what Slack would refuse
 */
export async function takeAnswer(
  pieces: Pieces,
  destination: Destination,
  body: Record<string, unknown>,
): Promise<void> {
  const parsed = answer.safeParse(body);
  if (!parsed.success) throw new SlackError('invalid_payload');
  const said = parsed.data;
  const original = await findOriginal(pieces, destination);
  if (said.delete_original) return original && remove(pieces, original);
  const content = messageContent(said);
  if (said.replace_original && original) {
    await change(pieces, original, content);
    return;
  }
  await post(pieces, {
    ...content,
    conversationId: destination.conversationId,
    threadTs: said.thread_ts ?? null,
    authorId: pieces.world.app.botUserId,
    ephemeralTo: said.response_type === 'ephemeral' ? destination.personId : null,
  });
}

/** The message whose button was pressed, while it is there and the bot's own. */
async function findOriginal(pieces: Pieces, destination: Destination): Promise<Message | undefined> {
  if (destination.originalTs === null) return undefined;
  const message = await pieces.messages.find(destination.conversationId, destination.originalTs);
  const conversation = pieces.world.conversations.get(destination.conversationId);
  if (!message || !conversation || !canSee(conversation, message, destination.personId)) return undefined;
  return message.authorId === pieces.world.app.botUserId ? message : undefined;
}
