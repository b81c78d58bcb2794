import { randomBytes } from 'node:crypto';
import type { Clock } from '../../calendar/clock.ts';
import { SlackError } from '../checks/slack-error.ts';

const LIFETIME_MS = 30 * 60_000;
const MOST_USES = 5;

/** Where an answer goes: to a conversation, seen by `personId` alone unless it says otherwise. */
export interface Destination {
  conversationId: string;
  personId: string;
  /** The message whose button was pressed, which an answer may replace or delete. */
  originalTs: string | null;
}

interface Issued {
  destination: Destination;
  issuedAt: number;
  uses: number;
}

export interface ResponseUrls {
  issue(destination: Destination): string;
  /** Takes one of five uses. @throws {SlackError} expired_url, used_url */
  take(path: string): Destination;
  /** Forgets them all. */
  clear(): void;
}

/** The addresses that Slack hands out with a command or a press, good for five posts in half an hour. */
export function createResponseUrls({ clock, baseUrl }: { clock: Clock; baseUrl: () => string }): ResponseUrls {
  const issued = new Map<string, Issued>();
  const isOver = ({ issuedAt }: Issued): boolean => clock.now().getTime() - issuedAt > LIFETIME_MS;
  return {
    issue(destination) {
      for (const [path, one] of issued) {
        if (!isOver(one)) break; // in the order in which they were issued
        issued.delete(path);
      }
      const path = `/local/response/${randomBytes(18).toString('base64url')}`;
      issued.set(path, { destination, issuedAt: clock.now().getTime(), uses: 0 });
      return baseUrl() + path;
    },
    take(path) {
      const one = issued.get(path);
      if (!one || isOver(one)) throw new SlackError('expired_url');
      if (one.uses >= MOST_USES) throw new SlackError('used_url');
      one.uses += 1;
      return one.destination;
    },
    clear: () => issued.clear(),
  };
}
