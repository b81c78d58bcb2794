import { fromInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, isManager } from '../plans/rights.ts';
import { findPerson } from '../store/people.ts';
import { findLatestPlan } from '../store/plans.ts';

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
  const plan = await findLatestPlan(db, actor);
  if (!plan?.manager_id || !plan.manager_since) return { manager: undefined, today };
  const sees = await isManager({ db }, { workspaceId, personId: plan.manager_id }, plan);
  const since = localDateOf(fromInstant(plan.manager_since), timeZone);
  return { manager: sees ? { id: plan.manager_id, since } : undefined, today };
}
