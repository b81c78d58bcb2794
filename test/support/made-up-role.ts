import { type Milestone, milestones } from '../../src/calendar/milestone-dates.ts';
import type { RoleGoal, RoleGoals } from '../../src/plans/role-goals.ts';

export type GoalTitles = Partial<Record<Milestone, readonly string[]>>;

const twoEach: GoalTitles = Object.fromEntries(
  milestones.map((milestone) => [milestone, [`First of ${milestone}`, `Second of ${milestone}`]]),
);

/** A role that is nothing but its goals: each title, lower case and dashed, is the id. A title may bring one: `id: Title`. */
export function madeUpRole(titles: GoalTitles = twoEach): RoleGoals {
  const goalsOf = (milestone: Milestone): RoleGoal[] =>
    (titles[milestone] ?? []).map((named) => {
      const [, id = named.toLowerCase().replaceAll(/\W+/g, '-'), title = named] = /^(\S+): (.+)$/.exec(named) ?? [];
      return { id, milestone, title, text: `Reach ${title}.`, firstStep: 'Ask who knows.' };
    });
  const all = milestones.flatMap(goalsOf);
  return {
    roleId: 'made-up',
    title: 'Made-up role',
    titleOf: (milestone) => milestone,
    goalsOf,
    find: (goalId) => all.find(({ id }) => id === goalId),
    stakeholders: [],
    coachingFor: () => undefined,
  };
}
