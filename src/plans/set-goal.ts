import { fromInstant, toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { type Goal, goalsOf, saveGoals } from '../store/goals.ts';
import { lockPlan, type Plan } from '../store/plans.ts';
import type { GoalState, Trx } from '../store/tables.ts';
import type { GoalAnswer } from './answer.ts';
import type { PlanDeps } from './deps.ts';
import { tellManager } from './help-wanted.ts';
import { requireLatest } from './open-plan.ts';
import { getPlan } from './pause-plan.ts';
import { type Actor, auditAdmin, requireSight, requireStill } from './rights.ts';
import type { RoleGoals } from './role-goals.ts';

export interface GoalChange {
  planId: string;
  goalId: string;
  state: GoalState;
  /** What the menu was drawn from. */
  version: number;
}

/** `newer`: somebody set it meanwhile; it is left as they did, to be looked at first. */
export type GoalSet =
  | { kind: 'set'; plan: Plan }
  | { kind: 'newer'; plan: Plan; title: string; state: GoalState; byId: string };

/** Sets one goal's state, as the person, their manager or an admin. @throws {Refusal} */
export async function setGoal(deps: PlanDeps, actor: Actor, change: GoalChange): Promise<GoalSet> {
  const shown = await getPlan(deps, actor.workspaceId, change.planId);
  const { as, since } = await requireSight(deps, actor, shown);
  await requireLatest(deps, actor, shown);
  const result = await deps.db.transaction().execute(async (trx): Promise<GoalSet> => {
    const plan = await lockPlan(trx, actor.workspaceId, change.planId);
    requireStill(as, actor, plan);
    if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
    const goals = await goalsOf(trx, plan);
    const known = goals.find(({ goal_id }) => goal_id === change.goalId);
    // neither what it says is theirs to see, nor that it says anything
    if (known && since && fromInstant(known.changed_at) < since)
      throw new Refusal({ kind: 'not-yours-to-see', personId: plan.person_id });
    if (known && known.version > change.version && known.state !== change.state)
      return { kind: 'newer', plan, title: known.title, state: known.state, byId: known.changed_by };
    const answered = [{ id: change.goalId, state: change.state, evidence: known?.evidence ?? '' }];
    const now = deps.clock.now();
    const changed = changedGoals({ plan, role: deps.role, goals, answered, byId: actor.personId, now });
    await saveGoals(trx, changed);
    if (as === 'self') await tellOfBlocked(trx, deps, { plan, changed, now });
    await auditAdmin({ ...deps, db: trx }, actor, {
      as,
      action: 'set-goal',
      aboutId: plan.person_id,
      details: { goal: change.goalId },
    });
    return { kind: 'set', plan };
  });
  deps.wake();
  return result;
}

interface Answered {
  plan: Plan;
  role: RoleGoals;
  /** As they are stored. */
  goals: Goal[];
  answered: GoalAnswer[];
  byId: string;
  now: Date;
}

/** The goals that are others than before, as they are to be stored. @throws {Refusal} one that the plan does not have */
export function changedGoals({ plan, role, goals, answered, byId, now }: Answered): Goal[] {
  const known = new Map(goals.map((goal) => [goal.goal_id, goal]));
  return answered.flatMap(({ id, state, evidence }) => {
    const before = known.get(id);
    const unchanged = before
      ? before.state === state && before.evidence === evidence
      : state === 'not_started' && evidence === '';
    if (unchanged) return [];
    const named = role.find(id) ?? before;
    if (!named) throw new Refusal({ kind: 'gone' });
    return [
      {
        workspace_id: plan.workspace_id,
        plan_id: plan.id,
        goal_id: id,
        milestone: before?.milestone ?? named.milestone,
        title: named.title,
        state,
        evidence,
        evidence_at: before?.evidence === evidence ? before.evidence_at : toInstant(now),
        changed_at: toInstant(now),
        changed_by: byId,
        version: (before?.version ?? 0) + 1,
      },
    ];
  });
}

/** A menu is quickly set wrong: what is set back this soon calls nobody. */
const takenBackWithinMs = 600_000;

/** Somebody who is stuck is told of to their manager, also when they say so without a check-in. */
async function tellOfBlocked(trx: Trx, { holidays }: PlanDeps, { plan, changed, now }: Changed): Promise<void> {
  for (const { goal_id: goalId, state, version } of changed) {
    if (state !== 'blocked') continue;
    const key = `help-wanted:${plan.id}:${goalId}:${version}`;
    const told = { checkinId: undefined, goalIds: [goalId], details: { goalId }, key, delayMs: takenBackWithinMs };
    await tellManager(trx, plan, told, { holidays, now });
  }
}

interface Changed {
  plan: Plan;
  changed: Goal[];
  now: Date;
}
