import { setImmediate } from 'node:timers/promises';
import { storageTrouble } from '../store/dialect.ts';

/** A look at all that is due, of all plans. */
export interface Pass {
  /** Asked between plans: the process is about to end. */
  isStopped(): boolean;
  /** Something is wrong with one plan or person: it is left for the next pass, and the others go on. */
  onFailure(error: unknown, id: string): void;
  /** Between two batches: whoever waits for an answer comes first. Left out: others get a turn. */
  afterOthers?(): Promise<void>;
}

/** Nobody stops it, and what fails ends it. */
export const wholePass: Pass = {
  isStopped: () => false,
  onFailure: (error) => {
    throw error;
  },
};

interface Batches {
  /** The next plans, without those. */
  find(except: readonly string[]): Promise<string[]>;
  /** All or nothing, and a second time without harm. */
  work(planIds: readonly string[]): Promise<void>;
}

/** Beyond that it is not the plans that something is wrong with. */
const mostFailures = 500;

/**
 * Works on plans batch by batch until there are no more. Where a batch fails, its plans are worked on one by one: one
 * with which something is wrong keeps nobody else waiting. @returns whether anything was done
 * @throws what keeps the database itself from working
 */
export async function inBatches({ find, work }: Batches, pass: Pass): Promise<boolean> {
  const { afterOthers = setImmediate } = pass;
  const failed: string[] = [];
  let any = false;
  while (!pass.isStopped()) {
    const planIds = await find(failed);
    if (planIds.length === 0) break;
    const failures = await failuresOf(work, planIds, pass);
    failed.push(...failures);
    if (failed.length > mostFailures) throw new Error(`More than ${mostFailures} plans cannot go on`);
    any ||= failures.length < planIds.length;
    await afterOthers();
  }
  return any;
}

async function failuresOf(work: Batches['work'], planIds: readonly string[], pass: Pass): Promise<string[]> {
  if (!(await failureOf(() => work(planIds)))) return [];
  const failed: string[] = [];
  for (const planId of planIds) {
    if (pass.isStopped()) break;
    const failure = await failureOf(() => work([planId]));
    if (!failure) continue;
    pass.onFailure(failure.error, planId);
    failed.push(planId);
  }
  return failed;
}

/** @throws what keeps the database itself from working */
export async function failureOf(work: () => Promise<void>): Promise<{ error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (storageTrouble(error)) throw error;
    return { error };
  }
}
