import { fromInstant, toInstant } from '../calendar/instant.ts';
import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { addWorkingDays, atTheirHour } from '../calendar/working-days.ts';
import { Refusal } from '../refusal.ts';
import { checkinsOf, updateCheckin } from '../store/checkins.ts';
import { enqueueAll } from '../store/deliveries.ts';
import { resendFailed } from '../store/plan-deliveries.ts';
import { duePlans, findPlan, lockPlan, lockPlans, type Plan, updatePlan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps } from './deps.ts';
import { moveCheckins } from './move-checkins.ts';
import { inBatches, type Pass, wholePass } from './pass.ts';
import { calendarOf } from './person-calendar.ts';
import { newsFor } from './plan-news.ts';
import { type Actor, auditAdmin, requireChange, requireStill } from './rights.ts';
import { resumesAt } from './schedule.ts';
import { requireMember } from './start-plan.ts';
import { mended, ofAccount, stopping } from './troubles.ts';

export const mostDaysPaused = 366;

/** Stops a plan until that day: nothing is asked, and what is to come moves by as long as the pause lasts. @throws {Refusal} */
export async function pausePlan(deps: PlanDeps, actor: Actor, planId: string, until: LocalDate): Promise<Plan> {
  const as = await requireChange(deps, actor, await getPlan(deps, actor.workspaceId, planId));
  const now = deps.clock.now();
  const plan = await inTransaction(deps.db, async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const calendar = await calendarOf(trx, { ...actor, personId: plan.person_id }, { ...deps, now });
    const today = localDateOf(now, calendar.timeZone);
    if (until <= today) throw new Refusal({ kind: 'date-is-past', on: until });
    const latest = addDays(today, mostDaysPaused);
    if (until > latest) throw new Refusal({ kind: 'too-far-ahead', on: until, latest });
    const paused = await pause(trx, plan, {
      on: plan.paused_on ?? today,
      at: now,
      until,
      resumesAt: resumesAt(until, calendar),
    });
    await enqueueAll(trx, newsFor(plan, actor, { kind: 'paused', until, now }));
    await auditAdmin({ ...deps, db: trx }, actor, {
      as,
      action: 'pause-plan',
      aboutId: plan.person_id,
      details: { until },
    });
    return paused;
  });
  deps.wake();
  return plan;
}

interface Pause {
  on: LocalDate;
  at: Date;
  /** Undefined: until somebody resumes it. */
  until?: LocalDate;
  resumesAt?: Date;
}

/** What was to come keeps its step, without a time. */
export async function pause(trx: Trx, plan: Plan, { on, at, until, resumesAt }: Pause): Promise<Plan> {
  const change = {
    state: 'paused' as const,
    paused_on: on,
    paused_until: until ?? null,
    paused_at: toInstant(at),
    next_at: resumesAt ? toInstant(resumesAt) : null,
  };
  await updatePlan(trx, plan, change);
  for (const checkin of await checkinsOf(trx, plan)) {
    if (checkin.next_at !== null) await updateCheckin(trx, checkin, { next_at: null });
  }
  return { ...plan, ...change };
}

/** Goes on with a paused plan; what is to come moves by as long as it was paused. @throws {Refusal} */
export async function resumePlan(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const before = await getPlan(deps, actor.workspaceId, planId);
  const as = await requireChange(deps, actor, before);
  if (before.attention !== null && ofAccount.has(before.attention))
    await requireMember(deps, actor.workspaceId, before.person_id); // as long as they are away there is nobody to ask
  const resumed = await inTransaction(deps.db, async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireStill(as, actor, plan);
    if (plan.state !== 'paused') throw new Refusal({ kind: 'not-paused', personId: plan.person_id });
    if (plan.attention === 'wrong-manager') throw new Refusal({ kind: 'manager-missing', personId: plan.person_id });
    const now = deps.clock.now();
    const change = mended(plan, ofAccount, toInstant(now));
    await updatePlan(trx, plan, change);
    if (plan.attention !== change.attention) await resendFailed(trx, plan);
    const resumed = await resume(trx, { ...plan, ...change }, deps, actor);
    await auditAdmin({ ...deps, db: trx }, actor, { as, action: 'resume-plan', aboutId: plan.person_id });
    return resumed;
  });
  deps.wake();
  return resumed;
}

/** Ends pauses whose day has come. @returns whether there was any */
export async function resumeDuePlans(deps: PlanDeps, pass: Pass = wholePass): Promise<boolean> {
  const now = toInstant(deps.clock.now());
  const resumeDue = async (trx: Trx, planIds: readonly string[]): Promise<void> => {
    for (const plan of await lockPlans(trx, planIds)) {
      if (plan.next_at === null || plan.next_at > now) continue; // somebody was quicker
      const isStopped = plan.attention !== null && stopping.has(plan.attention);
      if (plan.state === 'paused' && !isStopped) await resume(trx, plan, deps);
      else await updatePlan(trx, plan, { next_at: null, paused_until: null }); // its day has come, and something else stops it
    }
  };
  return inBatches(
    {
      find: (except) => duePlans(deps.db, now, { limit: 100, except }),
      work: async (planIds) => {
        await inTransaction(deps.db, (trx) => resumeDue(trx, planIds));
        deps.wake();
      },
    },
    pass,
  );
}

/** @param actor who resumed it; undefined: its day had come */
export async function resume(
  trx: Trx,
  plan: Plan,
  { clock, holidays }: Pick<PlanDeps, 'clock' | 'holidays'>,
  actor?: Actor,
): Promise<Plan> {
  const now = clock.now();
  const calendar = await calendarOf(
    trx,
    { workspaceId: plan.workspace_id, personId: plan.person_id },
    { holidays, now },
  );
  const today = localDateOf(now, calendar.timeZone);
  const days = plan.paused_on === null ? 0 : Math.max(0, daysBetween(plan.paused_on, today));
  const change = {
    state: 'running' as const,
    paused_on: null,
    paused_until: null,
    resumed_at: toInstant(now),
    next_at: null,
    shifted_days: plan.shifted_days + days,
  };
  await updatePlan(trx, plan, change);
  // who was asked before the pause has two working days again until the next reminder, or the day that they put it off to
  const remindAt = toInstant(atTheirHour(addWorkingDays(today, 2, calendar), calendar));
  for (const checkin of await checkinsOf(trx, plan)) {
    const stopped = checkin.next_step !== null && checkin.next_at === null;
    if (!stopped || checkin.state === 'planned') continue;
    const agreed = checkin.state === 'snoozed' ? checkin.snoozed_until : null;
    const isToCome = agreed !== null && agreed > toInstant(now);
    await updateCheckin(trx, checkin, { next_at: isToCome ? agreed : remindAt });
  }
  const resumed = { ...plan, ...change };
  await moveCheckins(trx, resumed, { holidays, now });
  const dueAt = actor || plan.next_at === null ? now : fromInstant(plan.next_at); // late, it waits for working hours
  const news = newsFor(plan, actor, { kind: 'resumed', movedDays: days, now });
  await enqueueAll(
    trx,
    news.map((one) => ({ ...one, dueAt })),
  );
  return resumed;
}

/** @throws {Refusal} there is none */
export async function getPlan({ db }: Pick<PlanDeps, 'db'>, workspaceId: string, planId: string): Promise<Plan> {
  const plan = await findPlan(db, workspaceId, planId);
  if (!plan) throw new Refusal({ kind: 'gone' });
  return plan;
}
