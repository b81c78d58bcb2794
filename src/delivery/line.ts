import type { Clock } from '../calendar/clock.ts';
import type { Pace, Slot } from './pace.ts';
import type { Timers } from './timers.ts';

/** What a request taught about the pace. */
export type Lesson =
  | { kind: 'unasked' }
  | { kind: 'answered' }
  | { kind: 'limited'; retryAfterMs: number }
  | { kind: 'paused'; retryAfterMs: number }
  | { kind: 'unanswered' };

/** The right to ask Slack, now. */
export interface Turn {
  /** To be called once, with what came of it. */
  over(lesson: Lesson): void;
}

/** Where a workspace's requests wait for their turn. */
export interface Line {
  /** Resolves when the request may start: the lower the number, the sooner. Undefined: none may start for long. */
  turn(priority: number): Promise<Turn | undefined>;
  /** It has enough to do for now. */
  isFull(): boolean;
  /** How long nothing may start. */
  closedForMs(): number;
  /** Whoever waits need wait no longer: nothing starts any more. */
  stop(): void;
}

interface Waiter {
  priority: number;
  wasHeld: boolean;
  start(turn: Turn | undefined): void;
}

/** How long an answer takes must not bound the rate: many requests may be under way. */
const mostUnderWay = 50;
const mostWaiting = 20;
/** What waits in a line is claimed, and claims run out: while nothing can start for so long, nobody waits. */
const tooLongClosedMs = 5000;

export function makeLine({ pace, clock, timers }: { pace: Pace; clock: Clock; timers: Timers }): Line {
  const waiting: Waiter[] = [];
  let underWay = 0;
  let stopped = false;
  let cancel = (): void => {};
  const now = (): number => clock.now().getTime();

  function go(): void {
    cancel();
    while (underWay < mostUnderWay) {
      const waitMs = waiting.length > 0 ? pace.waitMs(now()) : 0;
      if (waitMs > 0) {
        cancel = timers.after(Math.ceil(waitMs), go);
        return;
      }
      const next = waiting.shift();
      if (!next) return;
      next.start(begin(next));
    }
  }

  function begin({ wasHeld }: Waiter): Turn {
    const slot: Slot = { startedAtMs: now(), wasHeld };
    pace.start(slot);
    underWay++;
    return {
      over(lesson) {
        underWay--;
        learn(pace, lesson, slot, now());
        if (closedForMs() > 0) dismiss();
        go();
      },
    };
  }

  function dismiss(): void {
    for (const { start } of waiting.splice(0)) start(undefined);
  }

  function closedForMs(): number {
    const waitMs = pace.waitMs(now());
    return waitMs > tooLongClosedMs ? waitMs : 0;
  }

  return {
    turn(priority) {
      if (stopped || closedForMs() > 0) return Promise.resolve(undefined);
      return new Promise((start) => {
        const waiter: Waiter = { priority, start, wasHeld: false };
        const later = waiting.findIndex((other) => other.priority > priority);
        waiting.splice(later === -1 ? waiting.length : later, 0, waiter);
        go();
        waiter.wasHeld = true; // where it is under way already, that was noted before
      });
    },
    isFull: () => waiting.length >= Math.min(mostWaiting, Math.max(2, Math.ceil(pace.perSecond()))),
    closedForMs,
    stop() {
      stopped = true;
      cancel();
      dismiss();
    },
  };
}

function learn(pace: Pace, lesson: Lesson, slot: Slot, now: number): void {
  switch (lesson.kind) {
    case 'unasked':
      pace.giveBack();
      break;
    case 'answered':
      pace.answered(slot, now);
      break;
    case 'limited':
      pace.limited(slot, now, lesson.retryAfterMs);
      break;
    case 'paused':
      pace.pause(now, lesson.retryAfterMs);
      break;
    case 'unanswered':
      pace.unanswered(slot, now);
      break;
  }
}
