import type { Logger } from 'pino';
import type { Clock } from '../calendar/clock.ts';
import type { BotLink } from './bot/link.ts';
import type { Manifest } from './bot/manifest.ts';
import type { ResponseUrls } from './bot/response-urls.ts';
import type { Triggers } from './bot/triggers.ts';
import type { LocalDb } from './kept/database.ts';
import type { Files } from './kept/files.ts';
import type { Messages } from './kept/messages.ts';
import type { Modals } from './kept/modals.ts';
import type { World } from './kept/world.ts';
import type { OpenPages } from './people/open-pages.ts';
import type { WorkspaceTime } from './people/workspace-time.ts';
import type { RateLimit } from './web-api/rate-limit.ts';

/** What the local workspace is put together of; every function is handed those that it needs. */
export interface Pieces {
  world: World;
  manifest: Manifest;
  clock: Clock;
  /** `http://localhost:3000`: where the bot reaches this workspace. */
  baseUrl: () => string;
  log: Logger;
  db: LocalDb;
  messages: Messages;
  files: Files;
  modals: Modals;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  postLimit: RateLimit;
  pages: OpenPages;
  bot: BotLink;
  /** Null where the clock cannot be turned. */
  time: WorkspaceTime | null;
}
