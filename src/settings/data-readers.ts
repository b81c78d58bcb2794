import { fromInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, managerSince } from '../plans/rights.ts';
import { auditedAbout, byItself } from '../store/audit-log.ts';
import { findPerson } from '../store/people.ts';
import { lineOf } from '../store/reporting-lines.ts';

export type { AuditedAction } from '../store/audit-log.ts';

/** Who has read or changed somebody's data, for that person. */
export interface DataReaders {
  /** Sees it anyway, and is not listed for it. */
  managerId: string | undefined;
  /** IANA name. */
  timeZone: string;
  today: LocalDate;
  /** The newest first. */
  entries: DataRead[];
  /** There are more than these. */
  hasOlder: boolean;
}

export interface DataRead {
  at: Date;
  /** Undefined: nobody, the bot by itself. */
  byId: string | undefined;
  /** An `AuditedAction`, or one of a later version. */
  action: string;
}

const mostEntries = 50;

/** Nobody's but one's own can be asked for. */
export async function readDataReaders({ db, clock }: PlanDeps, actor: Actor): Promise<DataReaders> {
  const entries = await auditedAbout(db, actor, mostEntries + 1);
  const line = await lineOf(db, actor);
  const sees = line && (await managerSince({ db }, { ...actor, personId: line.manager_id }, actor.personId));
  const timeZone = (await findPerson(db, actor))?.time_zone ?? 'UTC';
  return {
    managerId: line && sees ? line.manager_id : undefined,
    timeZone,
    today: localDateOf(clock.now(), timeZone),
    entries: entries
      .slice(0, mostEntries)
      .map(({ at, by_id, action }) => ({ at: fromInstant(at), byId: by_id === byItself ? undefined : by_id, action })),
    hasOlder: entries.length > mostEntries,
  };
}
