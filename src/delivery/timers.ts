/** Waiting, handed in so that tests need not wait. */
export interface Timers {
  /** Runs `run` after `ms` milliseconds; what it returns cancels that. */
  after(ms: number, run: () => void): () => void;
}

/** Node's timers. A stopping process does not wait for them. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
