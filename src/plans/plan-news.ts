import { toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Plan } from '../store/plans.ts';
import type { Actor } from './rights.ts';

/** What somebody is told when another has changed their plan. */
export type PlanNews =
  | { kind: 'changed'; changes: PlanChanged[] }
  | { kind: 'paused'; until: LocalDate | undefined }
  | { kind: 'resumed'; movedDays: number }
  | { kind: 'ended' }
  | { kind: 'withdrawn' }
  | { kind: 'data-deleted' }
  | { kind: 'forgotten' }
  | { kind: 'left' }
  | { kind: 'manager-changed'; from: string | undefined; to: string | undefined };

export type PlanChanged =
  | { kind: 'start'; startsOn: LocalDate }
  | { kind: 'milestones' }
  | { kind: 'hour'; hour: number };

/** What a message of this kind is rendered from, beside its plan. */
export interface NewsDetails {
  news: PlanNews;
  planId: string;
  personId: string;
  /** Undefined: nobody did it, its day had come. */
  byId: string | undefined;
}

/** It is told at once, unless it says when. */
type NewsToSend = PlanNews & { now: Date; dueAt?: Date };

/** To the person and their manager, but for whoever did it; what nobody did is for the person alone. */
export function newsFor(plan: Plan, actor: Actor | undefined, news: NewsToSend): NewDelivery[] {
  const concerned = actor ? [plan.person_id, plan.manager_id] : [plan.person_id];
  return concerned.flatMap((id) => (id === null || id === actor?.personId ? [] : [newsTo(id, plan, actor, news)]));
}

/** Not bound to the plan, so that it is told of a plan that is gone. */
export function newsTo(
  recipientId: string,
  plan: Plan,
  actor: Actor | undefined,
  { now, dueAt = now, ...news }: NewsToSend,
): NewDelivery {
  const details: NewsDetails = { news, planId: plan.id, personId: plan.person_id, byId: actor?.personId };
  return {
    workspaceId: plan.workspace_id,
    key: `news:${plan.id}:${news.kind}:${recipientId}:${toInstant(now)}`,
    kind: 'plan-news',
    priority: 0,
    recipientId,
    details: { ...details },
    timing: actor ? 'at-once' : 'working-hours',
    dueAt,
    createdAt: now,
  };
}
