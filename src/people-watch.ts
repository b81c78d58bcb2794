import { setTimeout as wait } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Logger } from './log.ts';
import type { PlanDeps } from './plans/deps.ts';
import { refreshPeople } from './plans/refresh-people.ts';
import { makeRounds } from './rounds.ts';

export interface PeopleWatch {
  /** Asks about nobody else, and waits for what is under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** Looks people up again at the start and each hour, for the changes that Slack's events did not bring. */
export function watchPeople(deps: PlanDeps, log: Logger): PeopleWatch {
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;
  const pause = (ms: number): Promise<void> =>
    wait(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => {}); // over at once when it stops
  const onFailure = (err: unknown, person: string): void =>
    log.error({ err, person }, 'what Slack says of somebody could not be taken in');
  const rounds = makeRounds(async () => {
    await refreshPeople(deps, { isStopped, onFailure, pause }).catch((error: unknown) =>
      log.warn({ err: error }, 'people could not be looked up again'),
    );
  }, isStopped);
  const everyHour = schedule('37 * * * *', rounds.wake);
  rounds.wake();
  return {
    async stop(withinMs) {
      stopping.abort();
      await everyHour.destroy();
      await Promise.race([rounds.idle(), wait(withinMs, undefined, { ref: false })]);
    },
  };
}
