import { randomUUID } from 'node:crypto';
import { newId } from './ids.ts';
import type { Message } from './messages.ts';
import { actionTs } from './page-answers.ts';
import type { Parts } from './parts.ts';
import { messageForBot } from './payloads.ts';
import type { StoredView } from './view-store.ts';
import { type Conversation, getDirectMessage } from './world.ts';

type MessageEvent =
  | { kind: 'posted' | 'deleted'; message: Message }
  | { kind: 'changed'; message: Message; before: Message };

/**
 * Tells the bot what was said where it listens; its own messages too, as Slack does, so that a bot that answers itself
 * is found out here.
 */
export function sendMessageEvent(parts: Parts, event: MessageEvent): void {
  const { message } = event;
  const conversation = parts.world.conversations.get(message.conversationId);
  if (!conversation?.members.has(parts.world.app.botUserId)) return;
  const [subscription, channelType] =
    conversation.kind === 'dm' ? ['message.im', 'im'] : ['message.channels', 'channel'];
  sendEvent(parts, subscription, { ...shapeOf(parts, event), channel: conversation.id, channel_type: channelType });
  if (event.kind === 'posted' && mentionsBot(parts, conversation, message)) {
    sendEvent(parts, 'app_mention', {
      ...messageForBot(parts, message),
      type: 'app_mention',
      channel: conversation.id,
      event_ts: message.ts,
    });
  }
}

export function sendHomeOpened(parts: Parts, personId: string, view: StoredView | null): void {
  sendEvent(parts, 'app_home_opened', {
    type: 'app_home_opened',
    user: personId,
    channel: getDirectMessage(parts.world, personId).id,
    tab: 'home',
    ...(view ? { view } : {}),
    event_ts: actionTs(parts),
  });
}

function mentionsBot({ world }: Parts, conversation: Conversation, { text, authorId }: Message): boolean {
  return (
    conversation.kind === 'channel' && authorId !== world.app.botUserId && text.includes(`<@${world.app.botUserId}>`)
  );
}

function shapeOf(parts: Parts, event: MessageEvent): Record<string, unknown> {
  const { message } = event;
  if (event.kind === 'posted') {
    const clientId = parts.world.people.has(message.authorId) ? { client_msg_id: randomUUID() } : {};
    return { ...messageForBot(parts, message), ...clientId, event_ts: message.ts };
  }
  const hidden = {
    type: 'message',
    subtype: `message_${event.kind}`,
    hidden: true,
    ts: actionTs(parts),
    event_ts: actionTs(parts),
  };
  return event.kind === 'changed'
    ? { ...hidden, message: messageForBot(parts, message), previous_message: messageForBot(parts, event.before) }
    : { ...hidden, deleted_ts: message.ts, previous_message: messageForBot(parts, message) };
}

/** Only what the manifest subscribes to. */
function sendEvent(parts: Parts, subscription: string, event: Record<string, unknown>): void {
  if (!parts.manifest.events.has(subscription)) return;
  const { team, app, verificationToken } = parts.world;
  parts.bot.sendEvent({
    token: verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(parts.clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    context_team_id: team.id,
    context_enterprise_id: null,
  });
}
