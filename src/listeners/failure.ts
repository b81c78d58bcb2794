import { randomBytes } from 'node:crypto';
import type { Message } from '../../blocks/kit.ts';
import { failed } from '../../blocks/problem.ts';
import type { Logger } from '../log.ts';

/** What failed, for whom: ids only, never what somebody wrote. */
export interface About {
  what: string;
  workspace?: string | undefined;
  person?: string | undefined;
}

/** Logs an error under a short reference, and returns the message that tells the person that reference. */
export function reportFailure(log: Logger, error: unknown, about: About, reference = newReference()): Message {
  log.error({ err: error, reference, ...about }, 'a listener failed');
  return failed(reference);
}

/** Runs `work`; what it throws is logged, and `tell` gives the person its reference. Telling may fail too: then that is logged. */
export async function answerOrExplain(
  log: Logger,
  about: About,
  tell: (message: Message) => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reference = newReference();
    const message = reportFailure(log, error, about, reference);
    await tell(message).catch((untold: unknown) =>
      log.error({ err: untold, reference, ...about }, 'a failure could not be told'),
    );
  }
}

const newReference = (): string => randomBytes(2).toString('hex').toUpperCase();
