import { Refusal } from '../refusal.ts';
import { enqueueAll } from '../store/deliveries.ts';
import type { Plan } from '../store/plans.ts';
import type { PlanDeps } from './deps.ts';
import { openPlan } from './open-plan.ts';
import { calendarOf } from './person-calendar.ts';
import { type PlannedMessage, plannedMessages } from './planned-messages.ts';
import type { PlanProgress } from './progress.ts';
import type { Actor } from './rights.ts';

/** Which of a plan's messages a test delivery shows. */
export interface TestDetails {
  /** Its place among the plan's messages when the test was asked for; 0 is the line before them. */
  place: number;
  count: number;
  planned: Omit<PlannedMessage, 'at'> & { at: string };
}

/** Sends every message of a plan to whoever asks, as it reads today; the person gets none of them. @throws {Refusal} */
export async function sendTest(deps: PlanDeps, actor: Actor, planId: string): Promise<Plan> {
  const { plan, progress } = await openPlan(deps, actor, planId);
  const now = deps.clock.now();
  const planned = await messagesOf(deps, plan, progress);
  if (planned.length === 0) throw new Refusal({ kind: 'gone' });
  await deps.db.transaction().execute((trx) =>
    enqueueAll(
      trx,
      planned.map((one, index) => ({
        workspaceId: actor.workspaceId,
        key: `test:${plan.id}:${actor.personId}:${now.toISOString()}:${index}`,
        kind: 'test',
        priority: 3, // a score of messages: what somebody waits for goes first
        recipientId: actor.personId,
        planId: plan.id,
        details: { place: index, count: planned.length, planned: one },
        timing: 'at-once' as const,
        dueAt: new Date(now.getTime() + index), // in their order
        createdAt: now,
      })),
    ),
  );
  deps.wake();
  return plan;
}

/** What a plan that is under way will still send. */
export async function messagesOf(deps: PlanDeps, plan: Plan, progress: PlanProgress): Promise<PlannedMessage[]> {
  const now = deps.clock.now();
  const key = { workspaceId: plan.workspace_id, personId: plan.person_id };
  return plannedMessages(progress, await calendarOf(deps.db, key, { ...deps, now }), now);
}
