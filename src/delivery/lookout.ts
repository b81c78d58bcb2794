import type { Timers } from './timers.ts';

/** Looks whether there is something to do, one look at a time. */
export interface Lookout {
  /** There may be something new: looks at once, or once more when it is just looking. */
  wake(): void;
  /** Resolves when a look finds all quiet. */
  quiet(): Promise<void>;
  /** Looks no more; resolves when the last look is over. */
  stop(): Promise<void>;
}

/** What a look found: nothing to do or to wait for; and when to look again in any case. */
export interface Finding {
  isQuiet: boolean;
  againInMs: number;
}

/** `look` rejects never. */
export function makeLookout({ timers, look }: { timers: Timers; look: () => Promise<Finding> }): Lookout {
  const waiting: (() => void)[] = [];
  let looking: Promise<void> | undefined;
  let isAskedAgain = false;
  let isStopped = false;
  let cancelAlarm = (): void => {};

  const release = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };

  async function lookUntilNobodyAsks(): Promise<void> {
    do {
      isAskedAgain = false;
      cancelAlarm();
      const { isQuiet, againInMs } = await look();
      if (isStopped) return;
      cancelAlarm = timers.after(Math.ceil(againInMs), wake);
      if (isQuiet && !isAskedAgain) release();
    } while (isAskedAgain);
    looking = undefined;
  }

  function wake(): void {
    if (isStopped) return;
    isAskedAgain = true;
    looking ??= lookUntilNobodyAsks();
  }

  return {
    wake,
    quiet: () =>
      new Promise((resolve) => {
        if (isStopped) return resolve();
        waiting.push(resolve);
        wake();
      }),
    async stop() {
      isStopped = true;
      cancelAlarm();
      release();
      await looking;
    },
  };
}
