import { randomUUID } from 'node:crypto';
import { toInstant } from '../calendar/instant.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { Refusal } from '../refusal.ts';
import { deleteLeave, findPerson, insertLeave, leaveOf, savePerson } from '../store/people.ts';
import { lockPlansOf } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { askBoth } from './ask-both.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { moveCheckinsOf } from './move-checkins.ts';
import { type Actor, auditAdmin, requireLeave, type Sight } from './rights.ts';
import { requireMember } from './start-plan.ts';

export interface LeaveRequest {
  personId: string;
  /** Both included. */
  from: LocalDate;
  to: LocalDate;
}

/** A leave that is longer is a slip of the keys, or to be set again later. */
const mostDaysAway = 366;
const mostDaysAhead = 3 * 366;

/** Sets days away: check-ins on them move to the first working day after. @throws {Refusal} */
export async function setLeave(deps: PlanDeps, actor: Actor, request: LeaveRequest): Promise<void> {
  const leave = await requirePossibleLeave(deps, actor, request);
  await inTransaction(deps.db, (trx) => storeLeave(trx, deps, actor, leave));
  deps.wake();
}

export interface PossibleLeave extends LeaveRequest {
  as: Sight['as'];
  profile: Profile;
}

/** Whether somebody may set such days away, without setting them. @throws {Refusal} */
export async function requirePossibleLeave(
  deps: PlanDeps,
  actor: Actor,
  { personId, from, to }: LeaveRequest,
): Promise<PossibleLeave> {
  const right = requireLeave(deps, actor, personId);
  const [as, profile] = await askBoth(right, requireMember(deps, actor.workspaceId, personId));
  const today = localDateOf(deps.clock.now(), profile.timeZone);
  if (to < from) throw new Refusal({ kind: 'ends-before-it-starts', from, to });
  if (to < today) throw new Refusal({ kind: 'date-is-past', on: to });
  const latest = earlier(addDays(from, mostDaysAway - 1), addDays(today, mostDaysAhead));
  if (to > latest) throw new Refusal({ kind: 'too-far-ahead', on: to, latest });
  return { personId, from, to, as, profile };
}

const earlier = (one: LocalDate, other: LocalDate): LocalDate => (one < other ? one : other);
const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);

/** Stores them, as one with the days that they overlap or touch, and moves the check-ins; days that are set already change nothing. */
export async function storeLeave(
  trx: Trx,
  deps: PlanDeps,
  actor: Actor,
  { personId, from, to, as, profile }: PossibleLeave,
): Promise<void> {
  const key = { workspaceId: actor.workspaceId, personId };
  const now = deps.clock.now();
  await lockPlansOf(trx, { ...actor, personIds: [personId] });
  if (!(await findPerson(trx, key))) await savePerson(trx, key, { ...profile, at: now });
  const set = await leaveOf(trx, { ...actor, ids: [personId] }, addDays(from, -1));
  const beside = set.filter(({ from_on }) => from_on <= addDays(to, 1));
  if (beside.some(({ from_on, to_on }) => from_on <= from && to_on >= to)) return;
  for (const { id } of beside) await deleteLeave(trx, key, id);
  await insertLeave(trx, {
    id: randomUUID(),
    workspace_id: actor.workspaceId,
    person_id: personId,
    from_on: beside.map(({ from_on }) => from_on).reduce(earlier, from),
    to_on: beside.map(({ to_on }) => to_on).reduce(later, to),
    set_by: actor.personId,
    set_at: toInstant(now),
  });
  await moveCheckinsOf(trx, key, { ...deps, now });
  const details = { from, to };
  await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'set-leave', aboutId: personId, details });
}

/** Takes days away back. @throws {Refusal} */
export async function dropLeave(
  deps: PlanDeps,
  actor: Actor,
  { personId, leaveId }: { personId: string; leaveId: string },
): Promise<void> {
  const key = { workspaceId: actor.workspaceId, personId };
  const as = await requireLeave(deps, actor, personId);
  const now = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    await lockPlansOf(trx, { ...actor, personIds: [personId] });
    if (!(await deleteLeave(trx, key, leaveId))) throw new Refusal({ kind: 'gone' });
    await moveCheckinsOf(trx, key, { ...deps, now });
    await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'delete-leave', aboutId: personId });
  });
  deps.wake();
}
