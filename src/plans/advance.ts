import { toInstant } from '../calendar/instant.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { checkinsOfPlans, plansWithDueCheckins, updateCheckin } from '../store/checkins.ts';
import { enqueueAll, type NewDelivery } from '../store/deliveries.ts';
import { lockPlans, type Plan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps } from './deps.ts';
import { inBatches, type Pass, wholePass } from './pass.ts';
import { type CalendarSources, calendarsOf } from './person-calendar.ts';
import { dueSteps, type Step } from './steps.ts';

/** So many at once that a tick is quick, so few that somebody who presses a button need not wait. */
const mostAtOnce = 200;

/**
 * Does what is due in the check-ins of all plans: asks, reminds, gives up. Each batch is one transaction, in which a
 * step is done and its message is put into the outbox. @returns whether anything was due
 */
export async function advanceCheckins(
  { db, clock, holidays, wake }: Pick<PlanDeps, 'db' | 'clock' | 'holidays' | 'wake'>,
  pass: Pass = wholePass,
): Promise<boolean> {
  const now = clock.now();
  return inBatches(
    {
      find: (except) => plansWithDueCheckins(db, toInstant(now), { limit: mostAtOnce, except }),
      work: async (planIds) => {
        await inTransaction(db, (trx) => advance(trx, planIds, { holidays, now }));
        wake();
      },
    },
    pass,
  );
}

async function advance(trx: Trx, planIds: readonly string[], sources: CalendarSources): Promise<void> {
  const { now } = sources;
  const plans = await lockPlans(trx, planIds);
  const checkins = await checkinsOfPlans(trx, planIds);
  const calendars = await calendarsByPlan(trx, plans, sources);
  const messages: NewDelivery[] = [];
  for (const plan of plans) {
    const own = checkins.filter(({ plan_id }) => plan_id === plan.id);
    for (const step of dueSteps(own, calendars(plan), now)) {
      await updateCheckin(trx, step.checkin, step.change);
      if (step.says) messages.push(messageOf(plan, { ...step, says: step.says }, now));
    }
  }
  await enqueueAll(trx, messages);
}

function messageOf(
  plan: Plan,
  { checkin, says: kind }: Step & { says: NonNullable<Step['says']> },
  now: Date,
): NewDelivery {
  // when it was due makes the key another one for each time that somebody is asked; a heads-up is one for each day
  const step = checkin.next_step ?? kind;
  return {
    workspaceId: plan.workspace_id,
    key: `${kind}:${checkin.id}:${step}:${kind === 'heads-up' ? checkin.due_on : checkin.next_at}`,
    kind,
    priority: kind === 'checkin' ? 1 : 2,
    recipientId: plan.person_id,
    planId: plan.id,
    checkinId: checkin.id,
    details: { step, ...(checkin.state === 'snoozed' ? { isAgain: true } : {}) },
    timing: 'working-hours',
    dueAt: now,
    createdAt: now,
  };
}

async function calendarsByPlan(
  trx: Trx,
  plans: Plan[],
  sources: CalendarSources,
): Promise<(plan: Plan) => PersonCalendar> {
  const workspaces = new Map<string, (personId: string) => PersonCalendar>();
  for (const workspaceId of new Set(plans.map(({ workspace_id }) => workspace_id))) {
    const ids = plans.filter((plan) => plan.workspace_id === workspaceId).map(({ person_id }) => person_id);
    workspaces.set(workspaceId, await calendarsOf(trx, { workspaceId, ids }, sources));
  }
  return (plan) => {
    const calendars = workspaces.get(plan.workspace_id);
    if (!calendars) throw new Error(`no calendars for ${plan.workspace_id}`);
    return calendars(plan.person_id);
  };
}
