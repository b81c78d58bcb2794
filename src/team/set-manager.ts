import { toInstant } from '../calendar/instant.ts';
import { askBoth } from '../plans/ask-both.ts';
import { changePlan, markOf } from '../plans/change-plan.ts';
import type { PlanDeps, Profile } from '../plans/deps.ts';
import { doubtNews, lineNews } from '../plans/line-news.ts';
import { readMilestones } from '../plans/move-checkins.ts';
import { workingTimeOf } from '../plans/person-calendar.ts';
import { type Actor, requireAdmin, requireManaged } from '../plans/rights.ts';
import { saveProfile } from '../plans/save-profile.ts';
import { requireMember } from '../plans/start-plan.ts';
import { declinePlan, disownManager } from '../plans/without-manager.ts';
import { Refusal } from '../refusal.ts';
import { audit } from '../store/audit-log.ts';
import { enqueue, enqueueAll } from '../store/deliveries.ts';
import { findPerson, lockPeople } from '../store/people.ts';
import { findCurrentPlan, lockPlansOf, type Plan } from '../store/plans.ts';
import { always, deleteLine, lineOf, saveLine } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';

export interface Line {
  personId: string;
  /** Undefined: nobody. */
  managerId: string | undefined;
}

/**
 * An admin says who somebody reports to. Where that person has a plan that is not over, it has that manager from now
 * on, with all that follows; else the people whom it concerns are told, and it is written down.
 * @returns whether that is another one than before
 * @throws {Refusal}
 */
export async function setManager(deps: PlanDeps, actor: Actor, line: Line): Promise<boolean> {
  await requireAdmin(deps, actor);
  const { personId, managerId } = line;
  if (personId === managerId) throw new Refusal({ kind: 'own-manager', personId });
  const plan = await findCurrentPlan(deps.db, { ...actor, personId });
  if (plan) return setInPlan(deps, actor, plan, managerId);
  const [person, manager] = await askBoth(
    requireMember(deps, actor.workspaceId, personId),
    managerId === undefined ? Promise.resolve(undefined) : requireMember(deps, actor.workspaceId, managerId),
  );
  const done = await inTransaction(deps.db, (trx) => setWithoutPlan(trx, deps, actor, { ...line, person, manager }));
  deps.wake();
  return done === 'has-a-plan' ? setManager(deps, actor, line) : done === 'changed';
}

async function setInPlan(deps: PlanDeps, actor: Actor, plan: Plan, managerId: string | undefined): Promise<boolean> {
  if (managerId === undefined) throw new Refusal({ kind: 'plan-needs-manager', personId: plan.person_id });
  if (plan.manager_id === managerId) return false;
  const person = await findPerson(deps.db, { ...actor, personId: plan.person_id });
  const unchanged = { startsOn: plan.starts_on, milestones: readMilestones(plan), hour: person?.hour ?? 9 };
  await changePlan(deps, actor, plan.id, { ...unchanged, managerId, made: markOf(plan, person?.hour) });
  return true;
}

interface Profiles {
  person: Profile;
  manager: Profile | undefined;
}

/** Nothing is done where they have a plan by now. */
async function setWithoutPlan(
  trx: Trx,
  { clock, holidays }: PlanDeps,
  actor: Actor,
  { personId, managerId, person, manager }: Line & Profiles,
): Promise<'changed' | 'as-it-was' | 'has-a-plan'> {
  const { workspaceId } = actor;
  const key = { workspaceId, personId };
  const now = clock.now();
  if (managerId !== undefined) await lockPlansOf(trx, { workspaceId, personIds: [managerId] });
  await saveProfile(trx, { key, profile: person }, { holidays, now }); // holds them, so that nobody begins a plan meanwhile
  if (await findCurrentPlan(trx, key)) return 'has-a-plan';
  const before = (await lineOf(trx, key))?.manager_id;
  if (before === managerId) return 'as-it-was';
  if (managerId === undefined || !manager) await deleteLine(trx, key);
  else {
    await saveProfile(trx, { key: { workspaceId, personId: managerId }, profile: manager }, { holidays, now });
    await saveLine(trx, {
      workspace_id: workspaceId,
      person_id: personId,
      manager_id: managerId,
      since_at: toInstant(now),
    });
  }
  await enqueueAll(trx, lineNews(actor, { personId, from: before, to: managerId, now }));
  const details = { managerId: managerId ?? null };
  await audit(trx, { workspaceId, at: now, byId: actor.personId, action: 'set-manager', aboutId: personId, details });
  return 'changed';
}

