import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { View } from '@slack/web-api';
import { z } from 'zod';

/**
 * What the page of the local workspace and its server say to each other.
 *
 * - `GET /local/page/events?person=U…` is a stream of server-sent events, each a `PageEvent` as JSON in `data`. The first
 *   is always a `state`; a page that reconnects starts again from the new one.
 * - `POST /local/page/requests` takes one `PageRequest` as JSON and answers with a `PageAnswer`.
 * - `POST /local/page/files` takes a file that is shared: a form with the fields of a `ShareRequest` and the file as
 *   `file`. It answers with a `PageAnswer` too.
 */
export type PageEvent =
  | { kind: 'state'; state: PageState }
  | { kind: 'message'; message: PageMessage } // new or changed: known by its conversation and ts
  | { kind: 'message-removed'; conversation: string; ts: string }
  | { kind: 'home'; view: PageView | null }
  | { kind: 'modals'; stack: PageView[] } // bottom first
  | { kind: 'people'; people: PagePerson[] } // somebody changed
  | { kind: 'clock'; clock: PageClock }
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
  /** Null where the workspace's clock cannot be turned. */
  clock: PageClock | null;
}

/** The clock of the workspace, as every page shows it. */
export interface PageClock {
  /** How far it is ahead of the machine's. */
  offsetMs: number;
  /** When the bot has something to do next; null when nothing is to come. */
  nextDueAt: string | null;
  /** It is being turned, step by step. */
  isMoving: boolean;
  /** What the last move came to; null before the first. */
  outcome: ClockOutcome | null;
}

export interface ClockOutcome {
  /** Where the clock was at its end. */
  at: string;
  /** What the bot said on the way, and to whom: a person, or a channel by its name (`#ml-team`). */
  news: { personId: string | null; name: string; count: number }[];
  /** Why it did not get where it was to go. */
  problem: string | null;
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
  files: PageFile[];
  /** Every block has its `block_id`, as Slack gives one to those that came without. */
  blocks: KnownBlock[];
  /** Shown to one person alone: "Only visible to you". */
  ephemeral: boolean;
  edited: boolean;
}

export interface PageFile {
  id: string;
  name: string;
  title: string;
  /** In bytes. */
  size: number;
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
  // what was typed into a menu that the app fills
  z.object({
    kind: z.literal('suggest'),
    person: z.string(),
    source,
    blockId: z.string(),
    actionId: z.string(),
    query: z.string(),
    state: stateValues,
  }),
  z.object({ kind: z.literal('submit'), person: z.string(), viewId: z.string(), state: stateValues }),
  z.object({ kind: z.literal('close'), person: z.string(), viewId: z.string() }),
  z.object({ kind: z.literal('dismiss'), person: z.string(), conversation: z.string(), ts: z.string() }), // an ephemeral one
  z.object({ kind: z.literal('turn-clock'), person: z.string(), by: z.enum(['hour', 'day', 'next']) }),
  z.object({ kind: z.literal('start-over'), person: z.string() }),
  // what an admin of a real workspace would do to somebody's account
  z.object({
    kind: z.literal('change-person'),
    person: z.string(),
    changed: z.string(),
    to: z.object({ kind: z.enum(['admin', 'member', 'guest', 'deactivated']), timeZone: z.string() }),
  }),
]);
export type PageRequest = z.infer<typeof pageRequest>;

export const shareRequest = z.object({ person: z.string(), conversation: z.string(), text: z.string().max(40_000) });
export type ShareRequest = z.infer<typeof shareRequest>;

export type PageAnswer =
  | { ok: true }
  | { ok: true; groups: PageOptionGroup[] } // to a `suggest`
  | { ok: false; problem: string } // a sentence for a toast: "/ml-role failed with the error operation_timeout"
  | { ok: false; errors: Record<string, string> }; // of a submission, by block_id

/** Options that the app offers; those that are in no group come in one without a label. */
export interface PageOptionGroup {
  label: string | null;
  options: PlainTextOption[];
}
