import type { KnownBlock } from '@slack/types';
import type { View } from '@slack/web-api';
import { z } from 'zod';

/**
 * What the page of the local workspace and its server say to each other.
 *
 * - `GET /local/page/events?person=U…` is a stream of server-sent events, each a `PageEvent` as JSON in `data`. The first
 *   is always a `state`; a page that reconnects starts again from the new one.
 * - `POST /local/page/requests` takes one `PageRequest` as JSON and answers with a `PageAnswer`.
 */
export type PageEvent =
  | { kind: 'state'; state: PageState }
  | { kind: 'message'; message: PageMessage } // new or changed: known by its conversation and ts
  | { kind: 'message-removed'; conversation: string; ts: string }
  | { kind: 'home'; view: PageView | null }
  | { kind: 'modals'; stack: PageView[] } // bottom first
  | { kind: 'notice'; text: string }; // what Slack would say itself, as a toast

export interface PageState {
  workspace: { id: string; name: string };
  app: {
    id: string;
    name: string;
    botUserId: string;
    commands: { command: string; description: string; usageHint: string }[];
    shortcuts: { callbackId: string; name: string; description: string; type: 'global' | 'message' }[];
  };
  people: PagePerson[];
  me: string;
  /** What `me` can see: the channels, then the direct message with the bot. */
  conversations: PageConversation[];
  /** Oldest first. */
  messages: PageMessage[];
  home: PageView | null;
  modals: PageView[];
}

export interface PagePerson {
  id: string;
  name: string;
  title: string;
  timeZone: string;
  kind: 'admin' | 'member' | 'guest' | 'deactivated';
}

export interface PageConversation {
  id: string;
  kind: 'channel' | 'dm';
  name: string;
}

export interface PageMessage {
  conversation: string;
  ts: string;
  threadTs: string | null;
  author: { kind: 'person' | 'bot'; id: string; name: string };
  text: string;
  /** Every block has its `block_id`, as Slack gives one to those that came without. */
  blocks: KnownBlock[];
  /** Shown to one person alone: "Only visible to you". */
  ephemeral: boolean;
  edited: boolean;
}

/** A view as Slack keeps it: with an id, a hash, and a `block_id` in every block. */
export type PageView = View & { id: string; hash: string };

/**
 * The state of one element as Slack reports it, `{ type: 'static_select', selected_option: … }`; the keys are those of
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload and of `view.state.values`.
 */
const elementState = z.looseObject({ type: z.string() });
const stateValues = z.record(z.string(), z.record(z.string(), elementState));
export type ElementState = z.infer<typeof elementState>;
export type StateValues = z.infer<typeof stateValues>;

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), conversation: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('view'), viewId: z.string() }),
]);

/** Everything a person can do in the page. */
export const pageRequest = z.discriminatedUnion('kind', [
  // as typed: the server sends `/word` to the bot as a command, and turns `@Name` of a known person into a mention
  z.object({ kind: z.literal('send'), person: z.string(), conversation: z.string(), text: z.string().max(40_000) }),
  z.object({ kind: z.literal('open-home'), person: z.string() }),
  z.object({ kind: z.literal('shortcut'), person: z.string(), callbackId: z.string() }),
  z.object({
    kind: z.literal('action'),
    person: z.string(),
    source,
    blockId: z.string(),
    actionId: z.string(),
    element: elementState, // a button: { type: 'button', value? }
    state: stateValues, // of every input in the same message or view
  }),
  z.object({ kind: z.literal('submit'), person: z.string(), viewId: z.string(), state: stateValues }),
  z.object({ kind: z.literal('close'), person: z.string(), viewId: z.string() }),
  z.object({ kind: z.literal('dismiss'), person: z.string(), conversation: z.string(), ts: z.string() }), // an ephemeral one
]);
export type PageRequest = z.infer<typeof pageRequest>;

export type PageAnswer =
  | { ok: true }
  | { ok: false; problem: string } // a sentence for a toast: "/ml-role failed with the error operation_timeout"
  | { ok: false; errors: Record<string, string> }; // of a submission, by block_id
