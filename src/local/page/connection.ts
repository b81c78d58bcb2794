import { type Dispatch, useEffect, useReducer } from 'react';
import type { PageAnswer, PageEvent, PageRequest } from '../protocol.ts';
import { emptyStore, reduce, type Store, type StoreEvent } from './store.ts';

const retryMs = 2000;

/** What the server says to `person` (to whom it likes, when that is null), kept up to date and found again when lost. */
export function useStore(person: string | null): [Store, Dispatch<StoreEvent>] {
  const [store, dispatch] = useReducer(reduce, emptyStore);
  useEffect(() => listen(person, dispatch), [person]);
  return [store, dispatch];
}

function listen(person: string | null, dispatch: Dispatch<StoreEvent>): () => void {
  dispatch({ kind: 'switched' });
  let source: EventSource | null = null;
  let timer: number | undefined;
  const open = () => {
    source = new EventSource(`/local/page/events${person ? `?person=${encodeURIComponent(person)}` : ''}`);
    const current = source;
    current.onmessage = ({ data }) => {
      const event: PageEvent = JSON.parse(data);
      dispatch(event);
    };
    current.onerror = () => {
      dispatch({ kind: 'away' });
      // a lost connection is opened again by the browser; one that was refused is not
      if (current.readyState === EventSource.CLOSED) timer = window.setTimeout(open, retryMs);
    };
  };
  open();
  return () => {
    source?.close();
    window.clearTimeout(timer);
  };
}

/** Asks the server for something; it always answers, with a problem when the server is away. */
export async function post(request: PageRequest): Promise<PageAnswer> {
  try {
    const response = await fetch('/local/page/requests', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const answer: PageAnswer = await response.json();
    return answer;
  } catch {
    return { ok: false, problem: 'The local workspace does not answer. Is it still running?' };
  }
}
