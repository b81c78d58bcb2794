import type { Clock } from '../calendar/clock.ts';
import { countUnsettled, type NextMoments, nextMoments } from '../store/deliveries.ts';
import { type Claim, claimDeliveries, release } from '../store/delivery-claims.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { leaseMs } from './lease.ts';
import type { Lesson } from './line.ts';
import { type Finding, makeLookout } from './lookout.ts';
import type { PaceSettings } from './pace.ts';
import { type ReconcileDeps, reconcile } from './reconcile.ts';
import type { Timers } from './timers.ts';
import { makeTurns, type Turns } from './turns.ts';
import { makeWorks, type Works } from './works.ts';

/** Sends what is due in the outbox, each message once. Any number of them may share a database. */
export interface Sender {
  /** Something may be due: looks at once. */
  wake(): void;
  /** Sends all that is due now, and finds out what came of what can be looked up. */
  run(): Promise<void>;
  /** Resolves when nothing is under way, and nothing due. */
  idle(): Promise<void>;
  /** Claims nothing more, and waits for what is under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

export interface SenderDeps extends Omit<AttemptDeps & ReconcileDeps, 'onTrouble'> {
  timers: Timers;
  settings: PaceSettings;
}

/** Slack does not state what it allows a workspace. */
export const usualPace: PaceSettings = { startPerSecond: 4, mostPerSecond: 50 };

/** How soon to look again: after the database failed, while others hold what is due, and at the latest. */
const afterFailureMs = 10_000;
const whileOthersHoldMs = 250;
const atLatestMs = 3_600_000;

export function makeSender(deps: SenderDeps): Sender {
  const { clock, timers, settings, log } = deps;
  const state = { hasTrouble: false, isReconciling: false };
  const works = makeWorks({ onNews: () => lookout.wake() });
  const office: Office = {
    ...deps,
    state,
    works,
    turns: makeTurns({ clock, timers, pace: settings }),
    onTrouble: () => {
      state.hasTrouble = true;
    },
    wake: () => lookout.wake(),
  };
  const lookout = makeLookout({
    timers,
    look: () =>
      look(office).catch((error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read');
        return { isQuiet: true, againInMs: afterFailureMs };
      }),
  });
  return {
    wake: lookout.wake,
    run: lookout.quiet,
    idle: lookout.quiet,
    stop: (withinMs) =>
      within(withinMs, timers, async () => {
        office.turns.stop();
        await lookout.stop();
        await works.done();
      }),
  };
}

interface Office extends SenderDeps, AttemptDeps {
  turns: Turns;
  works: Works;
  state: { hasTrouble: boolean; isReconciling: boolean };
  wake(): void;
}

/** Begins all that can begin now. */
async function look(office: Office): Promise<Finding> {
  const { db, clock, works, state } = office;
  let next = await nextMoments(db);
  if (isPast(next.leaseUntil, clock) && !state.isReconciling) works.add(reconcileSome(office));
  if (isPast(next.dueAt, clock) && (await claimAll(office)) > 0) next = await nextMoments(db);
  const isQuiet = works.count() === 0 && !isPast(next.dueAt, clock);
  if (isQuiet) await reportTrouble(office);
  return { isQuiet, againInMs: nextLookInMs(office, next) };
}

/** As many as may be sent soon. @returns how many these were */
async function claimAll(office: Office): Promise<number> {
  const { db, clock, turns, works } = office;
  for (let claimed = 0; ; ) {
    const { limit, busy } = turns.room();
    if (limit === 0) return claimed;
    const now = clock.now();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const claims = await claimDeliveries(db, { now, leaseUntil, limit, busy });
    const { kept, others } = turns.admit(claims);
    for (const claim of kept) works.add(deliver(office, claim), () => turns.hasRoom(claim.workspaceId));
    await release(db, others);
    claimed += kept.length;
    if (claims.length < limit && others.length === 0) return claimed; // there are no more
  }
}

/** Rejects never: what cannot be stored is looked up when the claim has run out. */
async function deliver(office: Office, claim: Claim): Promise<void> {
  const { turns, log, db } = office;
  const turn = await turns.wait(claim);
  const work = turn ? attempt(office, claim) : release(db, [claim]).then((): Lesson => ({ kind: 'unasked' }));
  const lesson = await work.catch((error: unknown): Lesson => {
    log.error({ err: error, delivery: claim.id }, 'what came of a message could not be stored');
    return { kind: 'unanswered' }; // so that not everything is tried in vain
  });
  turns.leave(claim, lesson);
  turn?.over(lesson);
}

async function reconcileSome(office: Office): Promise<void> {
  const { state, log, timers, wake } = office;
  state.isReconciling = true;
  try {
    await reconcile(office);
    state.isReconciling = false;
  } catch (error) {
    log.error({ err: error }, 'what came of some messages could not be looked up');
    timers.after(afterFailureMs, () => {
      state.isReconciling = false;
      wake();
    });
  }
}

async function reportTrouble({ db, log, state }: Office): Promise<void> {
  if (!state.hasTrouble) return;
  state.hasTrouble = false;
  log.warn({ deliveries: await countUnsettled(db) }, 'some messages were not sent, or may not have been');
}

/** When something is due, or can be begun; what ends and makes room is followed by a look anyway. */
function nextLookInMs({ clock, turns, works }: Office, { dueAt, leaseUntil }: NextMoments): number {
  const now = clock.now().getTime();
  const waits = [dueAt, leaseUntil].map((moment) => (moment ? moment.getTime() - now : atLatestMs));
  if (isPast(dueAt, clock)) waits.push(turns.opensInMs() ?? (works.count() === 0 ? whileOthersHoldMs : atLatestMs));
  return Math.min(atLatestMs, ...waits.filter((ms) => ms > 0));
}

const isPast = (moment: Date | undefined, clock: Clock): boolean =>
  moment !== undefined && moment.getTime() <= clock.now().getTime();

/** Waits for `work`, but no longer than that. */
function within(ms: number, timers: Timers, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(ms, resolve);
    work().then(resolve, reject).finally(cancel);
  });
}
