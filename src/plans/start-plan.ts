import { randomUUID } from 'node:crypto';
import { toInstant } from '../calendar/instant.ts';
import { addDays, addMonths, type LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { Refusal } from '../refusal.ts';
import { insertCheckins } from '../store/checkins.ts';
import { enqueueAll } from '../store/deliveries.ts';
import { isUniqueViolation } from '../store/dialect.ts';
import { findPerson, updatePerson } from '../store/people.ts';
import { findCurrentPlan, insertPlan, lockPlansOf, type Plan } from '../store/plans.ts';
import { lineOf } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { askBoth } from './ask-both.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { lineNews } from './line-news.ts';
import { newCheckin } from './new-checkin.ts';
import { calendarOf } from './person-calendar.ts';
import { type Actor, auditAdmin, findSightOf, reportsToAnother, requireNameManager } from './rights.ts';
import { saveProfile } from './save-profile.ts';
import { datesOf, timesOf } from './schedule.ts';

export interface PlanRequest {
  personId: string;
  managerId: string;
  startsOn: LocalDate;
  milestones: readonly Milestone[];
  /** 0–23; undefined: what the person has. */
  hour: number | undefined;
}

export const mostDaysAhead = 90;
const mostMonthsBack = 12;

/**
 * Starts a plan: its check-ins and its first messages, all or nothing.
 * @throws {Refusal} what cannot be, is not allowed, or runs already
 */
export async function startPlan(deps: PlanDeps, actor: Actor, request: PlanRequest): Promise<Plan> {
  const people = await requirePossible(deps, actor, request);
  const as = actor.personId !== request.managerId && actor.personId !== request.personId ? 'admin' : 'self';
  try {
    const plan = await inTransaction(deps.db, async (trx) => {
      const plan = await insertWithCheckins(trx, deps, actor, { ...request, ...people });
      await tellFormerManager(trx, actor, plan, deps.clock.now());
      await enqueueFirstMessages(trx, plan, deps.clock.now());
      await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'start-plan', aboutId: request.personId });
      return plan;
    });
    deps.wake();
    return plan;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await requireWithoutPlan(deps, actor, request.personId); // somebody else was quicker
    return startPlan(deps, actor, request); // and that plan is gone again
  }
}

interface People {
  person: Profile;
  manager: Profile;
}

/**
 * Whether such a plan can be started, without starting it.
 * @throws {Refusal} what cannot be, is not allowed, or runs already
 */
export async function requirePossible(deps: PlanDeps, actor: Actor, request: PlanRequest): Promise<People> {
  const [manager, person] = await askBoth(requireManager(deps, actor, request), requireNewHire(deps, actor, request));
  return { person, manager };
}

/** Whoever may be the manager, as far as whoever asks may say so. @throws {Refusal} */
export async function requireManager(
  deps: PlanDeps,
  actor: Actor,
  named: Pick<PlanRequest, 'personId' | 'managerId'>,
): Promise<Profile> {
  if (named.personId === named.managerId) throw new Refusal({ kind: 'own-manager', personId: named.personId });
  const member = requireMember(deps, actor.workspaceId, named.managerId);
  const [, manager] = await askBoth(requireNameManager(deps, actor, named), member);
  return manager;
}

/** Whoever a plan can be started for, whoever the manager is. @throws {Refusal} */
export async function requireNewHire(
  deps: PlanDeps,
  actor: Actor,
  { personId, startsOn, milestones }: Pick<PlanRequest, 'personId' | 'startsOn' | 'milestones'>,
): Promise<Profile> {
  const person = await requireMember(deps, actor.workspaceId, personId);
  requireStart(startsOn, localDateOf(deps.clock.now(), person.timeZone));
  if (milestones.length === 0) throw new Refusal({ kind: 'no-milestones' });
  await requireWithoutPlan(deps, actor, personId);
  return person;
}

/**
 * Whoever may see no plan of theirs learns only that there is one or somebody whom they report to: not which, be it that
 * another manager was named.
 */
async function requireWithoutPlan(deps: PlanDeps, actor: Actor, personId: string): Promise<void> {
  const plan = await findCurrentPlan(deps.db, { ...actor, personId });
  if (!plan && !(await reportsToAnother(deps, actor, personId))) return;
  if (!(await findSightOf(deps, actor, personId))) throw new Refusal({ kind: 'not-yours-to-start', personId });
  if (plan) throw new Refusal({ kind: 'plan-running', personId, planId: plan.id });
}

