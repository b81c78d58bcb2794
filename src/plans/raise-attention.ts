import { toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { Delivery } from '../store/deliveries.ts';
import { findPerson } from '../store/people.ts';
import { lockPlan, type Plan, updatePlan } from '../store/plans.ts';
import type { Attention, Trx } from '../store/tables.ts';
import { pause } from './pause-plan.ts';
import { stopping } from './troubles.ts';

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
  return pause(trx, raised, { on: localDateOf(now, person?.time_zone ?? 'UTC'), at: now });
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

interface Refused {
  delivery: Pick<Delivery, 'workspaceId' | 'planId' | 'recipientId' | 'kind'>;
  /** Slack's word for it. */
  error: string;
  now: Date;
}

/** A message of a plan that Slack refused for good. */
export async function deliveryRefused(trx: Trx, { delivery, error, now }: Refused): Promise<void> {
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
