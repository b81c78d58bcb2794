import { fromInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { findPlan } from '../store/plans.ts';
import { type Answer, type GoalAnswer, nothingSaid } from './answer.ts';
import { getCheckin } from './checkin-of.ts';
import type { PlanDeps } from './deps.ts';
import { type Draft, readDraft, replaced } from './draft.ts';
import { requireLatest } from './open-plan.ts';
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

/**
 * @param made the version of each goal that an open form was made from; undefined for a new form
 * @throws {Refusal} somebody else's, or gone
 */
export async function readCheckinForm(
  deps: PlanDeps,
  actor: Actor,
  checkinId: string,
  made?: Record<string, number>,
): Promise<CheckinForm> {
  const checkin = await getCheckin(deps.db, actor.workspaceId, checkinId);
  const plan = await findPlan(deps.db, actor.workspaceId, checkin.plan_id);
  if (!plan) throw new Refusal({ kind: 'gone' });
  requireSelf(actor, plan);
  await requireLatest(deps, actor, plan);
  if (plan.state === 'ended') throw new Refusal({ kind: 'plan-ended', personId: plan.person_id });
  const progress = await readProgress(deps, plan, { since: undefined });
  const milestone = progress.milestones.find((other) => other.checkinId === checkinId);
  if (!milestone) throw new Refusal({ kind: 'gone' });
  const answeredGoals = readIds(checkin.answered_goals);
  const earlier = earlierThan(progress, checkin.milestone)
    .flatMap(({ goals }) => goals)
    .filter((goal) => isOpen(goal) || answeredGoals.has(goal.id) || (made && Object.hasOwn(made, goal.id)));
  const saved = await findOwnAnswer(deps.db, checkin, actor.personId);
  const draft = await readDraft(deps.db, checkin, actor.personId);
  const known: Answer = { ...(saved?.texts ?? nothingSaid), goals: [...milestone.goals, ...earlier].map(asAnswered) };
  return {
    checkinId,
    milestone,
    progress,
    earlier,
    answer: draft ? withDraft(known, draft, made ?? versionsOf([...milestone.goals, ...earlier])) : known,
    answeredAt: checkin.answered_at === null ? undefined : fromInstant(checkin.answered_at),
    isDraft: draft !== undefined,
  };
}

const versionsOf = (goals: readonly GoalProgress[]): Record<string, number> =>
  Object.fromEntries(goals.map(({ id, version }) => [id, version]));

/** A goal that was set elsewhere since it was typed is as it was set; a note that was typed to it stays. */
function withDraft(known: Answer, { goals, ...texts }: Draft, versions: Record<string, number>): Answer {
  const asked = new Map(known.goals.map((goal) => [goal.id, goal]));
  const typed = goals.flatMap(({ version, ...goal }): GoalAnswer[] => {
    const before = asked.get(goal.id);
    if (!before) return []; // not asked about any more
    if (version >= (versions[goal.id] ?? 0)) return [goal];
    return [{ ...before, evidence: goal.evidence || before.evidence }];
  });
  return { ...texts, goals: replaced(known.goals, typed) };
}

const asAnswered = ({ id, state, evidence }: GoalProgress): GoalAnswer => ({ id, state, evidence });

export function readIds(stored: string | null): ReadonlySet<string> {
  const ids: unknown = stored === null ? [] : JSON.parse(stored);
  return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
}
