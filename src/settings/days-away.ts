import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { askBoth } from '../plans/ask-both.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { dropLeave, type LeaveRequest, setLeave } from '../plans/leave.ts';
import { type Actor, auditAdmin, requireLeave } from '../plans/rights.ts';
import { requireMember } from '../plans/start-plan.ts';
import { findPerson, leaveOf, type PersonKey } from '../store/people.ts';
import { type NextCheckin, nextCheckin } from './next-checkin.ts';

/** Days that a person is away, both ends included. */
export interface DaysAway {
  id: string;
  from: LocalDate;
  to: LocalDate;
  setBy: string;
}

/** What is still to come of somebody's days away, and what it comes to. */
export interface DaysAwayOf {
  personId: string;
  /** IANA name. */
  timeZone: string;
  /** In that zone. */
  today: LocalDate;
  /** The soonest first. */
  leave: DaysAway[];
  next: NextCheckin;
}

/** For whoever may set them. An admin who looks at somebody's is written down. @throws {Refusal} not theirs, or nobody */
export async function openDaysAway(deps: PlanDeps, actor: Actor, personId: string): Promise<DaysAwayOf> {
  const key = { workspaceId: actor.workspaceId, personId };
  const [as, { timeZone }] = await askBoth(
    requireLeave(deps, actor, personId),
    requireMember(deps, actor.workspaceId, personId),
  );
  await auditAdmin(deps, actor, { as, action: 'read-leave', aboutId: personId });
  return daysAwayOf(deps, key, timeZone);
}

/** Sets days away, and says what came of it. @throws {Refusal} */
export async function addDaysAway(deps: PlanDeps, actor: Actor, request: LeaveRequest): Promise<DaysAwayOf> {
  await setLeave(deps, actor, request);
  return afterChange(deps, actor, request.personId);
}

/** Takes days away back, and says what came of it. @throws {Refusal} */
export async function takeBackDaysAway(
  deps: PlanDeps,
  actor: Actor,
  leave: { personId: string; leaveId: string },
): Promise<DaysAwayOf> {
  await dropLeave(deps, actor, leave);
  return afterChange(deps, actor, leave.personId);
}

/** Whoever just changed them may see them, and that change is written down already. */
async function afterChange(deps: PlanDeps, { workspaceId }: Actor, personId: string): Promise<DaysAwayOf> {
  const key = { workspaceId, personId };
  const person = await findPerson(deps.db, key);
  return daysAwayOf(deps, key, person?.time_zone ?? 'UTC');
}

/** The caller has asked `rights.ts`. */
export async function daysAwayOf(deps: PlanDeps, key: PersonKey, timeZone: string): Promise<DaysAwayOf> {
  const today = localDateOf(deps.clock.now(), timeZone);
  const leave = await leaveOf(deps.db, { ...key, ids: [key.personId] }, today);
  return {
    personId: key.personId,
    timeZone,
    today,
    leave: leave.map(({ id, from_on, to_on, set_by }) => ({ id, from: from_on, to: to_on, setBy: set_by })),
    next: await nextCheckin(deps, key),
  };
}
