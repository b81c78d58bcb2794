import { toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { Refusal } from '../refusal.ts';
import { enqueueAll } from '../store/deliveries.ts';
import { findPerson, updatePerson } from '../store/people.ts';
import { resendFailed } from '../store/plan-deliveries.ts';
import { lockPlan, lockPlansOf, type Plan, updatePlan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { askBoth } from './ask-both.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { moveCheckins, readMilestones } from './move-checkins.ts';
import { getPlan, resume } from './pause-plan.ts';
import { newsFor, newsTo, type PlanChanged } from './plan-news.ts';
import { type Actor, auditAdmin, requireChange, requireStill } from './rights.ts';
import { saveProfile } from './save-profile.ts';
import { requireManager, requireStart } from './start-plan.ts';
import { mended, ofManager } from './troubles.ts';

export interface PlanChange {
  managerId: string;
  startsOn: LocalDate;
  milestones: readonly Milestone[];
  hour: number;
  /** The mark of the plan that a form was made from: one that was changed since is not written over. */
  made?: string | undefined;
}

/** Another one once anything was changed that the form changes. */
export const markOf = (plan: Plan, hour: number | undefined): string =>
  JSON.stringify([plan.manager_id, plan.starts_on, readMilestones(plan), hour]);

/**
 * Changes a plan in place: what is still to come moves, what was asked or answered stays, and the people whom it
 * concerns are told. A plan that stood still for want of a manager goes on.
 * @throws {Refusal} what cannot be, or is not allowed
 */
export async function changePlan(
  deps: PlanDeps,
  actor: Actor,
  planId: string,
  { made, ...change }: PlanChange,
): Promise<Plan> {
  const before = await getPlan(deps, actor.workspaceId, planId);
  const [as, manager] = await askBoth(
    requireChange(deps, actor, before),
    newManager(deps, actor, before, change.managerId),
  );
  if (change.milestones.length === 0) throw new Refusal({ kind: 'no-milestones' });
  const plan = await inTransaction(deps.db, async (trx) => {
    await lockPlansOf(trx, { ...actor, personIds: [change.managerId], planIds: [planId] });
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const key = { ...actor, personId: plan.person_id };
    const person = await findPerson(trx, key);
    if (made !== undefined && made !== markOf(plan, person?.hour)) throw new Refusal({ kind: 'changed-meanwhile' });
    const now = deps.clock.now();
    const isMoved = change.startsOn !== plan.starts_on;
    const today = localDateOf(now, person?.time_zone ?? 'UTC');
    if (isMoved) requireStart(change.startsOn, today);
    if (person?.hour !== change.hour) await updatePerson(trx, key, { hour: change.hour });
    const row = {
      starts_on: change.startsOn,
      milestones: JSON.stringify(change.milestones),
      // a new start counts from itself: pauses until now, and before it, have nothing to do with it
      ...(isMoved ? { shifted_days: 0, paused_on: plan.paused_on && latest(today, change.startsOn) } : {}),
    };
    await updatePlan(trx, plan, row);
    const changes = changesOf(plan, change, person?.hour);
    if (changes.length > 0) await enqueueAll(trx, newsFor(plan, actor, { kind: 'changed', changes, now }));
    const managed = await changeManager(trx, deps, actor, { plan: { ...plan, ...row }, manager, id: change.managerId });
    await moveCheckins(trx, managed, { ...deps, now });
    const details = { ...change };
    // naming somebody else is for admins alone, be they the manager until now
    const namedAs = manager && change.managerId !== actor.personId && as === 'manager' ? 'admin' : as;
    await auditAdmin({ ...deps, db: trx }, actor, {
      as: namedAs,
      action: 'change-plan',
      aboutId: plan.person_id,
      details,
    });
    return managed;
  });
  deps.wake();
  return plan;
}

const latest = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);

/** Undefined where the manager stays: then nobody has to be asked about them. @throws {Refusal} */
async function newManager(deps: PlanDeps, actor: Actor, plan: Plan, managerId: string): Promise<Profile | undefined> {
  const isInTrouble = plan.attention !== null && ofManager.has(plan.attention);
  if (managerId === plan.manager_id && !isInTrouble) return undefined;
  return requireManager(deps, actor, { personId: plan.person_id, managerId });
}

function changesOf(plan: Plan, change: Omit<PlanChange, 'made'>, hour: number | undefined): PlanChanged[] {
  const changes: PlanChanged[] = [];
  if (plan.starts_on !== change.startsOn) changes.push({ kind: 'start', startsOn: change.startsOn });
  if (readMilestones(plan).join() !== change.milestones.join()) changes.push({ kind: 'milestones' });
  if (hour !== change.hour) changes.push({ kind: 'hour', hour: change.hour });
  return changes;
}

interface NewManager {
  plan: Plan;
  manager: Profile | undefined;
  id: string;
}

/** From now on the new manager sees what is recorded, and the old one nothing more. */
async function changeManager(trx: Trx, deps: PlanDeps, actor: Actor, { plan, manager, id }: NewManager): Promise<Plan> {
  if (!manager) return plan;
  const now = deps.clock.now();
  await saveProfile(trx, { key: { ...actor, personId: id }, profile: manager }, { ...deps, now });
  const isNew = id !== plan.manager_id;
  const managed = { ...plan, ...(isNew ? { manager_id: id, manager_since: toInstant(now) } : {}) };
  const row = mended(managed, ofManager, toInstant(now));
  // what else is wrong is for the new manager to hear
  const changed = { ...managed, ...row, ...(isNew ? { attention_told_at: null } : {}) };
  const { manager_id, manager_since, attention_told_at } = changed;
  await updatePlan(trx, plan, { ...row, manager_id, manager_since, attention_told_at });
  // what had been refused before may be what the person still waits for
  if (plan.attention !== changed.attention) await resendFailed(trx, plan);
  if (isNew) await enqueueAll(trx, managerNews(plan, changed, actor, now));
  const stoodStill = plan.attention === 'wrong-manager' && plan.paused_until === null;
  return plan.state === 'paused' && stoodStill ? resume(trx, changed, deps, actor) : changed;
}

function managerNews(before: Plan, after: Plan, actor: Actor, now: Date) {
  const managerId = after.manager_id ?? '';
  const news = { kind: 'manager-changed' as const, from: before.manager_id ?? undefined, to: managerId, now };
  const toPerson = newsTo(after.person_id, after, actor, news);
  const toFormer =
    before.manager_id !== null && before.manager_id !== actor.personId
      ? [newsTo(before.manager_id, after, actor, news)]
      : [];
  return [
    ...(after.person_id === actor.personId ? [] : [toPerson]),
    ...toFormer,
    ...(managerId === actor.personId ? [] : [newsTo(managerId, after, actor, news)]),
  ];
}
