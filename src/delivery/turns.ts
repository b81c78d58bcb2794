import type { Clock } from '../calendar/clock.ts';
import type { Busy, Claim } from '../store/delivery-claims.ts';
import { type Lesson, type Line, makeLine, type Turn } from './line.ts';
import { makePace, type PaceSettings } from './pace.ts';
import type { Timers } from './timers.ts';

/** Who may be written to when: one message a second for each person, and a pace for each workspace. */
export interface Turns {
  /** How many more may be claimed, and of whom none. */
  room(): { limit: number; busy: Busy };
  /** Whether any more for this workspace may be claimed. */
  hasRoom(workspaceId: string): boolean;
  /** Of several for one person the first is kept: the others would only wait. */
  admit(claims: Claim[]): { kept: Claim[]; others: Claim[] };
  /** Resolves when an admitted one may be sent; undefined when that will not be soon. */
  wait(claim: Claim): Promise<Turn | undefined>;
  /** What was admitted is over, asked of Slack or not. */
  leave(claim: Claim, lesson: Lesson): void;
  /** When somebody may be written to who may not be now; undefined where nobody waits for time to pass. */
  opensInMs(): number | undefined;
  stop(): void;
}

interface TurnsDeps {
  clock: Clock;
  timers: Timers;
  pace: PaceSettings;
}

/** Slack takes one message a second for each channel: https://docs.slack.dev/apis/web-api/rate-limits */
const betweenMessagesMs = 1000;
/** All workspaces together: more would be claimed for longer than it is worth. */
const mostHeld = 100;

export function makeTurns({ clock, timers, pace }: TurnsDeps): Turns {
  const lines = new Map<string, Line>();
  /** Until when nobody else writes to a person: for ever while a message to them is held. */
  const taken = new Map<string, number>();
  let held = 0;

  const lineOf = (workspaceId: string): Line => {
    const line = lines.get(workspaceId) ?? makeLine({ pace: makePace(pace), clock, timers });
    lines.set(workspaceId, line);
    return line;
  };
  const forgetFree = (): void => {
    const now = clock.now().getTime();
    for (const [recipientId, until] of taken) {
      const waitMs = until - now;
      const wasSetBack = waitMs > betweenMessagesMs && until !== Number.POSITIVE_INFINITY;
      if (waitMs <= 0 || wasSetBack) taken.delete(recipientId);
    }
  };
  const isClosed = (line: Line): boolean => line.isFull() || line.closedForMs() > 0;
  const closed = (): [string, Line][] => [...lines].filter(([, line]) => isClosed(line));

  return {
    room() {
      forgetFree();
      const busy = { workspaceIds: closed().map(([workspaceId]) => workspaceId), recipientIds: [...taken.keys()] };
      return { limit: Math.min(20, mostHeld - held), busy };
    },
    hasRoom: (workspaceId) => !isClosed(lineOf(workspaceId)),
    admit(claims) {
      const kept: Claim[] = [];
      const others: Claim[] = [];
      for (const claim of claims) {
        const isFirst = !taken.has(claim.recipientId);
        (isFirst ? kept : others).push(claim);
        taken.set(claim.recipientId, Number.POSITIVE_INFINITY);
      }
      held += kept.length;
      return { kept, others };
    },
    wait: (claim) => lineOf(claim.workspaceId).turn(claim.priority),
    leave({ recipientId }, { kind }) {
      held--;
      if (kind === 'unasked') taken.delete(recipientId);
      else taken.set(recipientId, clock.now().getTime() + betweenMessagesMs);
    },
    opensInMs() {
      forgetFree();
      const now = clock.now().getTime();
      const waits = [...taken.values()]
        .map((until) => until - now)
        .concat(closed().map(([, line]) => line.closedForMs()));
      const finite = waits.filter((ms) => ms > 0 && ms !== Number.POSITIVE_INFINITY);
      return finite.length === 0 ? undefined : Math.min(...finite);
    },
    stop() {
      for (const line of lines.values()) line.stop();
    },
  };
}
