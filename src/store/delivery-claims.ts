import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Selectable, Updateable } from 'kysely';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import { type Delivery, fromRow, isWaiting, priorities } from './deliveries.ts';
import { isPostgres } from './dialect.ts';
import type { Db, Tables, Trx } from './tables.ts';

/** A delivery that is ours until then. Settling it checks that it still is: a process that stalled changes nothing. */
export interface Claim extends Delivery {
  owner: string;
  leaseUntil: Date;
  /** What was left open when it was asked of Slack; null where nobody noted that: they died with it in hand. */
  error: string | null;
}

interface ClaimRequest {
  now: Date;
  leaseUntil: Date;
  limit: number;
}

/** Whoever can take no more for now: none of theirs is claimed. */
export interface Busy {
  workspaceIds: readonly string[];
  recipientIds: readonly string[];
}

/**
 * Takes up to `limit` deliveries that are due, by priority and then the oldest first (index `deliveries_due`, a range
 * for each priority). Whoever else claims meanwhile gets others.
 */
export async function claimDeliveries(db: Db, request: ClaimRequest & { busy: Busy }): Promise<Claim[]> {
  const { now, limit, busy } = request;
  const dueWith = (priority: number) =>
    db
      .selectFrom(
        db
          .selectFrom('deliveries')
          .select(['id', 'priority', 'due_at'])
          .where('state', '=', isWaiting)
          .where('priority', '=', priority)
          .where('due_at', '<=', toInstant(now))
          .$if(busy.workspaceIds.length > 0, (query) => query.where('workspace_id', 'not in', busy.workspaceIds))
          .$if(busy.recipientIds.length > 0, (query) => query.where('recipient_id', 'not in', busy.recipientIds))
          .orderBy('due_at')
          .limit(limit)
          .$if(isPostgres(db), (query) => query.forUpdate().skipLocked())
          .as('first'),
      )
      .select(['id', 'priority', 'due_at']);
  const [first, ...others] = priorities;
  const rows = await db
    .with('candidates', () => others.reduce((all, priority) => all.unionAll(dueWith(priority)), dueWith(first)))
    .with('due', (qb) => qb.selectFrom('candidates').select('id').orderBy('priority').orderBy('due_at').limit(limit))
    .updateTable('deliveries')
    .set((eb) => ({
      ...taken('claimed', request),
      error: null,
      attempts: eb('attempts', '+', 1),
      channel: channelOfRecipient(eb),
    }))
    .where('id', 'in', (eb) => eb.selectFrom('due').select('id'))
    .returningAll()
    .execute();
  return rows.flatMap(toClaim).sort(byTurn); // RETURNING promises no order
}

/** Where it will be posted: whoever looks it up later has to look there, even if the person has another by then. */
const channelOfRecipient = (eb: ExpressionBuilder<Tables, 'deliveries'>) =>
  eb
    .selectFrom('people')
    .select('people.channel')
    .whereRef('people.workspace_id', '=', 'deliveries.workspace_id')
    .whereRef('people.id', '=', 'deliveries.recipient_id');

/**
 * Takes up to `limit` deliveries of which nobody knows what came of them, as their claim has run out or no answer came,
 * and whose time to be looked up has come (index `deliveries_leased`).
 */
export async function claimUnsettled(db: Db, request: ClaimRequest): Promise<Claim[]> {
  const rows = await db
    .with('overdue', () =>
      db
        .selectFrom('deliveries')
        .select('id')
        .where('lease_until', '<=', toInstant(request.now))
        .orderBy('lease_until')
        .limit(request.limit)
        .$if(isPostgres(db), (query) => query.forUpdate().skipLocked()),
    )
    .updateTable('deliveries')
    .set(taken('unknown', request))
    .where('id', 'in', (eb) => eb.selectFrom('overdue').select('id'))
    .returningAll()
    .execute();
  return rows.flatMap(toClaim).sort(byTurn);
}

