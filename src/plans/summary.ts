import { findCheckin } from '../store/checkins.ts';
import type { Plan } from '../store/plans.ts';
import { readIds } from './checkin-form.ts';
import type { Coaching } from './coaching.ts';
import type { PlanDeps } from './deps.ts';
import { type Wanted, wantsHelp } from './help-wanted.ts';
import type { GoalProgress, MilestoneProgress, PlanProgress } from './progress.ts';
import { readProgress } from './read-progress.ts';
import { managerSince } from './rights.ts';
import { findOwnAnswer, findSharedAnswer } from './saved-answer.ts';

/** What an answered check-in turns into. */
export interface Summary {
  plan: PlanProgress;
  milestone: MilestoneProgress;
  goals: GoalProgress[];
  confidence: number | undefined;
  coaching: Coaching[];
  hasPrivateNote: boolean;
  tellsManager: boolean;
  /** Of the answer that it is made from. */
  version: number;
}

/** For the person themself; undefined where nothing is answered. */
export async function readSummary(deps: PlanDeps, plan: Plan, checkinId: string): Promise<Summary | undefined> {
  const checkin = await findCheckin(deps.db, plan.workspace_id, checkinId);
  const answer = checkin && (await findOwnAnswer(deps.db, checkin, plan.person_id));
  const progress = await readProgress(deps, plan, { since: undefined });
  const milestone = progress.milestones.find((one) => one.checkinId === checkinId);
  if (!checkin || !answer || !milestone) return undefined;
  const answered = readIds(checkin.answered_goals);
  const goals = progress.milestones.flatMap((one) => one.goals).filter(({ id }) => answered.has(id));
  const { texts } = answer;
  const blocked = goals.filter(({ state }) => state === 'blocked');
  return {
    plan: progress,
    milestone,
    goals,
    confidence: texts.confidence,
    coaching: coachingFor(deps, blocked),
    hasPrivateNote: texts.onlyForMe !== '',
    tellsManager: wantsHelp(blocked, texts) && (await hasManager(deps, plan)),
    version: answer.version,
  };
}

/** Somebody who hears of what is blocked. */
const hasManager = async (deps: Pick<PlanDeps, 'db'>, plan: Plan): Promise<boolean> =>
  plan.manager_id !== null &&
  (await managerSince(deps, { workspaceId: plan.workspace_id, personId: plan.manager_id }, plan.person_id)) !==
    undefined;

export const coachingFor = ({ role }: Pick<PlanDeps, 'role'>, goals: readonly GoalProgress[]): Coaching[] =>
  goals.flatMap(({ id }) => role.coachingFor(id) ?? []);

/** What the manager is told of. */
export interface HelpWanted {
  personId: string;
  milestone: string | undefined;
  blocked: GoalProgress[];
  coaching: Coaching[];
  answer: Wanted | undefined;
}

/** As much of it as the manager may see now; undefined where nothing is blocked any more and no help is wanted. */
export async function readHelpWanted(
  deps: PlanDeps,
  plan: Plan,
  about: { checkinId: string } | { goalId: string },
  since: Date | undefined,
): Promise<HelpWanted | undefined> {
  const progress = await readProgress(deps, plan, { since });
  const blockedOf = (milestone: MilestoneProgress) => milestone.goals.filter(({ state }) => state === 'blocked');
  if ('goalId' in about) {
    const blocked = progress.milestones.flatMap(blockedOf).filter(({ id }) => id === about.goalId);
    if (blocked.length === 0) return undefined;
    return {
      personId: plan.person_id,
      milestone: undefined,
      blocked,
      coaching: coachingFor(deps, blocked),
      answer: undefined,
    };
  }
  const checkin = await findCheckin(deps.db, plan.workspace_id, about.checkinId);
  const answer = checkin && (await findSharedAnswer(deps.db, checkin, since));
  const milestone = progress.milestones.find((one) => one.checkinId === about.checkinId);
  if (!checkin || !answer || !milestone) return undefined;
  const answered = readIds(checkin.answered_goals);
  const blocked = progress.milestones.flatMap(blockedOf).filter(({ id }) => answered.has(id));
  if (!wantsHelp(blocked, answer.texts)) return undefined;
  const coaching = coachingFor(deps, blocked);
  return { personId: plan.person_id, milestone: milestone.title, blocked, coaching, answer: answer.texts };
}
