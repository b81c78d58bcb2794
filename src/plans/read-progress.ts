import { fromInstant } from '../calendar/instant.ts';
import { type Milestone, milestones } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { type Checkin, checkinsOf } from '../store/checkins.ts';
import { type Goal, goalsOf } from '../store/goals.ts';
import { findPerson, type Person } from '../store/people.ts';
import type { Plan } from '../store/plans.ts';
import type { Db } from '../store/tables.ts';
import type { PlanDeps } from './deps.ts';
import type { GoalProgress, MilestoneProgress, PlanProgress } from './progress.ts';
import type { Sight } from './rights.ts';
import type { RoleGoals } from './role-goals.ts';

/** How far somebody is, as much of it as is to be seen. The caller has asked `rights.ts`. */
export async function readProgress(
  { db, clock, role }: Pick<PlanDeps, 'clock' | 'role'> & { db: Db },
  plan: Plan,
  { since }: Pick<Sight, 'since'>,
): Promise<PlanProgress> {
  const person = await findPerson(db, { workspaceId: plan.workspace_id, personId: plan.person_id });
  const [goals, checkins] = [await goalsOf(db, plan), await checkinsOf(db, plan)];
  return progressFrom(plan, { person, goals, checkins, role, since, now: clock.now() });
}

export interface Recorded extends Pick<Sight, 'since'> {
  person: Person | undefined;
  goals: readonly Goal[];
  /** In the order of time. */
  checkins: Checkin[];
  role: RoleGoals;
  now: Date;
}

/** The same from what was read already, of many plans at once perhaps. */
export function progressFrom(plan: Plan, { person, goals, checkins, role, since, now }: Recorded): PlanProgress {
  const timeZone = person?.time_zone ?? 'UTC';
  const isOld = (at: string) => since !== undefined && fromInstant(at) < since;
  const hidden = new Set(goals.filter(({ changed_at }) => isOld(changed_at)).map(({ goal_id }) => goal_id));
  const shown = goals
    .filter(({ goal_id }) => !hidden.has(goal_id))
    .map((goal) => (isOld(goal.evidence_at) ? { ...goal, evidence: '' } : goal));
  const stored = placed(shown, checkins, role);
  return {
    planId: plan.id,
    personId: plan.person_id,
    managerId: plan.manager_id ?? undefined,
    startsOn: plan.starts_on,
    state: plan.state,
    pausedUntil: plan.paused_until ?? undefined,
    attention: plan.attention ?? undefined,
    today: localDateOf(now, timeZone),
    timeZone,
    hour: person?.hour ?? 9,
    hiddenGoals: hidden.size,
    milestones: checkins.map((checkin) => milestoneOf(checkin, role, stored, hidden)),
  };
}

/** Each goal where the role has it now, or where it was recorded, or with the last: nothing recorded is lost from sight. */
function placed(goals: Goal[], checkins: Checkin[], role: RoleGoals): Goal[] {
  const known = new Set(checkins.map(({ milestone }) => milestone));
  return goals.map((goal) => {
    const places = [role.find(goal.goal_id)?.milestone, goal.milestone, checkins.at(-1)?.milestone];
    return { ...goal, milestone: places.find((place) => place && known.has(place)) ?? goal.milestone };
  });
}

function milestoneOf(
  checkin: Checkin,
  role: RoleGoals,
  stored: Goal[],
  hidden: ReadonlySet<string>,
): MilestoneProgress {
  return {
    milestone: checkin.milestone,
    title: role.titleOf(checkin.milestone),
    checkinId: checkin.id,
    state: checkin.state,
    fallsOn: checkin.falls_on,
    dueOn: checkin.due_on,
    askedAt: checkin.asked_at === null ? undefined : fromInstant(checkin.asked_at),
    answeredAt: checkin.answered_at === null ? undefined : fromInstant(checkin.answered_at),
    version: checkin.version,
    goals: goalsFor(checkin.milestone, role, stored).filter(({ id }) => !hidden.has(id)),
  };
}

/** The role's goals as they stand now, and those that were recorded under a name which the role has no more. */
function goalsFor(milestone: Milestone, role: RoleGoals, stored: Goal[]): GoalProgress[] {
  const known = new Map(stored.map((goal) => [goal.goal_id, goal]));
  const ofRole = role.goalsOf(milestone).map((goal) => progressOf(goal, known.get(goal.id)));
  const others = stored.filter(
    (goal) => goal.milestone === milestone && role.find(goal.goal_id)?.milestone !== milestone,
  );
  return [
    ...ofRole,
    ...others.map((goal) => {
      const known = role.find(goal.goal_id) ?? { title: goal.title, text: undefined, firstStep: undefined };
      return progressOf({ ...known, id: goal.goal_id, milestone }, goal);
    }),
  ];
}

/** Written out: a digest makes hundreds, and to spread an object takes twenty times as long. */
function progressOf(
  { id, milestone, title, text, firstStep }: Pick<GoalProgress, 'id' | 'milestone' | 'title' | 'text' | 'firstStep'>,
  stored: Goal | undefined,
): GoalProgress {
  return {
    id,
    milestone,
    title,
    text,
    firstStep,
    state: stored?.state ?? 'not_started',
    evidence: stored?.evidence ?? '',
    changedAt: stored && fromInstant(stored.changed_at),
    changedBy: stored?.changed_by,
    version: stored?.version ?? 0,
  };
}

/** The milestones before this one, in the order of time. */
export const earlierThan = ({ milestones: all }: PlanProgress, milestone: Milestone): MilestoneProgress[] =>
  all.filter((other) => milestones.indexOf(other.milestone) < milestones.indexOf(milestone));
