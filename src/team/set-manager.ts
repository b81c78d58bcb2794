import { toInstant } from '../calendar/instant.ts';
import { askBoth } from '../plans/ask-both.ts';
import { changePlan } from '../plans/change-plan.ts';
import type { PlanDeps, Profile } from '../plans/deps.ts';
import { readMilestones } from '../plans/move-checkins.ts';
import { workingTimeOf } from '../plans/person-calendar.ts';
import { type Actor, requireAdmin, requireManaged } from '../plans/rights.ts';
import { saveProfile } from '../plans/save-profile.ts';
import { requireMember } from '../plans/start-plan.ts';
import { declinePlan, disownManager } from '../plans/without-manager.ts';
import { Refusal } from '../refusal.ts';
import { audit } from '../store/audit-log.ts';
import { enqueue, enqueueAll } from '../store/deliveries.ts';
import { findPerson } from '../store/people.ts';
import { findCurrentPlan, lockPlansOf, type Plan } from '../store/plans.ts';
import { always, deleteLine, lineOf, saveLine } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { doubtNews, lineNews } from './line-news.ts';

export interface Line {
  personId: string;
  /** Undefined: nobody. */
  managerId: string | undefined;
}

/**
 * An admin says who somebody reports to. Where that person has a plan that is not over, it has that manager from now
 * on, with all that follows; else the people whom it concerns are told, and it is written down.
 * @throws {Refusal}
 */
export async function setManager(deps: PlanDeps, actor: Actor, line: Line): Promise<void> {
  await requireAdmin(deps, actor);
  const { personId, managerId } = line;
  if (personId === managerId) throw new Refusal({ kind: 'own-manager', personId });
  const key = { workspaceId: actor.workspaceId, personId };
  const plan = await findCurrentPlan(deps.db, key);
  if (plan) return setInPlan(deps, actor, plan, managerId);
  const [person, manager] = await askBoth(
    requireMember(deps, actor.workspaceId, personId),
    managerId === undefined ? Promise.resolve(undefined) : requireMember(deps, actor.workspaceId, managerId),
  );
  await inTransaction(deps.db, (trx) => setWithoutPlan(trx, deps, actor, { ...line, person, manager }));
  deps.wake();
}

async function setInPlan(deps: PlanDeps, actor: Actor, plan: Plan, managerId: string | undefined): Promise<void> {
  if (managerId === undefined) throw new Refusal({ kind: 'plan-needs-manager', personId: plan.person_id });
  if (plan.manager_id === managerId) return;
  const person = await findPerson(deps.db, { ...actor, personId: plan.person_id });
  const unchanged = { startsOn: plan.starts_on, milestones: readMilestones(plan), hour: person?.hour ?? 9 };
  await changePlan(deps, actor, plan.id, { ...unchanged, managerId });
}

interface Profiles {
  person: Profile;
  manager: Profile | undefined;
}

async function setWithoutPlan(
  trx: Trx,
  { clock, holidays }: PlanDeps,
  actor: Actor,
  { personId, managerId, person, manager }: Line & Profiles,
): Promise<void> {
  const { workspaceId } = actor;
  const key = { workspaceId, personId };
  const now = clock.now();
  const plans = await lockPlansOf(trx, { workspaceId, personIds: [personId, ...(managerId ? [managerId] : [])] });
  if (plans.some(({ person_id }) => person_id === personId)) throw new Refusal({ kind: 'changed-meanwhile' });
  const before = (await lineOf(trx, key))?.manager_id;
  if (before === managerId) return;
  await saveProfile(trx, { key, profile: person }, { holidays, now });
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
}

/**
 * The person says that this is not their manager, who sees nothing more from then on; the admins are told.
 * @param managerId whom they were shown: by now it may be somebody else
 * @throws {Refusal}
 */
export async function disown(deps: PlanDeps, actor: Actor, managerId: string): Promise<void> {
  const plan = await findCurrentPlan(deps.db, actor);
  if (plan) await disownManager(deps, actor, { planId: plan.id, managerId });
  else await withoutLine(deps, actor, { personId: actor.personId, managerId });
}

/** The manager says that somebody does not report to them; the person and the admins are told. @throws {Refusal} */
export async function release(deps: PlanDeps, actor: Actor, personId: string): Promise<void> {
  await requireManaged(deps, actor, personId);
  const plan = await findCurrentPlan(deps.db, { ...actor, personId });
  if (plan) await declinePlan(deps, actor, plan.id);
  else await withoutLine(deps, actor, { personId, managerId: actor.personId });
}

async function withoutLine(
  deps: PlanDeps,
  actor: Actor,
  { personId, managerId }: { personId: string; managerId: string },
): Promise<void> {
  const now = deps.clock.now();
  const admins = (await deps.directory.admins(actor.workspaceId)).filter(
    (id) => id !== actor.personId && id !== personId,
  );
  await inTransaction(deps.db, async (trx) => {
    await requireLine(trx, actor, { personId, managerId });
    await deleteLine(trx, { ...actor, personId });
    await enqueueAll(trx, lineNews(actor, { personId, from: managerId, to: undefined, now }));
    for (const adminId of admins) {
      const dueAt = await workingTimeOf(trx, { ...actor, personId: adminId }, { ...deps, now });
      await enqueue(trx, doubtNews(actor, { personId, managerId, adminId, now, dueAt }));
    }
  });
  deps.wake();
}

/**
 * The person lets their manager see what was recorded before that became their manager.
 * @param managerId whom they were asked about: by now it may be somebody else
 * @throws {Refusal}
 */
export async function share({ db }: PlanDeps, actor: Actor, managerId: string): Promise<void> {
  const { workspaceId, personId } = actor;
  await inTransaction(db, async (trx) => {
    await lockPlansOf(trx, { workspaceId, personIds: [personId] });
    await requireLine(trx, actor, { personId, managerId });
    await saveLine(trx, {
      workspace_id: workspaceId,
      person_id: personId,
      manager_id: managerId,
      since_at: always,
    });
  });
}

/** @throws {Refusal} they report to somebody else by now, or to nobody */
async function requireLine(trx: Trx, actor: Actor, { personId, managerId }: { personId: string; managerId: string }) {
  const line = await lineOf(trx, { ...actor, personId });
  if (line?.manager_id !== managerId) throw new Refusal({ kind: 'other-manager', managerId: line?.manager_id });
}
