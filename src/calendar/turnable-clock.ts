import type { Clock } from './clock.ts';

/** A clock that runs ahead of another one, by as much as it has been turned. */
export interface TurnableClock extends Clock {
  /** Forward to a moment, from where it goes on running. To one that has gone by it is not turned. */
  turnTo(moment: Date): void;
  /** How far it is ahead. */
  offsetMs(): number;
  /** Not ahead at all any more: the one way back, for a world that begins anew. */
  reset(): void;
}

/** A clock that is `offsetMs` ahead of `base`, where an earlier run of the program left it. */
export function turnableClock(base: Clock, offsetMs = 0): TurnableClock {
  const state = { offsetMs };
  return {
    now: () => new Date(base.now().getTime() + state.offsetMs),
    turnTo(moment) {
      state.offsetMs = Math.max(state.offsetMs, moment.getTime() - base.now().getTime());
    },
    offsetMs: () => state.offsetMs,
    reset() {
      state.offsetMs = 0;
    },
  };
}