/** @throws {Refusal} nobody, a bot, deactivated, or a guest */
export async function requireMember(
  { directory }: Pick<PlanDeps, 'directory'>,
  workspaceId: string,
  personId: string,
): Promise<Profile> {
  const profile = await directory.find(workspaceId, personId);
  if (!profile) throw new Refusal({ kind: 'no-such-person', personId });
  switch (profile.account) {
    case 'member':
      return profile;
    case 'bot':
      throw new Refusal({ kind: 'is-bot', personId });
    case 'deactivated':
      throw new Refusal({ kind: 'deactivated', personId });
    case 'guest':
      throw new Refusal({ kind: 'guest', personId });
  }
}

/** @throws {Refusal} more than 90 days ahead, or more than a year back */
export function requireStart(startsOn: LocalDate, today: LocalDate): void {
  const latest = addDays(today, mostDaysAhead);
  const earliest = addMonths(today, -mostMonthsBack);
  if (startsOn > latest) throw new Refusal({ kind: 'start-too-late', startsOn, latest });
  if (startsOn < earliest) throw new Refusal({ kind: 'start-too-early', startsOn, earliest });
}

async function insertWithCheckins(
  trx: Trx,
  { clock, holidays, role }: PlanDeps,
  actor: Actor,
  { personId, managerId, startsOn, milestones, hour, person, manager }: PlanRequest & People,
): Promise<Plan> {
  const now = clock.now();
  const { workspaceId } = actor;
  await lockPlansOf(trx, { workspaceId, personIds: [managerId] });
  await saveProfile(trx, { key: { workspaceId, personId }, profile: person }, { holidays, now });
  await saveProfile(trx, { key: { workspaceId, personId: managerId }, profile: manager }, { holidays, now });
  if (hour !== undefined) await updatePerson(trx, { workspaceId, personId }, { hour });
  const before = await lineOf(trx, { workspaceId, personId });
  const plan: Plan = {
    ...newPlan,
    id: randomUUID(),
    workspace_id: workspaceId,
    person_id: personId,
    manager_id: managerId,
    manager_since: toInstant(now),
    former_manager_id: before?.manager_id ?? null,
    former_since: before?.since_at ?? null,
    role_id: role.roleId,
    starts_on: startsOn,
    milestones: JSON.stringify(milestones),
    created_by: actor.personId,
    created_at: toInstant(now),
  };
  await insertPlan(trx, plan);
  const calendar = await calendarOf(trx, { workspaceId, personId }, { holidays, now });
  const dates = datesOf({ startsOn, shiftedDays: 0, milestones }, calendar);
  await insertCheckins(
    trx,
    dates.map((date) => newCheckin(plan, { milestone: date.milestone, ...timesOf(date, calendar, now) })),
  );
  return plan;
}

/** Whoever they reported to until now hears that it is somebody else. */
async function tellFormerManager(trx: Trx, actor: Actor, plan: Plan, now: Date): Promise<void> {
  const { person_id: personId, manager_id: managerId, former_manager_id: formerId } = plan;
  if (formerId === null || formerId === managerId) return;
  const former = await findPerson(trx, { ...actor, personId: formerId });
  if (former?.account !== 'member') return;
  const news = lineNews(actor, { personId, from: formerId, to: managerId ?? undefined, now });
  await enqueueAll(
    trx,
    news.filter(({ recipientId }) => recipientId === formerId),
  );
}

const newPlan = {
  shifted_days: 0,
  state: 'running',
  paused_on: null,
  paused_until: null,
  paused_at: null,
  resumed_at: null,
  next_at: null,
  attention: null,
  attention_since: null,
  attention_error: null,
  attention_told_at: null,
  ended_at: null,
} satisfies Partial<Plan>;

/** These answer what somebody has just done, and go out at once. */
async function enqueueFirstMessages(trx: Trx, plan: Plan, now: Date): Promise<void> {
  const shared = {
    workspaceId: plan.workspace_id,
    priority: 0,
    planId: plan.id,
    details: {},
    timing: 'at-once' as const,
    dueAt: now,
    createdAt: now,
  };
  const toPerson = { ...shared, key: `welcome:${plan.id}`, kind: 'welcome', recipientId: plan.person_id };
  const isNamed = plan.manager_id !== null && plan.manager_id !== plan.created_by;
  const toManager = isNamed
    ? [{ ...shared, key: `manager-named:${plan.id}`, kind: 'manager-named', recipientId: plan.manager_id ?? '' }]
    : [];
  await enqueueAll(trx, [toPerson, ...toManager]);
}
