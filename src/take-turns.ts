import { setImmediate, setTimeout as wait } from 'node:timers/promises';

/** One process for those who wait for an answer, and for work that nobody waits for. */
export interface Turns {
  /** Somebody waits for an answer until this is over. */
  answering<T>(work: Promise<T>): Promise<T>;
  /** Before a piece of work that nobody waits for, one at a time: whoever waits for an answer comes first, for a while. */
  afterOthers(): Promise<void>;
}

/** A request is read in some turns of the event loop before anybody knows of it. */
const turnsOfLoop = 4;
/** Whoever waits for Slack needs nothing of the process meanwhile. */
const longestMs = 50;

export function takeTurns(): Turns {
  let waiting = 0;
  let onQuiet: (() => void)[] = [];
  let last: Promise<void> = Promise.resolve();
  const over = (): void => {
    waiting--;
    if (waiting > 0) return;
    for (const go of onQuiet) go();
    onQuiet = [];
  };
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < turnsOfLoop; turn++) await setImmediate();
    if (waiting === 0) return;
    const stop = new AbortController();
    const isQuiet = new Promise<void>((resolve) => onQuiet.push(resolve));
    await Promise.race([isQuiet, wait(longestMs, undefined, { signal: stop.signal }).catch(() => {})]);
    stop.abort();
  };
  return {
    answering(work) {
      waiting++;
      void work.then(over, over);
      return work;
    },
    afterOthers() {
      last = last.then(quiet);
      return last;
    },
  };
}

/** The same work, but where many begin it at the same time, others come between any two of them. */
export const inTurn =
  <Input, Output>(work: (input: Input) => Promise<Output>, { afterOthers }: Pick<Turns, 'afterOthers'>) =>
  async (input: Input): Promise<Output> => {
    await afterOthers();
    return work(input);
  };
