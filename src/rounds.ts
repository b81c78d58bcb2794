/** Work that is done when somebody wakes it, one round at a time. */
export interface Rounds {
  /** Does a round; while one is under way, another one after it. */
  wake(): void;
  isBusy(): boolean;
  /** Resolves when no round is under way. */
  idle(): Promise<void>;
}

/** @param work rejects never */
export function makeRounds(work: () => Promise<void>, isStopped: () => boolean): Rounds {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await work();
    } while (again && !isStopped());
    running = undefined;
  };
  return {
    wake() {
      if (isStopped()) return;
      if (running) again = true;
      else running = run();
    },
    isBusy: () => running !== undefined,
    async idle() {
      while (running) await running;
    },
  };
}
