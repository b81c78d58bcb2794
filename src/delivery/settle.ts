import type { Clock } from '../calendar/clock.ts';
import { lateMs } from '../calendar/late-send.ts';
import type { Logger } from '../log.ts';
import type { Delivery } from '../store/deliveries.ts';
import { type Claim, leaveUnknown, putBack, settleFailed, settleSent } from '../store/delivery-claims.ts';
import { lockPlans } from '../store/plans.ts';
import type { Db, Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { type LateDeps, sendableAt } from './late.ts';
import { leaseMs, waitAfter } from './lease.ts';
import type { Lesson } from './line.ts';
import type { Outcome } from './send.ts';

export interface SettleDeps extends LateDeps {
  db: Db;
  clock: Clock;
  log: Logger;
  /** What follows from a message that will never be sent: in the transaction that marks it failed. */
  onRefused(trx: Trx, delivery: Delivery, error: string): Promise<void>;
  /** Something may be due now: after that transaction. */
  onRefusalStored?(): void;
  /** Something ended that an operator has to see. */
  onTrouble(): void;
}

/** Notes what came of a delivery; returns what its workspace's pace is to learn from that. */
export async function settle(deps: SettleDeps, claim: Claim, outcome: Outcome): Promise<Lesson> {
  const { db, clock } = deps;
  const again = { dueAt: claim.dueAt, attempts: claim.attempts - 1, error: null };
  switch (outcome.kind) {
    case 'done':
      await settleSent(db, claim, { ...outcome, at: clock.now() });
      return { kind: 'answered' };
    case 'refused':
      await fail(deps, claim, outcome.error);
      return { kind: 'answered' };
    case 'later':
      await tryLater(deps, claim, outcome.error);
      return { kind: 'answered' };
    case 'limited':
      await putBack(db, claim, again);
      return outcome;
    case 'unknown':
      await leaveUnknown(db, claim, { error: outcome.error, until: lookUpAt(claim, clock) });
      return { kind: 'unanswered' };
    case 'expired':
      await putBack(db, claim, again);
      return { kind: 'unasked' };
    case 'not-posted':
      return settleNotPosted(deps, claim, outcome.trouble);
  }
}

/** When it can be told what came of an attempt: never before everything is over, and later each time. */
export const lookUpAt = ({ attempts }: Claim, clock: Clock): Date =>
  new Date(clock.now().getTime() + (waitAfter(attempts) ?? leaseMs));

async function settleNotPosted(
  deps: SettleDeps,
  claim: Claim,
  trouble: Extract<Outcome, { kind: 'not-posted' }>['trouble'],
): Promise<Lesson> {
  switch (trouble.kind) {
    case 'limited':
      await settle(deps, claim, trouble);
      return { kind: 'paused', retryAfterMs: trouble.retryAfterMs }; // each method has a limit of its own
    case 'unknown':
      await tryLater(deps, claim, trouble.error);
      return { kind: 'unanswered' };
    default:
      return settle(deps, claim, trouble);
  }
}

/** It was not sent, and is tried again: later each time, and at last never. */
export async function tryLater(deps: SettleDeps, claim: Claim, error: string): Promise<void> {
  const waitMs = waitAfter(claim.attempts);
  if (waitMs === undefined) return fail(deps, claim, error);
  const at = new Date(deps.clock.now().getTime() + waitMs);
  // moving the time that it is due must not make it seem to be in time
  const dueAt = waitMs < lateMs ? at : await sendableAt(deps, claim, at);
  await putBack(deps.db, claim, { dueAt, attempts: claim.attempts, error });
}

/** It will never be sent. */
export async function fail(deps: SettleDeps, claim: Claim, error: string) {
  const { db, clock, log, onRefused, onRefusalStored, onTrouble } = deps;
  const isSettled = await inTransaction(db, async (trx) => {
    if (claim.planId !== null) await lockPlans(trx, [claim.planId]); // before the delivery, as everybody does
    const isOurs = await settleFailed(trx, claim, { error, at: clock.now() });
    if (isOurs) await onRefused(trx, claim, error);
    return isOurs;
  });
  if (!isSettled) return;
  onRefusalStored?.();
  const { id, workspaceId, kind, attempts } = claim;
  log.warn({ delivery: id, workspace: workspaceId, kind, attempts, error }, 'a message will never be sent');
  onTrouble();
}
