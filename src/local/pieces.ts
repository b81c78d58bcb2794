import type { Logger } from 'pino';
import type { Clock } from '../calendar/clock.ts';
import type { BotLink } from './bot/link.ts';
import type { Manifest } from './bot/manifest.ts';
import type { ResponseUrls } from './bot/response-urls.ts';
import type { Triggers } from './bot/triggers.ts';
import type { LocalDb } from './kept/database.ts';
import type { Messages } from './kept/messages.ts';
import type { Modals } from './kept/modals.ts';
import type { World } from './kept/world.ts';
import type { OpenPages } from './people/open-pages.ts';
import type { RateLimit } from './web-api/rate-limit.ts';

/** What the local workspace is put together of; every function is handed those that it needs. */
export interface Pieces {
  world: World;
  manifest: Manifest;
  clock: Clock;
  log: Logger;
  db: LocalDb;
  messages: Messages;
  modals: Modals;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  postLimit: RateLimit;
  pages: OpenPages;
  bot: BotLink;
}
