import { fromInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, auditAdmin, isAdmin, managerSince, requireSightOf } from '../plans/rights.ts';
import { type PersonKey, peopleIn } from '../store/people.ts';
import { always, lineOf, linesTo, type ReportingLine } from '../store/reporting-lines.ts';
import type { Db } from '../store/tables.ts';
import { zoneOf } from './read-team.ts';

/** Who somebody reports to. */
export interface Reporting {
  personId: string;
  /** Undefined: nobody. They see what was recorded `since` then, in the reader's zone; undefined: all of it. */
  manager: { id: string; since: LocalDate | undefined } | undefined;
  /** How many report to them. */
  reports: number;
  /** The reader's. */
  today: LocalDate;
  /** The reader is an admin, who can change it. */
  mayChange: boolean;
}

/** @throws {Refusal} neither their own, nor of somebody who reports to them, nor an admin */
export async function readReporting(
  deps: Pick<PlanDeps, 'db' | 'clock' | 'directory'>,
  actor: Actor,
  personId: string,
): Promise<Reporting> {
  const { db, clock } = deps;
  const { as } = await requireSightOf(deps, actor, personId);
  await auditAdmin(deps, actor, { as, action: 'read-manager', aboutId: personId });
  const key = { workspaceId: actor.workspaceId, personId };
  const timeZone = await zoneOf(deps, actor);
  const line = await lineOf(db, key);
  const sees = line && (await managerSince(deps, { ...key, personId: line.manager_id }, personId));
  return {
    personId,
    manager: line && sees ? { id: line.manager_id, since: sinceOf(line, timeZone) } : undefined,
    reports: await countReports(db, key),
    today: localDateOf(clock.now(), timeZone),
    mayChange: await isAdmin(deps, actor),
  };
}

/** Those whose accounts are open. */
async function countReports(db: Db, key: PersonKey): Promise<number> {
  const ids = (await linesTo(db, key)).map(({ person_id }) => person_id);
  const people = ids.length === 0 ? [] : await peopleIn(db, key.workspaceId, ids);
  return people.filter(({ account }) => account !== 'deactivated').length;
}

/** From when on a manager sees what is recorded; undefined: all of it. @param timeZone whose day it is */
export const sinceOf = ({ since_at }: Pick<ReportingLine, 'since_at'>, timeZone: string): LocalDate | undefined =>
  since_at === always ? undefined : localDateOf(fromInstant(since_at), timeZone);
