import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../calendar/clock.ts';
import { createBotLink } from './bot/link.ts';
import { type Manifest, readManifest } from './bot/manifest.ts';
import { createResponseUrls } from './bot/response-urls.ts';
import { createTriggers } from './bot/triggers.ts';
import { openDatabase } from './kept/database.ts';
import { createFiles } from './kept/files.ts';
import { openMessages } from './kept/messages.ts';
import { createModals } from './kept/modals.ts';
import { seedWhenNew } from './kept/seed.ts';
import { readWorld } from './kept/world.ts';
import { changePerson, type PersonChange } from './people/change-person.ts';
import { createTypedText } from './people/mentions.ts';
import { createOpenPages } from './people/open-pages.ts';
import { type BotTime, createWorkspaceTime } from './people/workspace-time.ts';
import type { Pieces } from './pieces.ts';
import { type Served, serve } from './routes.ts';
import { systemTimers, type Timers } from './server/timers.ts';
import { createRateLimit } from './web-api/rate-limit.ts';

export interface LocalWorkspace {
  /** Takes requests for `/`, `/assets/*` and `/local/*`: the page and what it asks, the Web API, every `response_url`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Where the bot takes Slack's requests (`…/slack/events`); set once the bot listens. */
  connect(botUrl: string): void;
  /** Changes somebody's account as an admin of a real workspace would; the bot gets `user_change`. */
  changePerson(id: string, change: PersonChange): Promise<void>;
  token: string;
  signingSecret: string;
  close(): Promise<void>;
}

interface LocalWorkspaceOptions {
  /** An SQLite file of its own, `:memory:` in tests; made with people and a channel when it is new. */
  file: string;
  clock: Clock;
  /** Lets the page turn the clock, which is `clock` itself, and the bot act on the way. */
  time?: BotTime;
  log: Logger;
  /** The path of manifest.yml: commands, shortcuts, scopes, events and the app's name come from it. */
  manifest: string;
  /** The built page: index.html and assets/. */
  pageFolder: string;
  /** `http://localhost:3000`, asked whenever an address is made that the bot is to call. */
  baseUrl: () => string;
  timers?: Timers;
}

/** A small Slack of this machine: a workspace with a web page, which talks to the bot as Slack does, over HTTP. */
export async function openLocalWorkspace(options: LocalWorkspaceOptions): Promise<LocalWorkspace> {
  const manifest = readManifest(options.manifest);
  const closing = new AbortController();
  const pieces = await assemble(options, manifest, closing.signal);
  const { world, bot, pages, db } = pieces;
  const served: Served = {
    pieces,
    typed: createTypedText(world, manifest),
    pageFolder: options.pageFolder,
    closing: closing.signal,
  };
  return {
    handle: (request, response) => void serve(served, request, response),
    connect: bot.connect,
    changePerson: (id, change) => changePerson(pieces, id, change),
    token: world.token,
    signingSecret: world.signingSecret,
    async close() {
      closing.abort();
      bot.close();
      pages.close();
      await db.destroy();
    },
  };
}

async function assemble(options: LocalWorkspaceOptions, manifest: Manifest, closing: AbortSignal): Promise<Pieces> {
  const { file, clock, time, log, baseUrl, timers = systemTimers } = options;
  const db = openDatabase({ file, clock, log });
  await seedWhenNew(db);
  const world = await readWorld(db);
  const pages = createOpenPages(timers);
  const bot = createBotLink({ signingSecret: world.signingSecret, timers, log });
  const messages = await openMessages({ db, clock });
  return {
    world,
    manifest,
    clock,
    baseUrl,
    log,
    db,
    pages,
    bot,
    messages,
    files: createFiles({ db, clock }),
    modals: createModals({
      world,
      clock,
      onChange: (personId, stack) => pages.tell([personId], { kind: 'modals', stack }),
    }),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls({ clock, baseUrl }),
    postLimit: createRateLimit(clock),
    time: time ? createWorkspaceTime({ time, db, world, messages, bot, pages, log, timers, closing }) : null,
  };
}
