import { fromInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { findPlan } from '../store/plans.ts';
import type { Answer, GoalAnswer } from './answer.ts';
import { getCheckin } from './checkin-of.ts';
import type { PlanDeps } from './deps.ts';
import { readDraft, withTyped } from './draft.ts';
import { type GoalProgress, isOpen, type MilestoneProgress, type PlanProgress } from './progress.ts';
import { earlierThan, readProgress } from './read-progress.ts';
import { type Actor, requireSelf } from './rights.ts';
import { findOwnAnswer } from './saved-answer.ts';

/** What the form of a check-in is made from: everything already known. */
export interface CheckinForm {
  checkinId: string;
  milestone: MilestoneProgress;
  progress: PlanProgress;
  /** Of earlier milestones, still open. */
  earlier: GoalProgress[];
  /** Filled in: what was typed and not sent, else what was answered, else how the goals stand. */
  answer: Answer;
  answeredAt: Date | undefined;
  /** Whether something of it was typed before and not sent. */
  isDraft: boolean;
}

/** @throws {Refusal} somebody else's, or gone */
export async function readCheckinForm(deps: PlanDeps, actor: Actor, checkinId: string): Promise<CheckinForm> {
  const checkin = await getCheckin(deps.db, actor.workspaceId, checkinId);
  const plan = await findPlan(deps.db, actor.workspaceId, checkin.plan_id);
  if (!plan) throw new Refusal({ kind: 'gone' });
  requireSelf(actor, plan);
  if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
  const progress = await readProgress(deps, plan, { since: undefined });
  const milestone = progress.milestones.find((other) => other.checkinId === checkinId);
  if (!milestone) throw new Refusal({ kind: 'gone' });
  const answeredGoals = readIds(checkin.answered_goals);
  const earlier = earlierThan(progress, checkin.milestone)
    .flatMap(({ goals }) => goals)
    .filter((goal) => isOpen(goal) || answeredGoals.has(goal.id));
  const saved = await findOwnAnswer(deps.db, checkin, actor.personId);
  const draft = await readDraft(deps.db, checkin, actor.personId);
  const known: Answer = { ...(saved?.texts ?? nothingSaid), goals: [...milestone.goals, ...earlier].map(asAnswered) };
  return {
    checkinId,
    milestone,
    progress,
    earlier,
    answer: draft ? withTyped(known, draft) : known,
    answeredAt: checkin.answered_at === null ? undefined : fromInstant(checkin.answered_at),
    isDraft: draft !== undefined,
  };
}

const asAnswered = ({ id, state, evidence }: GoalProgress): GoalAnswer => ({ id, state, evidence });

const nothingSaid = {
  wentWell: '',
  blockerKind: undefined,
  blocker: '',
  help: '',
  helpFrom: undefined,
  confidence: undefined,
  onlyForMe: '',
} satisfies Omit<Answer, 'goals'>;

export function readIds(stored: string | null): ReadonlySet<string> {
  const ids: unknown = stored === null ? [] : JSON.parse(stored);
  return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
}
