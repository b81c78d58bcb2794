import { Refusal } from '../refusal.ts';
import { getCheckin } from './checkin-of.ts';
import type { PlanDeps } from './deps.ts';
import { openPlan } from './open-plan.ts';
import type { MilestoneProgress, PlanProgress } from './progress.ts';
import { type Actor, requireSight } from './rights.ts';
import { findSharedAnswer, type LastAnswer } from './saved-answer.ts';

export interface AnswerToRead {
  plan: PlanProgress;
  milestone: MilestoneProgress;
  /** Undefined: what was answered is not for this reader, as it is older than their part in it. */
  answer: LastAnswer | undefined;
}

/** What somebody answered, but for what is only for them; an admin's reading is written down. @throws {Refusal} not theirs to see */
export async function readAnswer(deps: PlanDeps, actor: Actor, checkinId: string): Promise<AnswerToRead> {
  const checkin = await getCheckin(deps.db, actor.workspaceId, checkinId);
  const { plan, progress } = await openPlan(deps, actor, checkin.plan_id);
  const milestone = progress.milestones.find((one) => one.checkinId === checkinId);
  if (!milestone) throw new Refusal({ kind: 'gone' });
  const { since } = await requireSight(deps, actor, plan);
  return { plan: progress, milestone, answer: await findSharedAnswer(deps.db, checkin, since) };
}
