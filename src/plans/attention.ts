import { toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { Refusal } from '../refusal.ts';
import { enqueue, enqueueAll, type NewDelivery } from '../store/deliveries.ts';
import { findPerson, savePerson } from '../store/people.ts';
import { resendFailed } from '../store/plan-deliveries.ts';
import { findCurrentPlan, lockPlan, type Plan, plansOfManager, untoldPlans, updatePlan } from '../store/plans.ts';
import type { Attention, Trx } from '../store/tables.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { moveCheckins } from './move-checkins.ts';
import { getPlan, pause } from './pause-plan.ts';
import { workingTimeOf } from './person-calendar.ts';
import { newsTo } from './plan-news.ts';
import { type Actor, requireChange, requireSelf } from './rights.ts';
import { mended, ofManager, ofMessages, stopping } from './troubles.ts';

interface Trouble {
  attention: Attention;
  /** Slack's word for it. */
  error?: string;
  now: Date;
}

/** Marks a plan as one that somebody has to look after; who that is, is told by the scheduler. */
export async function raiseAttention(trx: Trx, plan: Plan, { attention, error, now }: Trouble): Promise<Plan> {
  if (plan.attention === attention || plan.state === 'ended') return plan; // known, and told once
  // what keeps the plan from going on must not be hidden by what does not
  if (plan.attention !== null && stopping.has(plan.attention) && !stopping.has(attention)) return plan;
  const change = {
    attention,
    attention_since: toInstant(now),
    attention_error: error ?? null,
    attention_told_at: null,
  };
  await updatePlan(trx, plan, change);
  const raised = { ...plan, ...change };
  if (!stopping.has(attention) || plan.state !== 'running') return raised;
  const person = await findPerson(trx, { workspaceId: plan.workspace_id, personId: plan.person_id });
  return pause(trx, raised, { on: localDateOf(now, person?.time_zone ?? 'UTC') });
}

/** Whoever is somebody's manager by mistake: the plan then has none. @throws {Refusal} they are not */
export async function declinePlan(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  return withoutManager(deps, actor, planId, 'manager-declined', (plan) => {
    if (plan.manager_id !== actor.personId)
      throw new Refusal({ kind: 'not-yours-to-change', personId: plan.person_id });
  });
}

/** The person says that this is not their manager: the plan stops, and the admins are told. @throws {Refusal} */
export async function disownManager(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  return withoutManager(deps, actor, planId, 'wrong-manager', (plan) => requireSelf(actor, plan));
}

async function withoutManager(
  deps: PlanDeps,
  actor: Actor,
  planId: string,
  attention: Attention,
  requireRight: (plan: Plan) => void,
): Promise<Plan> {
  const now = deps.clock.now();
  const changed = await deps.db.transaction().execute(async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    requireRight(plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const change = { manager_id: null, manager_since: null };
    await updatePlan(trx, plan, change);
    await enqueueAll(trx, managerGone(plan, actor, now));
    return raiseAttention(trx, { ...plan, ...change }, { attention, now });
  });
  deps.wake();
  return changed;
}

/** To the person whose manager says no, or to the manager whom the person does not know as theirs. */
function managerGone(plan: Plan, actor: Actor, now: Date): NewDelivery[] {
  if (plan.manager_id === null) return [];
  const news = { kind: 'manager-changed' as const, from: plan.manager_id, to: undefined, now };
  return [newsTo(actor.personId === plan.person_id ? plan.manager_id : plan.person_id, plan, actor, news)];
}

/** Takes in what Slack says of somebody now: their zone moves their check-ins, a closed account stops what needs it. */
export async function takeInProfile(deps: PlanDeps, actor: Actor, profile: Profile): Promise<void> {
  const known = await findPerson(deps.db, actor);
  if (!known) return; // has nothing to do with any plan
  // of a deactivated person Slack does not tell the zone
  const seen = profile.account === 'deactivated' ? { ...profile, timeZone: known.time_zone } : profile;
  const now = deps.clock.now();
  await deps.db.transaction().execute(async (trx) => {
    await savePerson(trx, actor, { ...seen, at: now });
    const own = await findCurrentPlan(trx, actor);
    if (own) await ownPlanSees(trx, deps, await lockPlan(trx, actor.workspaceId, own.id), { known, seen, now });
    if (seen.account !== 'deactivated' && seen.account !== 'guest') return;
    const attention = seen.account === 'guest' ? 'manager-guest' : 'manager-deactivated';
    for (const { id } of await plansOfManager(trx, actor)) {
      await raiseAttention(trx, await lockPlan(trx, actor.workspaceId, id), { attention, now });
    }
  });
  deps.wake();
}

interface Seen {
  known: { time_zone: string; account: string };
  seen: Profile;
  now: Date;
}

async function ownPlanSees(trx: Trx, deps: PlanDeps, plan: Plan, { known, seen, now }: Seen): Promise<void> {
  if (seen.account === 'deactivated') await raiseAttention(trx, plan, { attention: 'person-deactivated', now });
  else if (seen.account === 'guest') await raiseAttention(trx, plan, { attention: 'person-guest', now });
  else if (known.time_zone !== seen.timeZone) await moveCheckins(trx, plan, { ...deps, now });
}

/** Slack's words for an account that is closed, and for somebody whom the bot cannot write to. */
const closedAccount = new Set(['user_disabled', 'user_not_found', 'users_not_found']);
const unreachable = new Set([
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'no_permission',
  'not_in_channel',
  'restricted_action',
  'user_not_in_channel',
  'user_not_visible',
]);

/** A message of a plan that Slack refused for good. */
export async function deliveryRefused(
  trx: Trx,
  delivery: { workspaceId: string; planId: string | null; recipientId: string; kind: string },
  error: string,
  now: Date,
): Promise<void> {
  if (delivery.planId === null || delivery.kind === 'test') return;
  const plan = await lockPlan(trx, delivery.workspaceId, delivery.planId);
  const isManager = delivery.recipientId === plan.manager_id;
  // an admin, of whom nobody is left to be told but the operator, or a manager who is none any more
  if (!isManager && delivery.recipientId !== plan.person_id) return;
  await raiseAttention(trx, plan, { attention: troubleOf(isManager, error), error, now });
}

function troubleOf(isManager: boolean, error: string): Attention {
  if (closedAccount.has(error)) return isManager ? 'manager-deactivated' : 'person-deactivated';
  if (unreachable.has(error) || isManager) return isManager ? 'manager-unreachable' : 'person-unreachable';
  return 'message-refused';
}

/** Tells the manager, or where there is none to tell the admins, of each trouble once. @returns whether there was any */
export async function tellAttention(deps: PlanDeps): Promise<boolean> {
  const plans = await untoldPlans(deps.db, 50);
  let told = false;
  for (const plan of plans) {
    const recipients = await recipientsOf(deps, plan);
    if (!recipients) continue; // Slack does not answer: at the next tick
    const now = deps.clock.now();
    await deps.db.transaction().execute(async (trx) => {
      for (const personId of recipients) {
        const dueAt = await workingTimeOf(trx, { workspaceId: plan.workspace_id, personId }, { ...deps, now });
        await enqueue(trx, attentionMessage(plan, personId, { now, dueAt }));
      }
      await updatePlan(trx, plan, { attention_told_at: toInstant(now) });
    });
    told = true;
  }
  if (told) deps.wake();
  return told;
}

async function recipientsOf({ directory }: PlanDeps, plan: Plan): Promise<string[] | undefined> {
  const managerHasIt = plan.manager_id !== null && plan.attention !== null && !ofManager.has(plan.attention);
  if (managerHasIt && plan.manager_id !== null) return [plan.manager_id];
  try {
    const admins = await directory.admins(plan.workspace_id);
    const others = admins.filter((id) => id !== plan.person_id);
    return others.length > 0 ? others : admins; // the only admin looks after their own plan
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const attentionMessage = (
  plan: Plan,
  recipientId: string,
  { now, dueAt }: { now: Date; dueAt: Date },
): NewDelivery => ({
  workspaceId: plan.workspace_id,
  key: `attention:${plan.id}:${plan.attention}:${plan.attention_since}:${recipientId}`,
  kind: 'attention',
  priority: 0,
  recipientId,
  planId: plan.id,
  details: {},
  timing: 'working-hours',
  dueAt,
  createdAt: now,
});

/** Sends again what Slack refused, now that somebody has seen to it. @throws {Refusal} not theirs to change */
export async function resendMessages(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  await requireChange(deps, actor, await getPlan(deps, actor.workspaceId, planId));
  const plan = await deps.db.transaction().execute(async (trx) => {
    const plan = await lockPlan(trx, actor.workspaceId, planId);
    const now = deps.clock.now();
    await resendFailed(trx, actor.workspaceId, planId, now);
    const change = mended(plan, ofMessages, toInstant(now));
    await updatePlan(trx, plan, change);
    return { ...plan, ...change };
  });
  deps.wake();
  return plan;
}
