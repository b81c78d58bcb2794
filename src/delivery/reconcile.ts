import {
  type Claim,
  claimUnsettled,
  leaveUnknown,
  putBack,
  settleSent,
  settleUnknown,
} from '../store/delivery-claims.ts';
import { coversRequest, leaseMs, waitAfter } from './lease.ts';
import type { Answer, Outlet } from './outlet.ts';
import { fail, lookUpAt, type SettleDeps, tryLater } from './settle.ts';

export interface ReconcileDeps extends SettleDeps {
  outlet: Outlet;
}

type History = Answer<{ posted: ReadonlyMap<string, string> }>;

const atOnce = 20;

/**
 * Finds out from Slack what came of some deliveries of which that is not known, and whose leases are over: a request
 * that was under way then has done what it does.
 */
export async function reconcile(deps: ReconcileDeps): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  const claims = await claimUnsettled(db, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: atOnce });
  const limited = new Map<string, History>();
  for (const group of byChannel(claims)) {
    const [{ workspaceId }] = group;
    const history = limited.get(workspaceId) ?? (await historyOf(deps, group));
    if (history === undefined) continue; // no time for it: the leases run out, and it is looked up then
    if (history.kind === 'limited') limited.set(workspaceId, history);
    for (const claim of group) await settleBy(deps, claim, history);
  }
}

type Group = [Claim, ...Claim[]];

/** Those of one direct message are found in one history. */
function byChannel(claims: Claim[]): Group[] {
  const groups = new Map<string, Group>();
  for (const claim of claims) {
    const place = `${claim.workspaceId} ${claim.channel}`;
    const group = groups.get(place);
    if (group) group.push(claim);
    else groups.set(place, [claim]);
  }
  return [...groups.values()];
}

async function historyOf({ outlet, clock }: ReconcileDeps, group: Group): Promise<History | undefined> {
  const [{ workspaceId, channel }] = group;
  if (channel === null) return { kind: 'done', posted: new Map() }; // it is stored before anything is posted
  if (!group.every((claim) => coversRequest(claim, clock))) return undefined;
  const since = new Date(Math.min(...group.map(({ createdAt }) => createdAt.getTime())));
  return outlet.history({ workspaceId, channel, since });
}

async function settleBy(deps: ReconcileDeps, claim: Claim, history: History): Promise<void> {
  const { db, clock } = deps;
  switch (history.kind) {
    case 'done':
      return settleByPosted(deps, claim, history.posted.get(claim.id));
    case 'refused':
      return giveUp(deps, claim, `history: ${history.error}`);
    case 'limited':
      await leaveUnknown(db, claim, { error: 'history: ratelimited', until: inMs(deps, history.retryAfterMs) });
      return;
    default:
      await leaveUnknown(db, claim, { error: `history: ${history.error}`, until: lookUpAt(claim, clock) });
  }
}

async function settleByPosted(deps: ReconcileDeps, claim: Claim, ts: string | undefined): Promise<void> {
  const { db, clock } = deps;
  if (ts !== undefined && claim.channel !== null) {
    await settleSent(db, claim, { ts, channel: claim.channel, at: clock.now() });
  } else if (waitAfter(claim.attempts) === undefined) {
    await fail(deps, claim, 'no_answer');
  } else if (claim.error === null && claim.attempts > 1) {
    await tryLater(deps, claim, 'no_answer'); // processes die one after the other: not all they hold is to be given up
  } else {
    await putBack(db, claim, { dueAt: claim.dueAt, attempts: claim.attempts, error: null });
  }
}

async function giveUp({ db, clock, log, onTrouble }: ReconcileDeps, claim: Claim, error: string): Promise<void> {
  if (!(await settleUnknown(db, claim, { error, at: clock.now() }))) return;
  const { id, workspaceId, kind } = claim;
  log.warn({ delivery: id, workspace: workspaceId, kind, error }, 'nobody can tell whether a message was sent');
  onTrouble();
}

const inMs = ({ clock }: ReconcileDeps, ms: number): Date => new Date(clock.now().getTime() + ms);
