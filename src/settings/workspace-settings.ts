import type { Country } from '../calendar/country-holidays.ts';
import type { Holiday } from '../calendar/holidays.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { moveAllCheckins } from '../plans/move-checkins.ts';
import { readWorkdays } from '../plans/person-calendar.ts';
import { type Actor, requireAdmin } from '../plans/rights.ts';
import { audit } from '../store/audit-log.ts';
import { findPerson, getWorkspace, ownHolidays, replaceOwnHolidays, updateWorkspace } from '../store/people.ts';
import { lockCurrentPlans } from '../store/plans.ts';
import { inTransaction } from '../store/transaction.ts';
import { likelyCountry } from './likely-country.ts';
import { findPlace, requirePlace } from './places.ts';
import { storedWorkdays } from './workdays.ts';

/** What counts for everybody who has set nothing of their own. */
export interface WorkspaceSettings {
  /** 1 (Monday) to 7. */
  workdays: number[];
  /** Whose public holidays are days off; undefined is nobody's. */
  country: Country | undefined;
  /** Where the reader's own time zone lies; undefined where nothing says so, or a country is chosen already. */
  likelyCountry: Country | undefined;
  /** The workspace's own, beside those, in the order of time. */
  holidays: Holiday[];
}

/** @throws {Refusal} no admin */
export async function readWorkspaceSettings(deps: PlanDeps, actor: Actor): Promise<WorkspaceSettings> {
  await requireAdmin(deps, actor);
  const { workdays } = await getWorkspace(deps.db, actor.workspaceId);
  const country = await workspaceCountry(deps, actor.workspaceId);
  const timeZone = country ? undefined : (await findPerson(deps.db, actor))?.time_zone;
  return {
    workdays: readWorkdays(workdays),
    country,
    likelyCountry: timeZone === undefined ? undefined : await likelyCountry(deps.holidays, timeZone),
    holidays: await ownHolidays(deps.db, actor.workspaceId),
  };
}

/** Whose public holidays a workspace has; undefined is nobody's. Anybody there may know. */
export async function workspaceCountry(
  { db, holidays }: Pick<PlanDeps, 'db' | 'holidays'>,
  workspaceId: string,
): Promise<Country | undefined> {
  const { country } = await getWorkspace(db, workspaceId);
  return country === null ? undefined : findPlace(holidays, country);
}

export interface WorkspaceChoice {
  /** 1 (Monday) to 7. */
  workdays: number[];
  /** A country's or region's code; null is nobody's. */
  country: string | null;
  holidays: Holiday[];
}

/** Stores them, moves every check-in that is still to come with them, and writes it down. @throws {Refusal} */
export async function saveWorkspaceSettings(
  deps: PlanDeps,
  actor: Actor,
  { workdays, country, holidays }: WorkspaceChoice,
): Promise<void> {
  await requireAdmin(deps, actor);
  const days = storedWorkdays(workdays);
  if (country !== null) await requirePlace(deps.holidays, country);
  const { workspaceId, personId } = actor;
  const now = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    const plans = await lockCurrentPlans(trx, workspaceId);
    await updateWorkspace(trx, { id: workspaceId, workdays: days, country });
    await replaceOwnHolidays(trx, workspaceId, holidays);
    await moveAllCheckins(trx, plans, { ...deps, now });
    const details = { workdays: days, country, holidays: holidays.map(({ on }) => on) };
    await audit(trx, { workspaceId, at: now, byId: personId, action: 'change-workspace', details });
  });
  deps.wake();
}
