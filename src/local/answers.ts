import { z } from 'zod';
import { messageContent } from './message-content.ts';
import type { Message } from './messages.ts';
import type { Parts } from './parts.ts';
import { canSee, change, post, remove } from './posting.ts';
import type { Target } from './response-urls.ts';
import { SlackError } from './slack-error.ts';

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
export async function takeAnswer(parts: Parts, target: Target, body: Record<string, unknown>): Promise<void> {
  const parsed = answer.safeParse(body);
  if (!parsed.success) throw new SlackError('invalid_payload');
  const said = parsed.data;
  const original = await findOriginal(parts, target);
  if (said.delete_original) return original && remove(parts, original);
  const content = messageContent(said);
  if (said.replace_original && original) {
    await change(parts, original, content);
    return;
  }
  await post(parts, {
    ...content,
    conversationId: target.conversationId,
    threadTs: said.thread_ts ?? null,
    authorId: parts.world.app.botUserId,
    ephemeralTo: said.response_type === 'ephemeral' ? target.personId : null,
  });
}

/** The message whose button was pressed, while it is there and the bot's own. */
async function findOriginal(parts: Parts, target: Target): Promise<Message | undefined> {
  if (target.originalTs === null) return undefined;
  const message = await parts.messages.find(target.conversationId, target.originalTs);
  const conversation = parts.world.conversations.get(target.conversationId);
  if (!message || !conversation || !canSee(conversation, message, target.personId)) return undefined;
  return message.authorId === parts.world.app.botUserId ? message : undefined;
}
