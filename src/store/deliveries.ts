import { randomUUID } from 'node:crypto';
import { type ExpressionBuilder, type Insertable, type Selectable, sql } from 'kysely';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import type { Db, DeliveryState, Tables, Timing, Trx } from './tables.ts';

/** One message that must go out once. */
export interface Delivery {
  id: string;
  workspaceId: string;
  key: string;
  kind: string;
  priority: number;
  /** The person who gets it. */
  recipientId: string;
  planId: string | null;
  checkinId: string | null;
  details: Details;
  timing: Timing;
  dueAt: Date;
  createdAt: Date;
  /** How often it was claimed to be sent, this time included. */
  attempts: number;
  /** The direct message that it goes to, once that was opened. */
  channel: string | null;
}

/** What else it is rendered from. `replaces` is the key of an earlier delivery whose message it changes. */
export type Details = Readonly<Record<string, unknown>>;

export interface NewDelivery
  extends Pick<
    Delivery,
    'workspaceId' | 'key' | 'kind' | 'recipientId' | 'details' | 'timing' | 'dueAt' | 'createdAt'
  > {
  /** 0–3: 0 is the consequence of what somebody did, 1 check-ins, 2 reminders, 3 digests. */
  priority: number;
  planId?: string | undefined;
  checkinId?: string | undefined;
}

/** Each is claimed by a range of its own in the index. */
export const priorities = [0, 1, 2, 3] as const;

/** In the transaction of what it speaks of. One whose key exists already changes nothing. */
export async function enqueue(trx: Trx, delivery: NewDelivery): Promise<void> {
  await enqueueAll(trx, [delivery]);
}

/** Up to some hundred at once, as one insert. */
export async function enqueueAll(trx: Trx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await trx
    .insertInto('deliveries')
    .values(deliveries.map(toRow))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .execute();
}

/** The same, but one whose key exists and that never went out, as it was taken back or refused, makes way for this one. */
export async function enqueueAnew(trx: Trx, delivery: NewDelivery): Promise<void> {
  const row = toRow(delivery);
  await trx
    .insertInto('deliveries')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'key']).doUpdateSet(row).where('deliveries.state', 'in', ['dropped', 'failed']),
    )
    .execute();
}

function toRow(delivery: NewDelivery): Insertable<Tables['deliveries']> {
  if (!priorities.some((known) => known === delivery.priority))
    throw new RangeError(`The delivery ${delivery.key} has the priority ${delivery.priority}, which is never claimed`);
  return {
    id: randomUUID(),
    workspace_id: delivery.workspaceId,
    key: delivery.key,
    kind: delivery.kind,
    priority: delivery.priority,
    recipient_id: delivery.recipientId,
    plan_id: delivery.planId ?? null,
    checkin_id: delivery.checkinId ?? null,
    details: toJson(delivery.details),
    timing: delivery.timing,
    due_at: toInstant(delivery.dueAt),
    state: 'waiting',
    owner: null,
    lease_until: null,
    attempts: 0,
    channel: null,
    ts: null,
    error: null,
    created_at: toInstant(delivery.createdAt),
    settled_at: null,
  };
}

const toJson = (details: Details): string => JSON.stringify(details);

export function fromRow(row: Selectable<Tables['deliveries']>): Delivery {
  const details: Details = JSON.parse(row.details);
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    key: row.key,
    kind: row.kind,
    priority: row.priority,
    recipientId: row.recipient_id,
    planId: row.plan_id,
    checkinId: row.checkin_id,
    details,
    timing: row.timing,
    dueAt: fromInstant(row.due_at),
    createdAt: fromInstant(row.created_at),
    attempts: row.attempts,
    channel: row.channel,
  };
}

export type Subject = { workspaceId: string } & ({ planId: string } | { checkinId: string });

/**
 * Takes back what is still waiting of a plan or a check-in, all kinds or some, or those with some details: it is dropped
 * (indexes `deliveries_of_plan`, `deliveries_of_checkin`). What is being sent goes out.
 * @returns how many these were
 */
