import { sendMessageEvent } from './bot-events.ts';
import type { Change, Message, NewMessage } from './messages.ts';
import type { Parts } from './parts.ts';
import type { PageMessage } from './protocol.ts';
import type { Conversation } from './world.ts';

/** Keeps a message, shows it to whom it is meant for, and tells the bot when it listens to that conversation. */
export async function post(parts: Parts, draft: NewMessage): Promise<Message> {
  const message = await parts.messages.add(draft);
  show(parts, message);
  if (message.ephemeralTo === null) sendMessageEvent(parts, { kind: 'posted', message });
  return message;
}

export async function change(parts: Parts, before: Message, to: Change): Promise<Message> {
  const message = await parts.messages.change(before, to);
  show(parts, message);
  if (message.ephemeralTo === null) sendMessageEvent(parts, { kind: 'changed', message, before });
  return message;
}

export async function remove(parts: Parts, message: Message): Promise<void> {
  await parts.messages.remove(message);
  parts.pages.tell(audience(parts, message), {
    kind: 'message-removed',
    conversation: message.conversationId,
    ts: message.ts,
  });
  if (message.ephemeralTo === null) sendMessageEvent(parts, { kind: 'deleted', message });
}

/** Whether a person may see, press and answer it. */
export function canSee(conversation: Conversation, message: Message, personId: string): boolean {
  return message.ephemeralTo === null ? conversation.members.has(personId) : message.ephemeralTo === personId;
}

export function toPageMessage({ world, manifest }: Pick<Parts, 'world' | 'manifest'>, message: Message): PageMessage {
  const { conversationId, ts, threadTs, authorId, text, blocks, ephemeralTo, edited } = message;
  const person = world.people.get(authorId);
  return {
    conversation: conversationId,
    ts,
    threadTs,
    author: person
      ? { kind: 'person', id: person.id, name: person.name }
      : { kind: 'bot', id: authorId, name: manifest.botName },
    text,
    blocks,
    ephemeral: ephemeralTo !== null,
    edited,
  };
}

function show(parts: Parts, message: Message): void {
  parts.pages.tell(audience(parts, message), { kind: 'message', message: toPageMessage(parts, message) });
}

function audience({ world }: Parts, { ephemeralTo, conversationId }: Message): Iterable<string> {
  return ephemeralTo === null ? (world.conversations.get(conversationId)?.members ?? []) : [ephemeralTo];
}