const taken = (state: 'claimed' | 'unknown', { leaseUntil }: ClaimRequest) => ({
  state,
  owner: randomUUID(),
  lease_until: toInstant(leaseUntil),
});

function toClaim(row: Selectable<Tables['deliveries']>): Claim[] {
  const { owner, lease_until, error } = row;
  return owner === null || lease_until === null
    ? []
    : [{ ...fromRow(row), owner, leaseUntil: fromInstant(lease_until), error }];
}

const byTurn = (one: Claim, other: Claim): number =>
  one.priority - other.priority ||
  one.dueAt.getTime() - other.dueAt.getTime() ||
  one.createdAt.getTime() - other.createdAt.getTime();

/** Slack has it. @returns whether the claim still held, as with all that settle one */
export function settleSent(db: Db, claim: Claim, { ts, channel, at }: { ts: string; channel: string; at: Date }) {
  return settle(db, claim, { ...over(at), state: 'sent', ts, channel, error: null });
}

/** It will never be sent, in one transaction with what follows from that. */
export function settleFailed(trx: Trx, claim: Claim, { error, at }: { error: string; at: Date }) {
  return settle(trx, claim, { ...over(at), state: 'failed', error });
}

/** There is nothing to say any more. */
export function settleDropped(db: Db, claim: Claim, { at }: { at: Date }) {
  return settle(db, claim, { ...over(at), state: 'dropped' });
}

/** Nobody can find out whether it was sent: it stays for the operator to see, and is never sent again. */
export function settleUnknown(db: Db, claim: Claim, { error, at }: { error: string; at: Date }) {
  return settle(db, claim, { ...over(at), state: 'unknown', error });
}

/** It may have been sent or may be yet: what came of it is looked up then. */
export function leaveUnknown(db: Db, claim: Claim, { error, until }: { error: string; until: Date }) {
  return settle(db, claim, { state: 'unknown', owner: null, lease_until: toInstant(until), error });
}

/** It was not sent, and waits again. */
export function putBack(db: Db, claim: Claim, { dueAt, attempts, error }: Postponed) {
  const again = { state: 'waiting', owner: null, lease_until: null } as const;
  return settle(db, claim, { ...again, due_at: toInstant(dueAt), attempts, error });
}

/** Nothing was asked of Slack: they wait as they did before they were claimed. */
export async function release(db: Db, claims: readonly Claim[]): Promise<void> {
  const owners = new Set(claims.map(({ owner }) => owner));
  if (owners.size === 0) return;
  await db
    .updateTable('deliveries')
    .set((eb) => ({ state: 'waiting', owner: null, lease_until: null, attempts: eb('attempts', '-', 1) }))
    .where('owner', 'in', [...owners])
    .where('state', '=', 'claimed')
    .where(
      'id',
      'in',
      claims.map(({ id }) => id),
    )
    .execute();
}

export interface Postponed {
  dueAt: Date;
  /** One less than the claim's where nothing was asked of Slack. */
  attempts: number;
  /** Slack's own word for why. */
  error: string | null;
}

/**
 * The direct message of the recipient is this one, or gone (null): kept for them, and for whoever looks up what came of
 * this delivery.
 */
export function keepChannel(db: Db, claim: Claim, channel: string | null): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await setChannel(trx, claim, channel);
    return settle(trx, claim, { channel });
  });
}

async function setChannel(db: Db, { workspaceId, recipientId }: Claim, channel: string | null): Promise<void> {
  await db
    .updateTable('people')
    .set({ channel })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', recipientId)
    .execute();
}

const over = (at: Date) => ({ owner: null, lease_until: null, settled_at: toInstant(at) });

async function settle(db: Db, claim: Claim, change: Updateable<Tables['deliveries']>): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set(change)
    .where('id', '=', claim.id)
    .where('owner', '=', claim.owner)
    .where('state', 'in', ['claimed', 'unknown'])
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
