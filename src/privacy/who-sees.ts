import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, managerSince } from '../plans/rights.ts';
import { findPerson } from '../store/people.ts';
import { lineOf } from '../store/reporting-lines.ts';

/** Who sees what somebody records here, for that person. */
export interface WhoSees {
  /** Undefined: nobody does as their manager. */
  manager: { id: string; since: LocalDate } | undefined;
  today: LocalDate;
}

/** As `rights.ts` decides; nobody's but one's own can be asked for. */
export async function readWhoSees({ db, clock }: Pick<PlanDeps, 'db' | 'clock'>, actor: Actor): Promise<WhoSees> {
  const { workspaceId } = actor;
  const timeZone = (await findPerson(db, actor))?.time_zone ?? 'UTC';
  const today = localDateOf(clock.now(), timeZone);
  const id = (await lineOf(db, actor))?.manager_id;
  const since = id && (await managerSince({ db }, { workspaceId, personId: id }, actor.personId));
  return { manager: id && since ? { id, since: localDateOf(since, timeZone) } : undefined, today };
}
