import { sendMessageEvent } from '../bot/events.ts';
import type { Change, Message, NewMessage } from '../kept/messages.ts';
import type { Conversation } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { PageMessage } from '../protocol.ts';

/** Keeps a message, shows it to whom it is meant for, and tells the bot when it listens to that conversation. */
export async function post(pieces: Pieces, draft: NewMessage): Promise<Message> {
  const message = await pieces.messages.add(draft);
  show(pieces, message);
  if (message.ephemeralTo === null) sendMessageEvent(pieces, { kind: 'posted', message });
  return message;
}

export async function change(pieces: Pieces, before: Message, to: Change): Promise<Message> {
  const message = await pieces.messages.change(before, to);
  show(pieces, message);
  if (message.ephemeralTo === null) sendMessageEvent(pieces, { kind: 'changed', message, before });
  return message;
}

export async function remove(pieces: Pieces, message: Message): Promise<void> {
  await pieces.messages.remove(message);
  pieces.pages.tell(audience(pieces, message), {
    kind: 'message-removed',
    conversation: message.conversationId,
    ts: message.ts,
  });
  if (message.ephemeralTo === null) sendMessageEvent(pieces, { kind: 'deleted', message });
}

/** Whether a person may see, press and answer it. */
export function canSee(conversation: Conversation, message: Message, personId: string): boolean {
  return message.ephemeralTo === null ? conversation.members.has(personId) : message.ephemeralTo === personId;
}

export function toPageMessage({ world, manifest }: Pick<Pieces, 'world' | 'manifest'>, message: Message): PageMessage {
  const { conversationId, ts, threadTs, authorId, text, blocks, files, ephemeralTo, edited } = message;
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
    files: files.map(({ id, name, title, size }) => ({ id, name, title, size })),
    ephemeral: ephemeralTo !== null,
    edited,
  };
}

function show(pieces: Pieces, message: Message): void {
  pieces.pages.tell(audience(pieces, message), { kind: 'message', message: toPageMessage(pieces, message) });
}

function audience({ world }: Pieces, { ephemeralTo, conversationId }: Message): Iterable<string> {
  return ephemeralTo === null ? (world.conversations.get(conversationId)?.members ?? []) : [ephemeralTo];
}
