import type { Message } from '../../blocks/kit.ts';
import { type Delivery, findSending } from '../store/deliveries.ts';
import { type Claim, putBack, settleDropped } from '../store/delivery-claims.ts';
import { type LateDeps, sendableAt } from './late.ts';
import type { Lesson } from './line.ts';
import { type Prepared, type SendDeps, send } from './send.ts';
import { type SettleDeps, settle } from './settle.ts';

export interface AttemptDeps extends SendDeps, SettleDeps, LateDeps {
  /** From the data as it is now; undefined where there is nothing to say any more. */
  render(delivery: Delivery): Promise<Message | undefined>;
}

/**
 * Sends what was claimed, now that its turn has come, and settles it.
 * @throws what the database throws: then the claim runs out, and what came of it is looked up
 */
export async function attempt(deps: AttemptDeps, claim: Claim): Promise<Lesson> {
  const prepared = await prepare(deps, claim).catch((error: unknown) => {
    deps.log.error({ err: error, delivery: claim.id, kind: claim.kind }, 'a message could not be prepared');
    return { kind: 'later', error: 'not_prepared' } as const;
  });
  if (prepared === undefined) return { kind: 'unasked' };
  if ('kind' in prepared) {
    await settle(deps, claim, prepared);
    return { kind: 'unasked' };
  }
  return settle(deps, claim, await send(deps, claim, prepared));
}

/** How long the message that is to be changed may take to be sent itself. */
const beforeItMs = 5000;

/** Undefined where it is settled already: late, stale, or behind another one. */
async function prepare(deps: AttemptDeps, claim: Claim): Promise<Prepared | undefined> {
  const { db, clock } = deps;
  const unasked = { attempts: claim.attempts - 1, error: null };
  const now = clock.now();
  const dueAt = await sendableAt(deps, claim, now);
  if (dueAt > now) {
    await putBack(db, claim, { ...unasked, dueAt });
    return undefined;
  }
  const before = await findReplaced(deps, claim);
  if (before === 'not-yet') {
    await putBack(db, claim, { ...unasked, dueAt: new Date(now.getTime() + beforeItMs) });
    return undefined;
  }
  const message = await deps.render(claim);
  if (message !== undefined) return { message, replaces: before };
  await settleDropped(db, claim, { at: now });
  return undefined;
}

/** The message to be changed; undefined where there is none and this one is to be new. */
async function findReplaced(
  { db }: SendDeps,
  { workspaceId, details }: Claim,
): Promise<Prepared['replaces'] | 'not-yet'> {
  const key = details['replaces'];
  const earlier = typeof key === 'string' ? await findSending(db, workspaceId, key) : undefined;
  if (earlier?.leaseUntil !== undefined) return 'not-yet'; // under way, or to be looked up
  if (earlier?.state !== 'sent' || earlier.channel === null || earlier.ts === null) return undefined;
  return { channel: earlier.channel, ts: earlier.ts };
}
