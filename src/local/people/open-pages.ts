import type { ServerResponse } from 'node:http';
import type { PageEvent } from '../protocol.ts';
import type { Timers } from '../server/timers.ts';

const HEARTBEAT_MS = 25_000;

interface Page {
  personId: string;
  response: ServerResponse;
  /** What happens while the page's first state is still being read; null once that is sent. */
  waiting: PageEvent[] | null;
}

export interface OpenPages {
  /** Keeps a page told of what its person may see; `readState` gives the first thing it is told. */
  join(personId: string, response: ServerResponse, readState: () => Promise<PageEvent>): Promise<void>;
  isOpen(personId: string): boolean;
  isAnyOpen(): boolean;
  tell(personIds: Iterable<string>, event: PageEvent): void;
  close(): void;
}

/** The open pages, each a stream of server-sent events. A person may have several. */
export function createOpenPages(timers: Timers): OpenPages {
  const pages = new Set<Page>();
  // with an id, a browser that comes back by itself says so: https://html.spec.whatwg.org/#the-last-event-id-header
  const write = ({ response }: Page, event: PageEvent) => response.write(`id: 1\ndata: ${JSON.stringify(event)}\n\n`);
  const beat = (page: Page): (() => void) => {
    const running = { cancel: () => {} };
    const next = () => {
      running.cancel = timers.after(HEARTBEAT_MS, () => {
        page.response.write(': still here\n\n');
        next();
      });
    };
    next();
    return () => running.cancel();
  };
  return {
    async join(personId, response, readState) {
      const page: Page = { personId, response, waiting: [] };
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.flushHeaders();
      pages.add(page);
      const stopBeating = beat(page);
      response.on('close', () => {
        pages.delete(page);
        stopBeating();
      });
      write(page, await readState());
      for (const event of page.waiting ?? []) write(page, event);
      page.waiting = null;
    },
    isOpen: (personId) => [...pages].some((page) => page.personId === personId),
    isAnyOpen: () => pages.size > 0,
    tell(personIds, event) {
      const wanted = new Set(personIds);
      for (const page of pages) {
        if (!wanted.has(page.personId)) continue;
        if (page.waiting) page.waiting.push(event);
        else write(page, event);
      }
    },
    close() {
      for (const { response } of pages) response.end();
    },
  };
}
