import { type Dispatch, useEffect, useReducer } from 'react';
import type { PageAnswer, PageEvent, PageRequest, ShareRequest } from '../protocol.ts';
import { emptyStore, reduce, type Store, type StoreEvent } from './store.ts';

const retryMs = 2000;

/** What the server says to `person` (to whom it likes, when that is null), kept up to date and found again when lost. */
export function useStore(person: string | null): [Store, Dispatch<StoreEvent>] {
  const [store, dispatch] = useReducer(reduce, emptyStore);
  useEffect(() => listen(person, dispatch), [person]);
  return [store, dispatch];
}

function listen(person: string | null, dispatch: Dispatch<StoreEvent>): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let wanted = person;
  const open = () => {
    const current = new EventSource(`/local/page/events${wanted ? `?person=${encodeURIComponent(wanted)}` : ''}`);
    let isHeard = false;
    source = current;
    current.onmessage = ({ data }) => {
      const event: PageEvent = JSON.parse(data);
      isHeard = true;
      dispatch(event);
    };
    current.onerror = () => {
      dispatch({ kind: 'away' });
      if (current.readyState !== EventSource.CLOSED) return; // a lost connection is opened again by the browser
      if (!isHeard) wanted = null; // refused: somebody of another workspace. Whoever is first there will do.
      timer = window.setTimeout(open, retryMs);
    };
  };
  dispatch({ kind: 'switched' });
  open();
  return () => {
    source?.close();
    window.clearTimeout(timer);
  };
}

/** Asks the server for something; it always answers, with a problem when the server is away. */
export function post(request: PageRequest): Promise<PageAnswer> {
  return answerOf('/local/page/requests', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
}

/** Shares a file, with the same answers. */
export function postFile(request: ShareRequest, file: File): Promise<PageAnswer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(request)) body.set(name, value);
  body.set('file', file);
  return answerOf('/local/page/files', { body });
}

async function answerOf(path: string, init: RequestInit): Promise<PageAnswer> {
  try {
    const response = await fetch(path, { ...init, method: 'POST' });
    const answer: PageAnswer = await response.json();
    return answer;
  } catch {
    return { ok: false, problem: 'The local workspace does not answer. Is it still running?' };
  }
}
