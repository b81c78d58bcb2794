import { randomBytes } from 'node:crypto';
import type { Message } from '../../blocks/kit.ts';
import { failed, notSaved } from '../../blocks/problem.ts';
import { explain } from '../../blocks/refusal.ts';
import type { Logger } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { storageTrouble } from '../store/dialect.ts';

/** What failed, for whom: ids only, never what somebody wrote. */
export interface About {
  what: string;
  workspace?: string | undefined;
  person?: string | undefined;
}

/** Logs an error under a short reference, and returns the message that tells the person that reference. */
export function reportFailure(log: Logger, error: unknown, about: About, reference = newReference()): Message {
  const trouble = storageTrouble(error);
  log.error({ err: error, reference, ...(trouble ? { storage: trouble } : {}), ...about }, 'a listener failed');
  return trouble ? notSaved(reference, trouble) : failed(reference);
}

interface Attempt {
  /** Whom it is told to: they are called "you". */
  readerId?: string;
  work: () => Promise<unknown>;
  /** Tells why something that was asked for cannot be: a sentence for whoever asked. */
  refuse?: (message: Message) => Promise<unknown>;
  /** Tells that something went wrong on our side. */
  fail: (message: Message) => Promise<unknown>;
}

/** Does the work. What it throws is told to the person, and logged where it is no refusal; telling may fail too: then that is logged. */
export async function answerOrExplain(
  log: Logger,
  about: About,
  { readerId, work, refuse, fail }: Attempt,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reference = newReference();
    const isRefusal = error instanceof Refusal;
    const message = isRefusal ? explain(error.reason, readerId) : reportFailure(log, error, about, reference);
    const tell = isRefusal && refuse ? refuse : fail;
    await tell(message).catch((untold: unknown) =>
      log.error({ err: untold, reference, ...about }, 'a failure could not be told'),
    );
  }
}

const newReference = (): string => randomBytes(2).toString('hex').toUpperCase();
