import type { Clock } from '../../calendar/clock.ts';
import { SlackError } from '../checks/slack-error.ts';

export interface RateLimit {
  /** @throws {SlackError} ratelimited, with the whole seconds to wait */
  take(key: string): void;
}

/**
 * One a second for each key. Slack lets a short burst pass and does not say how long a one; here the second message
 * within a second is refused, so that what runs here runs there.
 */
export function createRateLimit(clock: Clock): RateLimit {
  const lastTaken = new Map<string, number>();
  return {
    take(key) {
      const now = clock.now().getTime();
      const waitMs = (lastTaken.get(key) ?? Number.NEGATIVE_INFINITY) + 1000 - now;
      // more than a second to wait: the clock was set back
      if (waitMs > 0 && waitMs <= 1000) {
        throw new SlackError('ratelimited', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
      }
      lastTaken.set(key, now);
    },
  };
}
