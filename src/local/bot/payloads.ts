import type { Message } from '../kept/messages.ts';
import type { PlacedElement } from '../kept/placed-elements.ts';
import type { StoredView } from '../kept/view-store.ts';
import type { Conversation, Person, World } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import type { ElementState, StateValues } from '../protocol.ts';
import { fileForBot } from './file-addresses.ts';

/** What every payload says of the workspace and the person. */
function common(world: World, person: Person): Record<string, unknown> {
  const { team, app, verificationToken } = world;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: team.id },
    api_app_id: app.id,
    token: verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A message as `conversations.history` and every payload show it. */
export function messageForBot(
  pieces: Pick<Pieces, 'world' | 'manifest' | 'baseUrl'>,
  message: Message,
): Record<string, unknown> {
  const { world, manifest } = pieces;
  const { team, app } = world;
  const byBot = message.authorId === app.botUserId;
  return {
    type: 'message',
    user: message.authorId,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(byBot
      ? {
          bot_id: app.botId,
          app_id: app.id,
          bot_profile: { id: app.botId, app_id: app.id, name: manifest.botName, deleted: false, team_id: team.id },
        }
      : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0
      ? {
          subtype: 'file_share',
          upload: false,
          display_as_bot: false,
          files: message.files.map((file) => fileForBot(pieces, file)),
        }
      : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: { user: message.authorId, ts: message.ts } } : {}),
  };
}

interface CommandUse {
  command: string;
  text: string;
  person: Person;
  conversation: Conversation;
  triggerId: string;
  responseUrl: string;
}

export function commandForm({ team, app, verificationToken }: World, use: CommandUse): Record<string, string> {
  const { command, text, person, conversation, triggerId, responseUrl } = use;
  return {
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.handle,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  };
}

/** Where an element stands that is pressed or filled. */
export type Place =
  | { kind: 'message'; message: Message; conversation: Conversation }
  | { kind: 'view'; view: StoredView };

interface Use {
  person: Person;
  placed: PlacedElement;
  state: StateValues;
}

interface Press extends Use {
  element: ElementState;
  triggerId: string;
  /** None for what stands in a view. */
  responseUrl: string | null;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function blockActionsPayload(pieces: Pieces, press: Press, place: Place): Record<string, unknown> {
  return {
    type: 'block_actions',
    ...common(pieces.world, press.person),
    trigger_id: press.triggerId,
    actions: [actionOf(pieces, press)],
    ...placeFields(pieces, press, place),
    ...(press.responseUrl === null ? {} : { response_url: press.responseUrl }),
  };
}

/** What was typed into a menu that the bot fills. https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export function blockSuggestionPayload(
  pieces: Pieces,
  use: Use & { query: string },
  place: Place,
): Record<string, unknown> {
  return {
    type: 'block_suggestion',
    ...common(pieces.world, use.person),
    block_id: use.placed.blockId,
    action_id: use.placed.actionId,
    value: use.query,
    ...placeFields(pieces, use, place),
  };
}

function placeFields(pieces: Pieces, { state: values }: Use, place: Place): Record<string, unknown> {
  const state = { values };
  if (place.kind === 'view') {
    const { view } = place;
    return { container: { type: 'view', view_id: view.id }, view: { ...view, state } };
  }
  const { message, conversation } = place;
  const isEphemeral = message.ephemeralTo !== null;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: conversation.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: conversation.id, name: channelName(conversation) },
    // Slack keeps no ephemeral messages, so it cannot hand them over
    ...(isEphemeral ? {} : { message: messageForBot(pieces, message) }),
    state,
  };
}

/** The element as it stands in the message, with what was chosen; a button's value is never the page's word. */
function actionOf(pieces: Pieces, { placed, element }: Press): Record<string, unknown> {
  const { options: _, option_groups: __, ...own } = placed.element;
  const isButton = ['button', 'icon_button', 'workflow_button'].includes(placed.type);
  return {
    ...(isButton ? {} : element),
    ...own,
    type: placed.type,
    block_id: placed.blockId,
    action_id: placed.actionId,
    action_ts: actionTs(pieces),
  };
}

export function submissionPayload(
  world: World,
  person: Person,
  view: StoredView,
  triggerId: string,
): Record<string, unknown> {
  return { type: 'view_submission', ...common(world, person), trigger_id: triggerId, view, response_urls: [] };
}

export function closedPayload(
  world: World,
  person: Person,
  view: StoredView,
  isCleared: boolean,
): Record<string, unknown> {
  return { type: 'view_closed', ...common(world, person), view, is_cleared: isCleared };
}

export function shortcutPayload(
  pieces: Pick<Pieces, 'world' | 'clock'>,
  { person, callbackId, triggerId }: { person: Person; callbackId: string; triggerId: string },
): Record<string, unknown> {
  return {
    type: 'shortcut',
    ...common(pieces.world, person),
    callback_id: callbackId,
    trigger_id: triggerId,
    action_ts: actionTs(pieces),
  };
}

/** The moment, as Slack writes it beside actions and events. */
export function actionTs({ clock }: Pick<Pieces, 'clock'>): string {
  return `${(clock.now().getTime() / 1000).toFixed(3)}000`;
}

function channelName({ kind, name }: Conversation): string {
  return kind === 'dm' ? 'directmessage' : name;
}
