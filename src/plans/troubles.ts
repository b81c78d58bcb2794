import type { Plan } from '../store/plans.ts';
import type { Attention } from '../store/tables.ts';

/** The person's account: nothing reaches them until it is a full one again. */
export const ofAccount: ReadonlySet<Attention> = new Set<Attention>(['person-deactivated', 'person-guest']);

/** With these a plan cannot go on: it stands still until somebody has mended them. */
export const stopping: ReadonlySet<Attention> = new Set<Attention>(['wrong-manager', ...ofAccount]);

/** The admins are told of these, and whoever chooses a manager mends them. */
export const ofManager: ReadonlySet<Attention> = new Set<Attention>([
  'no-manager',
  'wrong-manager',
  'manager-declined',
  'manager-deactivated',
  'manager-guest',
  'manager-unreachable',
]);

/** Sending the message again may mend these. */
export const ofMessages: ReadonlySet<Attention> = new Set<Attention>([
  'manager-unreachable',
  'person-unreachable',
  'message-refused',
]);

type Row = Pick<Plan, 'attention' | 'attention_since' | 'attention_error' | 'attention_told_at'>;

const noTrouble: Row = { attention: null, attention_since: null, attention_error: null, attention_told_at: null };

/**
 * What a plan's row says once these troubles are mended; any other stays. A plan that has no manager then still needs
 * one, of which the admins are told.
 * @param now an instant
 */
export function mended(plan: Plan, troubles: ReadonlySet<Attention>, now: string): Row {
  const { attention, attention_since, attention_error, attention_told_at } = plan;
  if (attention === null || !troubles.has(attention))
    return { attention, attention_since, attention_error, attention_told_at };
  return plan.manager_id === null ? { ...noTrouble, attention: 'no-manager', attention_since: now } : noTrouble;
}
