import { WebClient } from '@slack/web-api';
import pino from 'pino';
import type { Clock } from '../../src/calendar/clock.ts';
import { type LocalWorkspace, openLocalWorkspace } from '../../src/local/local-workspace.ts';
import type { PageAnswer, PageEvent, PageRequest, PageState } from '../../src/local/protocol.ts';
import type { Timers } from '../../src/local/timers.ts';
import { createQueue, type FakeBot, listen, startFakeBot } from './fake-bot.ts';

export const ada = 'U0ADA000000'; // an admin
export const mira = 'U0MIRA00000'; // a manager
export const joel = 'U0JOEL00000';
export const priya = 'U0PRIYA0000';
export const sam = 'U0SAM000000'; // a guest
export const noor = 'U0NOOR00000'; // deactivated
export const team = 'C0MLTEAM01';
export const general = 'C0GENERAL1'; // the bot is not in it
export const dmOf = (person: string): string => person.replace('U', 'D');

/** A clock that is turned by hand. */
export interface TestClock extends Clock {
  forward(ms: number): void;
}

export function testClock(start = '2026-01-08T15:00:00Z'): TestClock {
  const state = { now: Date.parse(start) };
  return {
    now: () => new Date(state.now),
    forward(ms) {
      state.now += ms;
    },
  };
}

/** Timers that fire when the test says so. */
export interface TestTimers extends Timers {
  /** Runs what was to come after `ms`, the latest first set first. @throws when nothing was */
  fire(ms: number): void;
  /** How long those that are set wait. */
  waiting(): number[];
}

export function testTimers(): TestTimers {
  const set = new Set<{ ms: number; run: () => void }>();
  return {
    after(ms, run) {
      const timer = { ms, run };
      set.add(timer);
      return () => set.delete(timer);
    },
    fire(ms) {
      const timer = [...set].find((one) => one.ms === ms);
      if (!timer) throw new Error(`nothing waits ${ms} ms, only ${[...set].map((one) => one.ms).join(', ')}`);
      set.delete(timer);
      timer.run();
    },
    waiting: () => [...set].map(({ ms }) => ms),
  };
}

export interface Page {
  state: PageState;
  /** The next event of a kind; those of other kinds in between are dropped. */
  next<Kind extends PageEvent['kind']>(kind: Kind): Promise<Extract<PageEvent, { kind: Kind }>>;
}

export interface RunningWorkspace extends AsyncDisposable {
  url: string;
  local: LocalWorkspace;
  bot: FakeBot;
  slack: WebClient;
  clock: TestClock;
  timers: TestTimers;
  /** Opens a person's page. */
  open(person: string): Promise<Page>;
  /** Does something in a page. */
  does(request: PageRequest): Promise<PageAnswer>;
  /** Writes into a conversation. */
  says(person: string, conversation: string, text: string): Promise<PageAnswer>;
}

interface Start {
  file?: string;
  manifest?: string;
  pageFolder?: string;
  connected?: boolean;
}

export async function startWorkspace(start: Start = {}): Promise<RunningWorkspace> {
  const clock = testClock();
  const timers = testTimers();
  const bot = await startFakeBot();
  const address = { url: '' };
  const local = await openLocalWorkspace({
    file: start.file ?? ':memory:',
    clock,
    timers,
    log: pino({ level: 'silent' }),
    manifest: start.manifest ?? new URL('./manifest.fixture.yml', import.meta.url).pathname,
    pageFolder: start.pageFolder ?? '/nowhere',
    baseUrl: () => address.url,
  });
  const server = await listen(local.handle);
  address.url = server.url;
  if (start.connected !== false) local.connect(bot.url);
  const leaving = new AbortController();
  const does = async (request: PageRequest): Promise<PageAnswer> => {
    const response = await fetch(`${server.url}/local/page/requests`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    return response.json();
  };
  return {
    url: server.url,
    local,
    bot,
    clock,
    timers,
    slack: new WebClient(local.token, {
      slackApiUrl: `${server.url}/local/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    open: (person) => openPage(server.url, person, leaving.signal),
    does,
    says: (person, conversation, text) => does({ kind: 'send', person, conversation, text }),
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await local.close();
      await server.close();
      await bot[Symbol.asyncDispose]();
    },
  };
}

async function openPage(url: string, person: string, signal: AbortSignal): Promise<Page> {
  const response = await fetch(`${url}/local/page/events?person=${person}`, { signal });
  const events = createQueue<PageEvent>();
  void readEvents(response, events.push).catch(() => {}); // ends when the test does
  const first = await events.next();
  if (first.kind !== 'state') throw new Error(`the page began with ${first.kind}`);
  return {
    state: first.state,
    async next(kind) {
      for (;;) {
        const event = await events.next();
        if (isOfKind(event, kind)) return event;
      }
    },
  };
}

function isOfKind<Kind extends PageEvent['kind']>(
  event: PageEvent,
  kind: Kind,
): event is Extract<PageEvent, { kind: Kind }> {
  return event.kind === kind;
}

async function readEvents(response: Response, push: (event: PageEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  const state = { rest: '' };
  for await (const chunk of response.body ?? []) {
    const parts = (state.rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    state.rest = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('data: ')) push(JSON.parse(part.slice('data: '.length)));
  }
}

/** Slack's error of a call that it refused, with what stood beside it. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'data' in error && typeof error.data === 'object' && error.data !== null) {
      return { ...error.data };
    }
    throw error;
  }
  throw new Error('the call was not refused');
}
