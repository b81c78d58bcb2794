import type { Country } from '../calendar/country-holidays.ts';
import type { PlanDeps, Profile } from '../plans/deps.ts';
import { moveCheckinsOf } from '../plans/move-checkins.ts';
import { noCountry, readWorkdays } from '../plans/person-calendar.ts';
import { type Actor, isAdmin } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { findPerson, getWorkspace, savePerson, updatePerson } from '../store/people.ts';
import { lockPlansOf } from '../store/plans.ts';
import { linesTo } from '../store/reporting-lines.ts';
import { inTransaction } from '../store/transaction.ts';
import { type DaysAwayOf, daysAwayOf } from './days-away.ts';
import { likelyCountry } from './likely-country.ts';
import { findPlace, requirePlace } from './places.ts';
import { storedWorkdays } from './workdays.ts';
import { workspaceCountry } from './workspace-settings.ts';

/** What a person sees of their own settings. The zone is Slack's as of now. */
export interface MySettings extends DaysAwayOf {
  /** 0–23. */
  hour: number;
  /** 1 (Monday) to 7: their own, or the workspace's. */
  workdays: number[];
  country: 'workspace' | 'none' | Country;
  /** Undefined: the workspace has nobody's. */
  workspaceCountry: Country | undefined;
  /** By their time zone; undefined where nothing says so, or one is chosen already. */
  likelyCountry: Country | undefined;
  /** Those whom they manage. */
  team: string[];
  isAdmin: boolean;
}

/** @throws {Refusal} Slack does not answer */
export async function readMySettings(deps: PlanDeps, actor: Actor): Promise<MySettings> {
  const { db, holidays } = deps;
  const [{ timeZone }, admin] = await Promise.all([getProfile(deps, actor), isAdmin(deps, actor)]);
  const person = await findPerson(db, actor);
  const workspace = await getWorkspace(db, actor.workspaceId);
  const code = person?.country ?? null;
  const team = await linesTo(db, actor);
  const ofWorkspace = await workspaceCountry(deps, actor.workspaceId);
  return {
    ...(await daysAwayOf(deps, actor, timeZone)),
    hour: person?.hour ?? 9,
    workdays: readWorkdays(person?.workdays ?? workspace.workdays),
    country: code === null ? 'workspace' : ((await findPlace(holidays, code)) ?? 'none'),
    workspaceCountry: ofWorkspace,
    likelyCountry: code === null && !ofWorkspace ? await likelyCountry(holidays, timeZone) : undefined,
    team: team.map(({ person_id }) => person_id),
    isAdmin: admin,
  };
}

export interface MyChoice {
  /** 0–23. */
  hour: number;
  /** 1 (Monday) to 7. The workspace's days follow the workspace. */
  workdays: number[];
  /** A country's or region's code, `none`, or null for the workspace's. */
  country: string | null;
}

/** Stores what a person chose for themself, and moves their check-ins with it. @throws {Refusal} no day, or no such country */
export async function saveMySettings(
  deps: PlanDeps,
  actor: Actor,
  { hour, workdays, country }: MyChoice,
): Promise<void> {
  const days = storedWorkdays(workdays);
  if (country !== null && country !== noCountry) await requirePlace(deps.holidays, country);
  const profile = await getProfile(deps, actor);
  const now = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    await lockPlansOf(trx, { ...actor, personIds: [actor.personId] });
    await savePerson(trx, actor, { ...profile, at: now });
    const workspace = await getWorkspace(trx, actor.workspaceId);
    await updatePerson(trx, actor, { hour, workdays: days === workspace.workdays ? null : days, country });
    await moveCheckinsOf(trx, actor, { ...deps, now });
  });
  deps.wake();
}

/** @throws {Refusal} */
async function getProfile({ directory }: PlanDeps, { workspaceId, personId }: Actor): Promise<Profile> {
  const profile = await directory.find(workspaceId, personId);
  if (!profile) throw new Refusal({ kind: 'no-such-person', personId });
  return profile;
}
