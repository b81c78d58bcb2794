import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, managerSince } from '../plans/rights.ts';
import { findPerson } from '../store/people.ts';
import { lineOf } from '../store/reporting-lines.ts';
import { sinceOf } from '../team/reporting.ts';
import { type Periods, periodsIn } from './periods.ts';

/** Who sees what somebody records here, for that person. */
export interface WhoSees {
  /** Undefined: nobody does as their manager. They see what was recorded `since` then; undefined: all of it. */
  manager: { id: string; since: LocalDate | undefined } | undefined;
  today: LocalDate;
  /** How long it is kept. */
  kept: Periods;
}

/** As `rights.ts` decides; nobody's but one's own can be asked for. */
export async function readWhoSees({ db, clock }: Pick<PlanDeps, 'db' | 'clock'>, actor: Actor): Promise<WhoSees> {
  const { workspaceId } = actor;
  const timeZone = (await findPerson(db, actor))?.time_zone ?? 'UTC';
  const today = localDateOf(clock.now(), timeZone);
  const kept = await periodsIn({ db }, workspaceId);
  const line = await lineOf(db, actor);
  const sees = line && (await managerSince({ db }, { workspaceId, personId: line.manager_id }, actor.personId));
  return { manager: line && sees ? { id: line.manager_id, since: sinceOf(line, timeZone) } : undefined, today, kept };
}
