import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../../calendar/clock.ts';
import { SlackError } from '../checks/slack-error.ts';

const LIFETIME_MS = 3000;
const REMEMBERED_MS = 60_000;

interface Trigger {
  personId: string;
  issuedAt: number;
  isSpent: boolean;
}

export interface Triggers {
  issue(personId: string): string;
  /**
   * Whose trigger it is; `spend` marks it used. A call that Slack refuses for another reason does not spend it.
   * @throws {SlackError} invalid_trigger_id, expired_trigger_id, exchanged_trigger_id
   */
  find(id: string): { personId: string; spend(): void };
  /** Forgets them all. */
  clear(): void;
}

/** A trigger lives three seconds and opens one view. */
export function createTriggers(clock: Clock): Triggers {
  const issued = new Map<string, Trigger>();
  return {
    issue(personId) {
      const now = clock.now().getTime();
      for (const [id, { issuedAt }] of issued) if (now - issuedAt > REMEMBERED_MS) issued.delete(id);
      const id = `${now}.${randomInt(1e9, 1e10)}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { personId, issuedAt: now, isSpent: false });
      return id;
    },
    find(id) {
      const trigger = issued.get(id);
      if (!trigger)
        throw new SlackError(/^\d+\.\d+\.[0-9a-f]{32}$/.test(id) ? 'expired_trigger_id' : 'invalid_trigger_id');
      if (trigger.isSpent) throw new SlackError('exchanged_trigger_id');
      if (clock.now().getTime() - trigger.issuedAt > LIFETIME_MS) throw new SlackError('expired_trigger_id');
      return {
        personId: trigger.personId,
        spend() {
          trigger.isSpent = true;
        },
      };
    },
    clear: () => issued.clear(),
  };
}
