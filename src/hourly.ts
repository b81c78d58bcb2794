import { setTimeout as wait } from 'node:timers/promises';
import { schedule } from 'node-cron';
import { makeRounds } from './rounds.ts';

export interface Hourly {
  /** Does it now as well; while it is under way, once more after that. */
  wake(): void;
  /** Begins nothing more, and waits for what is under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** What long work asks and waits by: it ends early where the process does. */
export interface Turn {
  isStopped(): boolean;
  /** Over at once when it stops. */
  pause(ms: number): Promise<void>;
}

/** Does something at the start and each hour, one turn at a time. @param work rejects never */
export function eachHour(minute: number, work: (turn: Turn) => Promise<void>): Hourly {
  const stopping = new AbortController();
  const turn: Turn = {
    isStopped: () => stopping.signal.aborted,
    pause: (ms) => wait(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => {}),
  };
  const rounds = makeRounds(() => work(turn), turn.isStopped);
  const everyHour = schedule(`${minute} * * * *`, rounds.wake);
  rounds.wake();
  return {
    wake: rounds.wake,
    async stop(withinMs) {
      stopping.abort();
      await everyHour.destroy();
      await Promise.race([rounds.idle(), wait(withinMs, undefined, { ref: false })]);
    },
  };
}