/**
 * The person says that this is not their manager, who sees nothing more from then on; the admins are told.
 * @param managerId whom they were shown: by now it may be somebody else
 * @returns their plan, which waits for the right one; undefined: they have none
 * @throws {Refusal}
 */
export async function disown(deps: PlanDeps, actor: Actor, managerId: string): Promise<Plan | undefined> {
  const plan = await findCurrentPlan(deps.db, actor);
  if (plan) return disownManager(deps, actor, { planId: plan.id, managerId });
  const isDone = await withoutLine(deps, actor, { personId: actor.personId, managerId });
  return isDone ? undefined : disown(deps, actor, managerId); // they have a plan by now
}

/**
 * The manager says that somebody does not report to them; the person and the admins are told.
 * @returns that person's plan, which goes on without a manager; undefined: they have none
 * @throws {Refusal}
 */
export async function release(deps: PlanDeps, actor: Actor, personId: string): Promise<Plan | undefined> {
  await requireManaged(deps, actor, personId);
  const plan = await findCurrentPlan(deps.db, { ...actor, personId });
  if (plan) return declinePlan(deps, actor, plan.id);
  const isDone = await withoutLine(deps, actor, { personId, managerId: actor.personId });
  return isDone ? undefined : release(deps, actor, personId); // they have a plan by now
}

/** @returns whether it was done: not where they have a plan by now. @throws {Refusal} they report to somebody else by now */
async function withoutLine(
  deps: PlanDeps,
  actor: Actor,
  { personId, managerId }: { personId: string; managerId: string },
): Promise<boolean> {
  const now = deps.clock.now();
  const key = { workspaceId: actor.workspaceId, personId };
  const admins = (await deps.directory.admins(actor.workspaceId)).filter(
    (id) => id !== actor.personId && id !== personId,
  );
  const isDone = await inTransaction(deps.db, async (trx) => {
    await lockPeople(trx, actor.workspaceId, [personId]);
    if (await findCurrentPlan(trx, key)) return false;
    const line = await lineOf(trx, key);
    if (line?.manager_id !== managerId)
      throw new Refusal(
        actor.personId === personId
          ? { kind: 'other-line', managerId: line?.manager_id }
          : { kind: 'not-yours-to-see', personId },
      );
    await deleteLine(trx, key);
    await enqueueAll(trx, lineNews(actor, { personId, from: managerId, to: undefined, now }));
    for (const adminId of admins) {
      const dueAt = await workingTimeOf(trx, { ...actor, personId: adminId }, { ...deps, now });
      await enqueue(trx, doubtNews(actor, { personId, managerId, adminId, now, dueAt }));
    }
    return true;
  });
  deps.wake();
  return isDone;
}

/**
 * The person lets their manager see all that they recorded, also what is from before that became their manager.
 * @param managerId whom they were asked about: by now it may be somebody else
 * @throws {Refusal} that is not who they report to
 */
export async function share({ db }: PlanDeps, actor: Actor, managerId: string): Promise<void> {
  const { workspaceId, personId } = actor;
  await inTransaction(db, async (trx) => {
    await lockPlansOf(trx, { workspaceId, personIds: [personId] });
    await lockPeople(trx, workspaceId, [personId]);
    const line = await lineOf(trx, actor);
    if (line?.manager_id !== managerId) throw new Refusal({ kind: 'other-line', managerId: line?.manager_id });
    await saveLine(trx, { workspace_id: workspaceId, person_id: personId, manager_id: managerId, since_at: always });
  });
}
