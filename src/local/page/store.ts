import type { PageEvent, PageMessage, PageState, PageView } from '../protocol.ts';

export interface Toast {
  id: number;
  kind: 'notice' | 'problem';
  text: string;
}

/** All that the page knows. `workspace` is null until the server has spoken. */
export interface Store {
  workspace: PageState | null;
  /** The server is there: what is seen is what is. */
  live: boolean;
  toasts: Toast[];
  lastToastId: number;
  /** Conversations in which something new was said since they were looked at. */
  unread: string[];
  /** How far the workspace's clock is ahead, once it stands still: what is drawn by it need not follow it step by step. */
  offsetMs: number;
}

export type StoreEvent =
  | PageEvent
  | { kind: 'away' }
  | { kind: 'switched' } // to another person: nothing of the one before may be seen
  | { kind: 'problem'; text: string }
  | { kind: 'toast-closed'; id: number }
  | { kind: 'asked' } // something new was asked for: earlier problems are over
  | { kind: 'seen'; conversation: string };

export const emptyStore: Store = { workspace: null, live: false, toasts: [], lastToastId: 0, unread: [], offsetMs: 0 };

/** What the page knows after `event`. Parts that did not change keep their identity, so that they are not drawn again. */
export function reduce(store: Store, event: StoreEvent): Store {
  switch (event.kind) {
    case 'state':
      return withState(store, event.state);
    case 'away':
      return { ...store, live: false };
    case 'switched':
      return { ...emptyStore, lastToastId: store.lastToastId };
    case 'message':
      return withMessage(store, event.message);
    case 'message-removed':
      return changed(store, ({ messages }) => ({ messages: messages.filter((message) => !isAt(message, event)) }));
    case 'home':
      return changed(store, () => ({ home: event.view }));
    case 'modals':
      return changed(store, ({ modals }) => ({ modals: event.stack.map((view) => known(modals, view)) }));
    case 'people':
      return changed(store, () => ({ people: event.people }));
    case 'clock': {
      const { clock } = event;
      return { ...changed(store, () => ({ clock })), offsetMs: clock.isMoving ? store.offsetMs : clock.offsetMs };
    }
    case 'notice':
    case 'problem':
      return withToast(store, event.kind, event.text);
    case 'toast-closed':
      return { ...store, toasts: store.toasts.filter(({ id }) => id !== event.id) };
    case 'asked':
      return { ...store, toasts: store.toasts.filter((toast) => toast.kind !== 'problem') };
    case 'seen':
      return { ...store, unread: store.unread.filter((conversation) => conversation !== event.conversation) };
  }
}

function withState(store: Store, workspace: PageState): Store {
  const { clock, messages } = workspace;
  const unread = store.unread.filter((id) => messages.some(({ conversation }) => conversation === id));
  return { ...store, workspace, live: true, unread, offsetMs: clock?.offsetMs ?? 0 };
}

function changed(store: Store, change: (workspace: PageState) => Partial<PageState>): Store {
  if (!store.workspace) return store;
  return { ...store, workspace: { ...store.workspace, ...change(store.workspace) } };
}

function isAt(message: PageMessage, place: { conversation: string; ts: string }): boolean {
  return message.ts === place.ts && message.conversation === place.conversation;
}

function withMessage(store: Store, message: PageMessage): Store {
  const { workspace } = store;
  if (!workspace) return store;
  const index = workspace.messages.findLastIndex((other) => isAt(other, message));
  if (index >= 0) return changed(store, ({ messages }) => ({ messages: messages.with(index, message) }));
  const after = workspace.messages.findLastIndex(({ ts }) => ts < message.ts) + 1;
  const mine = message.author.id === workspace.me;
  return {
    ...changed(store, ({ messages }) => ({ messages: messages.toSpliced(after, 0, message) })),
    unread: mine ? store.unread : [...new Set([...store.unread, message.conversation])],
  };
}

/** The same view as before where nothing changed: its hash says so. */
function known(before: PageView[], view: PageView): PageView {
  return before.find(({ id, hash }) => id === view.id && hash === view.hash) ?? view;
}

function withToast(store: Store, kind: Toast['kind'], text: string): Store {
  const id = store.lastToastId + 1;
  return { ...store, lastToastId: id, toasts: [...store.toasts.slice(-2), { id, kind, text }] };
}
