import { randomUUID } from 'node:crypto';
import { newId } from '../kept/ids.ts';
import type { Message } from '../kept/messages.ts';
import type { StoredView } from '../kept/view-store.ts';
import { type Conversation, getDirectMessage, type Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { actionTs, messageForBot } from './payloads.ts';
import { userForBot } from './user-for-bot.ts';

type MessageEvent =
  | { kind: 'posted' | 'deleted'; message: Message }
  | { kind: 'changed'; message: Message; before: Message };

/**
 * Tells the bot what was said where it listens; its own messages too, as Slack does, so that a bot that answers itself
 * is found out here.
 */
export function sendMessageEvent(pieces: Pieces, event: MessageEvent): void {
  const { message } = event;
  const conversation = pieces.world.conversations.get(message.conversationId);
  if (!conversation?.members.has(pieces.world.app.botUserId)) return;
  const [subscription, channelType] =
    conversation.kind === 'dm' ? ['message.im', 'im'] : ['message.channels', 'channel'];
  sendEvent(pieces, subscription, { ...shapeOf(pieces, event), channel: conversation.id, channel_type: channelType });
  if (event.kind === 'posted') sendFilesShared(pieces, message);
  if (event.kind === 'posted' && mentionsBot(pieces, conversation, message)) {
    sendEvent(pieces, 'app_mention', {
      ...messageForBot(pieces, message),
      type: 'app_mention',
      channel: conversation.id,
      event_ts: message.ts,
    });
  }
}

/** One for each file, beside the message that carries it. https://docs.slack.dev/reference/events/file_shared */
function sendFilesShared(pieces: Pieces, { files, conversationId, ts }: Message): void {
  for (const { id, userId } of files) {
    sendEvent(pieces, 'file_shared', {
      type: 'file_shared',
      file_id: id,
      user_id: userId,
      file: { id },
      channel_id: conversationId,
      event_ts: ts,
    });
  }
}

export function sendHomeOpened(pieces: Pieces, personId: string, view: StoredView | null): void {
  sendEvent(pieces, 'app_home_opened', {
    type: 'app_home_opened',
    user: personId,
    channel: getDirectMessage(pieces.world, personId).id,
    tab: 'home',
    ...(view ? { view } : {}),
    event_ts: actionTs(pieces),
  });
}

/** https://docs.slack.dev/reference/events/user_change */
export function sendUserChange(pieces: Pieces, person: Person): void {
  sendEvent(pieces, 'user_change', {
    type: 'user_change',
    user: userForBot(pieces, person),
    cache_ts: person.updated,
    event_ts: actionTs(pieces),
  });
}

function mentionsBot({ world }: Pieces, conversation: Conversation, { text, authorId }: Message): boolean {
  return (
    conversation.kind === 'channel' && authorId !== world.app.botUserId && text.includes(`<@${world.app.botUserId}>`)
  );
}

function shapeOf(pieces: Pieces, event: MessageEvent): Record<string, unknown> {
  const { message } = event;
  if (event.kind === 'posted') {
    const clientId = pieces.world.people.has(message.authorId) ? { client_msg_id: randomUUID() } : {};
    return { ...messageForBot(pieces, message), ...clientId, event_ts: message.ts };
  }
  const hidden = {
    type: 'message',
    subtype: `message_${event.kind}`,
    hidden: true,
    ts: actionTs(pieces),
    event_ts: actionTs(pieces),
  };
  return event.kind === 'changed'
    ? { ...hidden, message: messageForBot(pieces, message), previous_message: messageForBot(pieces, event.before) }
    : { ...hidden, deleted_ts: message.ts, previous_message: messageForBot(pieces, message) };
}

/** Only what the manifest subscribes to. */
function sendEvent(pieces: Pieces, subscription: string, event: Record<string, unknown>): void {
  if (!pieces.manifest.events.has(subscription)) return;
  const { team, app, verificationToken } = pieces.world;
  pieces.bot.sendEvent({
    token: verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(pieces.clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    context_team_id: team.id,
    context_enterprise_id: null,
  });
}
