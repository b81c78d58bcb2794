import { toInstant } from '../calendar/instant.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import type { Actor } from '../plans/rights.ts';
import type { EmptyWeeks } from '../store/digest-tables.ts';
import { ensureDigest, findDigest, mutedBy, replaceMuted, updateDigest } from '../store/digests.ts';
import { managersAmong } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Rhythm } from './digest-times.ts';
import { nextOf, planned } from './planned.ts';

export interface DigestChoice extends Rhythm {
  isOn: boolean;
  emptyWeeks: EmptyWeeks;
  /** Left out. */
  muted: readonly string[];
}

/** What a manager sees of when they get it. */
export interface MyDigest extends DigestChoice {
  /** When the next one goes out, at once where that is not after now; undefined: it is off. */
  nextAt: Date | undefined;
  now: Date;
  /** Their own, IANA. */
  timeZone: string;
}

type ReadDeps = Pick<PlanDeps, 'db' | 'clock' | 'holidays'>;

/** @returns undefined for whoever is nobody's manager */
export async function readMyDigest(deps: ReadDeps, actor: Actor): Promise<MyDigest | undefined> {
  const { db, clock } = deps;
  const row = await findDigest(db, actor);
  const managers = await managersAmong(db, actor.workspaceId, [actor.personId]);
  if (!row || managers.size === 0) return undefined;
  const now = clock.now();
  const calendar = await calendarOf(db, actor, { ...deps, now });
  return {
    weekday: row.weekday,
    hour: row.hour,
    isOn: row.is_on === 1,
    emptyWeeks: row.empty_weeks,
    muted: await mutedBy(db, actor),
    nextAt: row.is_on === 1 ? nextOf(row, { calendar, now }).at : undefined,
    now,
    timeZone: calendar.timeZone,
  };
}

/**
 * From now on it comes then, or not at all; where this week's is to come and its new time has passed, at once.
 * @returns when it comes next; undefined for whoever is nobody's manager
 */
export async function saveMyDigest(deps: PlanDeps, actor: Actor, choice: DigestChoice): Promise<MyDigest | undefined> {
  const saved = await inTransaction(deps.db, async (trx) => {
    const managers = await managersAmong(trx, actor.workspaceId, [actor.personId]);
    if (managers.size === 0) return undefined;
    await store(trx, deps, actor, choice);
    return readMyDigest({ ...deps, db: trx }, actor); // before it is sent, and the one after it is the next
  });
  deps.wake();
  return saved;
}

async function store(trx: Trx, deps: PlanDeps, actor: Actor, choice: DigestChoice): Promise<void> {
  const now = deps.clock.now();
  const { weekday, hour, isOn, emptyWeeks, muted } = choice;
  const chosen = { weekday, hour, is_on: isOn ? 1 : 0, empty_weeks: emptyWeeks };
  await ensureDigest(trx, { workspaceId: actor.workspaceId, managerId: actor.personId, at: toInstant(now) });
  await updateDigest(trx, actor, chosen); // holds the row, so that nobody plans one meanwhile
  await replaceMuted(trx, actor, muted);
  const row = await findDigest(trx, actor);
  if (!row) return;
  const calendar = await calendarOf(trx, actor, { ...deps, now });
  const time = planned(row, nextOf(row, { calendar, now }));
  await updateDigest(trx, actor, { ...time, ...(isOn ? {} : { next_at: null }) });
}
