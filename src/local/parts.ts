import type { Logger } from 'pino';
import type { Clock } from '../calendar/clock.ts';
import type { BotLink } from './bot-link.ts';
import type { LocalDb } from './database.ts';
import type { Manifest } from './manifest.ts';
import type { Messages } from './messages.ts';
import type { Modals } from './modals.ts';
import type { PageEvents } from './page-events.ts';
import type { RateLimit } from './rate-limit.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { World } from './world.ts';

/** What the parts of the local workspace are handed. */
export interface Parts {
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
  pages: PageEvents;
  bot: BotLink;
}
