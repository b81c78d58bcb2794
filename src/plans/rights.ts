import { fromInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { audit } from '../store/audit-log.ts';
import { findPerson } from '../store/people.ts';
import type { Plan } from '../store/plans.ts';
import { lineOf } from '../store/reporting-lines.ts';
import type { PlanDeps } from './deps.ts';

/**
 * Who may see and do what with a person's plan. Everything below the listeners asks here, and nothing else decides.
 * A person sees and changes what is theirs; whoever they report to sees what was recorded since they became that, also
 * of a plan that is over; an admin sees and changes, and it is written down; anybody else is told nothing, not even
 * whether there is something, but that no plan can be started where there is one or a manager already.
 */

/** Somebody in a workspace, as Slack says who pressed or typed. */
export interface Actor {
  workspaceId: string;
  personId: string;
}

export interface Sight {
  as: 'self' | 'manager' | 'admin';
  /** What was recorded before that is not shown; undefined: everything is. */
  since: Date | undefined;
}

type AdminDeps = Pick<PlanDeps, 'directory'>;
type SightDeps = Pick<PlanDeps, 'db' | 'directory'>;

/** @throws {Refusal} not theirs to see */
export async function requireSight(deps: SightDeps, actor: Actor, plan: Plan): Promise<Sight> {
  if (actor.workspaceId === plan.workspace_id) return requireSightOf(deps, actor, plan.person_id);
  throw new Refusal({ kind: 'not-yours-to-see', personId: plan.person_id });
}

/** What somebody recorded of themself, whether they have a plan or not. @throws {Refusal} not theirs to see */
export async function requireSightOf(deps: SightDeps, actor: Actor, personId: string): Promise<Sight> {
  if (actor.personId === personId) return { as: 'self', since: undefined };
  const since = await managerSince(deps, actor, personId);
  if (since) return { as: 'manager', since };
  if (await isAdmin(deps, actor)) return { as: 'admin', since: undefined };
  throw new Refusal({ kind: 'not-yours-to-see', personId });
}

/** The same where nobody is there to be refused: undefined. @throws {Refusal} Slack does not answer */
export async function findSight(deps: SightDeps, actor: Actor, plan: Plan): Promise<Sight | undefined> {
  return actor.workspaceId === plan.workspace_id ? findSightOf(deps, actor, plan.person_id) : undefined;
}

/** The same of whatever somebody has. @throws {Refusal} Slack does not answer */
export async function findSightOf(deps: SightDeps, actor: Actor, personId: string): Promise<Sight | undefined> {
  try {
    return await requireSightOf(deps, actor, personId);
  } catch (error) {
    if (error instanceof Refusal && error.reason.kind === 'not-yours-to-see') return undefined;
    throw error;
  }
}

/**
 * Whether somebody reports to this person, and since when: what was recorded before is not theirs to see. Nobody reports
 * to one who has become a guest.
 */
export async function managerSince(
  { db }: Pick<PlanDeps, 'db'>,
  actor: Actor,
  personId: string,
): Promise<Date | undefined> {
  const line = await lineOf(db, { ...actor, personId });
  if (line?.manager_id !== actor.personId) return undefined;
  const manager = await findPerson(db, actor);
  return manager?.account === 'guest' ? undefined : fromInstant(line.since_at);
}

/** What is for a manager alone. @returns since when they are that. @throws {Refusal} they are not, be it by now */
export async function requireManaged(deps: Pick<PlanDeps, 'db'>, actor: Actor, personId: string): Promise<Date> {
  const since = await managerSince(deps, actor, personId);
  if (!since) throw new Refusal({ kind: 'not-yours-to-see', personId });
  return since;
}

/** Changing a plan's course: pausing, moving, ending it. @throws {Refusal} not theirs to change */
export async function requireChange(deps: SightDeps, actor: Actor, plan: Plan): Promise<Sight['as']> {
  const { as } = await requireSight(deps, actor, plan);
  return as;
}

/** Once the plan is locked: whoever was its manager a moment ago may be none any more. @throws {Refusal} */
export function requireStill(as: Sight['as'], actor: Actor, plan: Plan): void {
  if (as === 'manager' && plan.manager_id !== actor.personId)
    throw new Refusal({ kind: 'not-yours-to-change', personId: plan.person_id });
}

/** Reading and writing an answer. @throws {Refusal} it is somebody else's */
export function requireSelf(actor: Actor, plan: Plan): void {
  if (actor.workspaceId !== plan.workspace_id || actor.personId !== plan.person_id)
    throw new Refusal({ kind: 'theirs-alone', personId: plan.person_id });
}

/** Erasing what was recorded. @throws {Refusal} neither the person nor an admin */
export async function requireDelete(deps: SightDeps, actor: Actor, plan: Plan): Promise<Sight['as']> {
  const { as } = await requireSight(deps, actor, plan);
  if (as !== 'manager') return as;
  if (await isAdmin(deps, actor)) return 'admin'; // and the manager besides
  throw new Refusal({ kind: 'not-yours-to-delete', personId: plan.person_id });
}

/** Whether somebody who may see a plan may erase it, too: for what they are offered. */
export async function mayDelete(deps: SightDeps, actor: Actor, plan: Plan): Promise<boolean> {
  try {
    await requireDelete(deps, actor, plan);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/**
 * Naming a manager: one's own, oneself for somebody who has none, or as an admin anybody's.
 * @throws {Refusal}
 */
export async function requireNameManager(
  deps: SightDeps,
  actor: Actor,
  { personId, managerId }: { personId: string; managerId: string },
): Promise<void> {
  if (actor.personId === personId) return;
  const isOwn = actor.personId === managerId;
  if (isOwn && !(await reportsToAnother(deps, actor, personId))) return;
  if (!(await isAdmin(deps, actor)))
    throw new Refusal(isOwn ? { kind: 'not-yours-to-start', personId } : { kind: 'may-not-name-manager' });
}

/** Whether somebody reports to a colleague already; one who has left, or become a guest, is nobody's manager any more. */
export async function reportsToAnother({ db }: Pick<PlanDeps, 'db'>, actor: Actor, personId: string): Promise<boolean> {
  const line = await lineOf(db, { ...actor, personId });
  if (!line || line.manager_id === actor.personId) return false;
  const manager = await findPerson(db, { ...actor, personId: line.manager_id });
  return manager?.account === 'member';
}

/** Somebody's days away. @throws {Refusal} neither they themself, their manager nor an admin */
export async function requireLeave(deps: SightDeps, actor: Actor, personId: string): Promise<Sight['as']> {
  if (actor.personId === personId) return 'self';
  if (await managerSince(deps, actor, personId)) return 'manager';
  if (await isAdmin(deps, actor)) return 'admin';
  throw new Refusal({ kind: 'not-yours-to-change', personId });
}

/** @throws {Refusal} no admin of the workspace */
export async function requireAdmin(deps: AdminDeps, actor: Actor): Promise<void> {
  if (!(await isAdmin(deps, actor))) throw new Refusal({ kind: 'admins-only' });
}

/** Admins and owners, as Slack says at this moment. */
export async function isAdmin({ directory }: AdminDeps, { workspaceId, personId }: Actor): Promise<boolean> {
  const profile = await directory.find(workspaceId, personId);
  return profile?.isAdmin === true && profile.account === 'member';
}

type AuditedAs = Pick<Parameters<typeof audit>[1], 'action' | 'details'>;

/** Writes down what an admin does to somebody else's data, or reads of it. */
export async function auditAdmin(
  { db, clock }: Pick<PlanDeps, 'db' | 'clock'>,
  actor: Actor,
  { as, aboutId, ...entry }: AuditedAs & { as: Sight['as']; aboutId: string },
): Promise<void> {
  if (as !== 'admin') return;
  await audit(db, { ...entry, workspaceId: actor.workspaceId, at: clock.now(), byId: actor.personId, aboutId });
}
