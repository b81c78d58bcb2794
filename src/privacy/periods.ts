import { type Instant, toInstant } from '../calendar/instant.ts';
import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, requireAdmin } from '../plans/rights.ts';
import { audit } from '../store/audit-log.ts';
import { type AgedKind, agedKinds, countOldRows } from '../store/old-rows.ts';
import { findPerson, getWorkspace, updateWorkspace } from '../store/people.ts';
import { type Periods, periodColumns, periodsOf } from '../store/periods.ts';
import { inTransaction } from '../store/transaction.ts';
import { mostCounted } from './months.ts';

export type { AgedKind } from '../store/old-rows.ts';
export type { Periods } from '../store/periods.ts';

/** What is from before that moment was kept for so many months of UTC's calendar, or for up to three days more. */
export function keptSince(now: Date, months: number): Instant {
  const instant = toInstant(now);
  return `${addMonths(instant.slice(0, 10), -months)}${instant.slice(10)}`;
}

/** How long a workspace keeps things; anybody there may know. */
export async function periodsIn({ db }: Pick<PlanDeps, 'db'>, workspaceId: string): Promise<Periods> {
  return periodsOf(await getWorkspace(db, workspaceId));
}

/** @throws {Refusal} no admin */
export async function readPeriods(deps: PlanDeps, actor: Actor): Promise<Periods> {
  await requireAdmin(deps, actor);
  return periodsIn(deps, actor.workspaceId);
}

/** What would go at once. */
export interface WouldGo {
  kind: AgedKind;
  /** Counted up to one more than `mostCounted`. */
  rows: number;
  /** The admin's own day. */
  before: LocalDate;
}

/** What would be too old by these periods, of the kinds whose period is shorter than now. @throws {Refusal} no admin */
export async function readWouldGo(deps: PlanDeps, actor: Actor, periods: Periods): Promise<WouldGo[]> {
  const current = await readPeriods(deps, actor);
  const timeZone = (await findPerson(deps.db, actor))?.time_zone ?? 'UTC';
  const found: WouldGo[] = [];
  for (const kind of agedKinds) {
    const months = periods[kind];
    if (months === null || months >= (current[kind] ?? Number.POSITIVE_INFINITY)) continue;
    const before = keptSince(deps.clock.now(), months);
    const { workspaceId } = actor;
    const rows = await countOldRows(deps.db, kind, { workspaceId, before, most: mostCounted + 1 });
    if (rows > 0) found.push({ kind, rows, before: localDateOf(new Date(before), timeZone) });
  }
  return found;
}

/** Stores them, and writes it down. What is older goes with the next look. @throws {Refusal} no admin */
export async function savePeriods(deps: PlanDeps, actor: Actor, periods: Periods): Promise<void> {
  await requireAdmin(deps, actor);
  const { workspaceId, personId } = actor;
  await inTransaction(deps.db, async (trx) => {
    await updateWorkspace(trx, { id: workspaceId, ...periodColumns(periods) });
    const details = { keptMonths: periods };
    await audit(trx, { workspaceId, at: deps.clock.now(), byId: personId, action: 'change-workspace', details });
  });
}
