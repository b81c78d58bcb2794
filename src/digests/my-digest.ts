import { toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import type { Actor } from '../plans/rights.ts';
import type { EmptyWeeks } from '../store/digest-tables.ts';
import { ensureDigest, findDigest, mutedBy, replaceMuted, updateDigest } from '../store/digests.ts';
import { managersAmong } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { type DigestTime, nextDigest, type Rhythm } from './digest-times.ts';

export interface DigestChoice extends Rhythm {
  isOn: boolean;
  emptyWeeks: EmptyWeeks;
  /** Left out. */
  muted: readonly string[];
}

/** What a manager sees of when they get it. */
export interface MyDigest extends DigestChoice {
  /** Undefined: it is off. */
  next: DigestTime | undefined;
  today: string;
}

/** @returns undefined for whoever is nobody's manager */
export async function readMyDigest(deps: PlanDeps, actor: Actor): Promise<MyDigest | undefined> {
  const { db, clock } = deps;
  const row = await findDigest(db, actor);
  const managers = await managersAmong(db, actor.workspaceId, [actor.personId]);
  if (!row || managers.size === 0) return undefined;
  const now = clock.now();
  const calendar = await calendarOf(db, actor, { ...deps, now });
  const next = nextDigest(row, { calendar, now, lastOn: row.last_on ?? undefined });
  return {
    weekday: row.weekday,
    hour: row.hour,
    isOn: row.is_on === 1,
    emptyWeeks: row.empty_weeks,
    muted: await mutedBy(db, actor),
    next: row.is_on === 1 ? next : undefined,
    today: localDateOf(now, calendar.timeZone),
  };
}

/** From now on it comes then, or not at all. @returns when it comes next; undefined for whoever is nobody's manager */
export async function saveMyDigest(deps: PlanDeps, actor: Actor, choice: DigestChoice): Promise<MyDigest | undefined> {
  await inTransaction(deps.db, async (trx) => {
    const managers = await managersAmong(trx, actor.workspaceId, [actor.personId]);
    if (managers.size > 0) await store(trx, deps, actor, choice);
  });
  deps.wake();
  return readMyDigest(deps, actor);
}

async function store(trx: Trx, deps: PlanDeps, actor: Actor, choice: DigestChoice): Promise<void> {
  const now = deps.clock.now();
  const { weekday, hour, isOn, emptyWeeks, muted } = choice;
  const chosen = { weekday, hour, is_on: isOn ? 1 : 0, empty_weeks: emptyWeeks };
  await ensureDigest(trx, { workspaceId: actor.workspaceId, managerId: actor.personId, at: toInstant(now) });
  await updateDigest(trx, actor, chosen); // holds the row, so that nobody plans one meanwhile
  await replaceMuted(trx, actor, muted);
  const row = await findDigest(trx, actor);
  const calendar = await calendarOf(trx, actor, { ...deps, now });
  const next = nextDigest(choice, { calendar, now, lastOn: row?.last_on ?? undefined });
  await updateDigest(trx, actor, { due_on: next.on, next_at: isOn ? toInstant(next.at) : null });
}
