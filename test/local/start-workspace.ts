import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import pino from 'pino';
import { z } from 'zod';
import type { Clock } from '../../src/calendar/clock.ts';
import { type TurnableClock, turnableClock } from '../../src/calendar/turnable-clock.ts';
import { keptOffsetMs } from '../../src/local/kept/clock-offset.ts';
import { type LocalWorkspace, openLocalWorkspace } from '../../src/local/local-workspace.ts';
import type { PageAnswer, PageEvent, PageRequest, PageState } from '../../src/local/protocol.ts';
import type { Timers } from '../../src/local/server/timers.ts';
import { type Agenda, createAgenda } from './agenda.ts';
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
  /** Runs what was set to come after `ms`, the earliest of several. @throws when nothing was */
  fire(ms: number): void;
  /** Waits until something is set to come after `ms`. */
  set(ms: number): Promise<void>;
}

export function testTimers(): TestTimers {
  const running = new Set<{ ms: number; run: () => void }>();
  const awaited = new Map<number, () => void>();
  const find = (ms: number) => [...running].find((one) => one.ms === ms);
  return {
    after(ms, run) {
      const timer = { ms, run };
      running.add(timer);
      awaited.get(ms)?.();
      return () => running.delete(timer);
    },
    fire(ms) {
      const timer = find(ms);
      if (!timer) throw new Error(`nothing waits ${ms} ms, only ${[...running].map((one) => one.ms).join(', ')}`);
      running.delete(timer);
      timer.run();
    },
    set: (ms) => (find(ms) ? Promise.resolve() : new Promise((resolve) => awaited.set(ms, resolve))),
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
  /** The workspace's own: `clock`, turned. */
  turned: TurnableClock;
  /** What the bot does when the clock is turned, where it can be. */
  agenda: Agenda;
  timers: TestTimers;
  /** Opens a person's page. */
  open(person: string): Promise<Page>;
  /** Does something in a page. */
  does(request: PageRequest): Promise<PageAnswer>;
  /** Writes into a conversation. */
  says(person: string, conversation: string, text: string): Promise<PageAnswer>;
}

/** Refusals are what these tests are about: they need not be printed. */
export const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

const text = z.object({ type: z.literal('plain_text'), text: z.string() });
const group = z.object({
  label: z.string().nullable(),
  options: z.array(z.object({ text, value: z.string() })),
});
const pageAnswer = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(true), groups: z.array(group) }),
  z.strictObject({ ok: z.literal(false), problem: z.string() }),
  z.strictObject({ ok: z.literal(false), errors: z.record(z.string(), z.string()) }),
]);

interface Start {
  file?: string;
  manifest?: string;
  pageFolder?: string;
  connected?: boolean;
  /** Whether the page may turn the clock. */
  turnable?: boolean;
}

export async function startWorkspace(start: Start = {}): Promise<RunningWorkspace> {
  const file = start.file ?? ':memory:';
  const clock = testClock();
  const turned = turnableClock(clock, keptOffsetMs(file));
  const agenda = createAgenda(turned);
  const timers = testTimers();
  const address = { url: '' };
  const local = await openLocalWorkspace({
    file,
    clock: turned,
    ...(start.turnable ? { time: { ...agenda, clock: turned } } : {}),
    timers,
    log: pino({ level: 'silent' }),
    manifest: start.manifest ?? fixture,
    pageFolder: start.pageFolder ?? '/nowhere',
    baseUrl: () => address.url,
  });
  const bot = await startFakeBot();
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
    return pageAnswer.parse(await response.json());
  };
  return {
    url: server.url,
    local,
    bot,
    clock,
    turned,
    agenda,
    timers,
    slack: new WebClient(local.token, {
      slackApiUrl: `${server.url}/local/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent,
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
    for (const part of parts) {
      const [, data] = /^data: (.*)$/m.exec(part) ?? [];
      if (data !== undefined) push(JSON.parse(data));
    }
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

const fixture = new URL('./manifest.fixture.yml', import.meta.url).pathname;

/** The fixture's manifest with one text in place of another, in a file of its own. */
export function changedManifest(before: string | RegExp, after: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'role-coach-')), 'manifest.yml');
  writeFileSync(path, readFileSync(fixture, 'utf8').replace(before, after));
  return path;
}

/** The fixture's manifest with one more scope, or with that one alone. */
export function manifestWith(scope: string, alone: 'alone' | 'too' = 'too'): string {
  return changedManifest(
    /bot: \[commands,(.*)\]/,
    alone === 'alone' ? `bot: [${scope}]` : `bot: [${scope}, commands,$1]`,
  );
}
