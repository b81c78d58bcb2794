import { isOpen, type MilestoneProgress, type PlanProgress } from '../../src/plans/progress.ts';

/** The milestone that is worked towards: the one that is asked about, else the first that is still to come and has no answer. */
export const currentMilestone = ({ milestones, today }: PlanProgress): MilestoneProgress | undefined =>
  milestones.findLast(isAsked) ??
  milestones.find(({ dueOn, state }) => dueOn >= today && state !== 'answered') ??
  milestones.at(-1);

/** The milestones before one that have goals left to reach, each with these alone. */
export function earlierOpen({ milestones }: PlanProgress, { milestone }: MilestoneProgress): MilestoneProgress[] {
  const place = milestones.findIndex((one) => one.milestone === milestone);
  return milestones
    .slice(0, Math.max(place, 0))
    .map(withOpenGoals)
    .filter(({ goals }) => goals.length > 0);
}

/** What is left to reach now, in the order of time: what has been open the longest comes first. */
export function openSoFar(plan: PlanProgress): MilestoneProgress[] {
  const current = currentMilestone(plan);
  return current ? [...earlierOpen(plan, current), withOpenGoals(current)] : [];
}

const withOpenGoals = (milestone: MilestoneProgress): MilestoneProgress => ({
  ...milestone,
  goals: milestone.goals.filter(isOpen),
});

/** Asked about, and not answered yet. */
export const isAsked = ({ state }: MilestoneProgress): boolean => state === 'asked' || state === 'snoozed';
