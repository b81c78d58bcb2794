import type { Message } from '../../blocks/kit.ts';

/** What the sender needs of Slack. No method throws: whatever comes of a request is an answer. */
export interface Outlet {
  /** The direct message of the bot with a person. Asking twice does no harm. */
  open(person: { workspaceId: string; personId: string }): Promise<Answer<{ channel: string }>>;
  /** Not to be asked again before it is known that an earlier request did nothing. */
  post(posting: Posting): Promise<Answer<{ ts: string }>>;
  /** Changes a message. Asking twice does no harm. */
  update(change: Place & { ts: string; message: Message }): Promise<Answer<object>>;
  /** Which deliveries were posted there since then: their ids, each with its `ts`. */
  history(range: Place & { since: Date }): Promise<Answer<{ posted: ReadonlyMap<string, string> }>>;
}

export interface Place {
  workspaceId: string;
  channel: string;
}

export interface Posting extends Place {
  deliveryId: string;
  message: Message;
}

export type Answer<Done> = ({ kind: 'done' } & Done) | Trouble;

export type Trouble =
  /** Not done, and asking again would not help. */
  | { kind: 'refused'; error: string }
  /** Not done, and may work later. */
  | { kind: 'later'; error: string }
  /** Not done, as too much was asked. */
  | { kind: 'limited'; retryAfterMs: number }
  /** It may have been done or not, or may be done yet. */
  | { kind: 'unknown'; error: string };
