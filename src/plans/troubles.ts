import type { Plan } from '../store/plans.ts';
import type { Attention } from '../store/tables.ts';

/** What can be wrong with a plan, by what mends it. */

/** The person's account: nothing reaches them until it is a full one again. */
export const ofAccount: ReadonlySet<Attention> = new Set(['person-deactivated', 'person-guest']);

/** With these a plan cannot go on: it stands still until somebody has mended them. */
export const stopping: ReadonlySet<Attention> = new Set<Attention>(['wrong-manager', ...ofAccount]);

/** Of the manager: the admins are told, and whoever chooses a manager mends them. */
export const ofManager: ReadonlySet<Attention> = new Set([
  'no-manager',
  'wrong-manager',
  'manager-declined',
  'manager-deactivated',
  'manager-guest',
  'manager-unreachable',
]);

/** Of a message: sending it again may mend them. */
export const ofMessages: ReadonlySet<Attention> = new Set(['manager-unreachable', 'person-unreachable', 'message-refused']);

type Row = Pick<Plan, 'attention' | 'attention_since' | 'attention_error' | 'attention_told_at'>;

export const noTrouble: Row = {
  attention: null,
  attention_since: null,
  attention_error: null,
  attention_told_at: null,
};

/**
 * What a plan's row is once these troubles are mended: any other stays. A plan that has no manager then still needs
 * one, and whoever can name one is told.
 * @param now an instant
 */
export function mended(plan: Plan, troubles: ReadonlySet<Attention>, now: string): Partial<Row> {
  if (plan.attention === null || !troubles.has(plan.attention)) return {};
  return plan.manager_id === null ? { ...noTrouble, attention: 'no-manager', attention_since: now } : noTrouble;
}