export async function withdraw(
  trx: Trx,
  subject: Subject,
  { at, kinds, details }: { at: Date; kinds?: readonly string[]; details?: readonly Details[] },
): Promise<number> {
  const of =
    'planId' in subject ? (['plan_id', subject.planId] as const) : (['checkin_id', subject.checkinId] as const);
  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set({ state: 'dropped', settled_at: toInstant(at) })
    .where('workspace_id', '=', subject.workspaceId)
    .where(of[0], '=', of[1])
    .where('state', '=', 'waiting')
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
    .$if(details !== undefined, (query) => query.where('details', 'in', details?.map(toJson) ?? []))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** What became of a delivery, found by its key. */
export interface Sending {
  state: DeliveryState;
  /** When what came of it is looked up, where that is not known yet. */
  leaseUntil: Date | undefined;
  channel: string | null;
  ts: string | null;
}

export async function findSending(db: Db, workspaceId: string, key: string): Promise<Sending | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select(['state', 'lease_until', 'channel', 'ts'])
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  const { state, lease_until, channel, ts } = row;
  return { state, channel, ts, leaseUntil: toMoment(lease_until) };
}

export interface NextMoments {
  /** When the next waiting one is due. */
  dueAt: Date | undefined;
  /** When the next claim runs out, or the next unknown one can be looked up. */
  leaseUntil: Date | undefined;
}

/** One look at the beginning of each range of `deliveries_due`, and of `deliveries_leased`. */
export async function nextMoments(db: Db): Promise<NextMoments> {
  const row = await db
    .selectNoFrom((eb) => [
      firstDue(eb, 0).as('due0'),
      firstDue(eb, 1).as('due1'),
      firstDue(eb, 2).as('due2'),
      firstDue(eb, 3).as('due3'),
      eb
        .selectFrom('deliveries')
        .select('lease_until')
        .where('lease_until', 'is not', null)
        .orderBy('lease_until')
        .limit(1)
        .as('lease'),
    ])
    .executeTakeFirstOrThrow();
  const { lease, ...due } = row;
  return { dueAt: earliest(Object.values(due).map(toMoment)), leaseUntil: toMoment(lease) };
}

const firstDue = (eb: ExpressionBuilder<Tables, never>, priority: (typeof priorities)[number]) =>
  eb
    .selectFrom('deliveries')
    .select('due_at')
    .where('state', '=', isWaiting)
    .where('priority', '=', priority)
    .orderBy('due_at')
    .limit(1);

/** Written out: behind a parameter SQLite does not see that the partial index has all of these. */
export const isWaiting = sql.lit('waiting' as const);

const toMoment = (instant: string | null): Date | undefined => (instant === null ? undefined : fromInstant(instant));

function earliest(moments: (Date | undefined)[]): Date | undefined {
  return moments.filter((moment) => moment !== undefined).sort((one, other) => one.getTime() - other.getTime())[0];
}

/** When there is something to do next: a delivery is due, or what came of one can be looked up. */
export async function nextDeliveryAt(db: Db): Promise<Date | undefined> {
  return earliest(Object.values(await nextMoments(db)));
}

export type Unsettled = Record<'waiting' | 'claimed' | 'failed' | 'unknown', number>;

/** How many are in each state but sent and dropped: what an operator may have to look at. */
export async function countUnsettled(db: Db): Promise<Unsettled> {
  const { waiting, claimed } = await db
    .selectNoFrom((eb) => [
      counted(eb).where('state', '=', isWaiting).as('waiting'),
      counted(eb).where('lease_until', 'is not', null).where('state', '=', 'claimed').as('claimed'),
    ])
    .executeTakeFirstOrThrow();
  const stuck = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where(sql<boolean>`state in ('failed', 'unknown')`)
    .groupBy('state')
    .execute();
  const countOf = (state: DeliveryState): number => stuck.find((row) => row.state === state)?.count ?? 0;
  return { waiting: waiting ?? 0, claimed: claimed ?? 0, failed: countOf('failed'), unknown: countOf('unknown') };
}

const counted = (eb: ExpressionBuilder<Tables, never>) =>
  eb.selectFrom('deliveries').select(({ fn }) => fn.countAll<number>().as('count'));
