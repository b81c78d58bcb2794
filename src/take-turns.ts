import { setImmediate } from 'node:timers/promises';

/** A request is read and answered in some turns of the event loop. */
const turns = 4;

/**
 * Between two pieces of work that are done at once, as all is on SQLite: whoever waits for an answer comes first. Where
 * nobody does, it takes next to no time.
 */
export async function letOthersFirst(): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate();
}

/** The same work, but where many begin it at the same time, others come between any two of them. */
export function inTurn<Input, Output>(work: (input: Input) => Promise<Output>): (input: Input) => Promise<Output> {
  let last: Promise<void> = Promise.resolve();
  return async (input) => {
    last = last.then(letOthersFirst);
    await last;
    return work(input);
  };
}
