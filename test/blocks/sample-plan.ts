import type { Milestone } from '../../src/calendar/milestone-dates.ts';
import type { CheckinForm } from '../../src/plans/checkin-form.ts';
import type { GoalProgress, GoalState, MilestoneProgress, PlanProgress } from '../../src/plans/progress.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { builtInRole } from '../support/roles.ts';

export const role = roleGoals(builtInRole());

export const bob = 'U0BOB';
export const mira = 'U0MIRA';

const days: [Milestone, string][] = [
  ['day-30', '2026-12-30'],
  ['day-60', '2027-01-29'],
  ['day-90', '2027-03-01'],
  ['month-6', '2027-05-31'],
  ['month-12', '2027-11-30'],
];

/** Bob's plan, on the day of his first check-in: two goals of the first milestone done, one under way, one blocked. */
export function samplePlan(changes: Partial<PlanProgress> = {}): PlanProgress {
  const states: Record<string, GoalState> = {
    'product-context': 'done',
    access: 'blocked',
    'reproduce-pipeline': 'in_progress',
    observations: 'done',
  };
  return {
    planId: '3f0c2f2e-8f7a-4b0e-9d55-0a5f9f6f1c11',
    personId: bob,
    managerId: mira,
    startsOn: '2026-11-30',
    state: 'running',
    pausedUntil: undefined,
    attention: undefined,
    today: '2026-12-30',
    timeZone: 'Europe/Berlin',
    hour: 9,
    hiddenGoals: 0,
    milestones: days.map(([milestone, day], index) => ({
      milestone,
      title: role.titleOf(milestone),
      checkinId: `5d1f0d7a-0000-4000-8000-00000000000${index}`,
      state: index === 0 ? 'asked' : 'planned',
      fallsOn: day,
      dueOn: day,
      askedAt: index === 0 ? new Date('2026-12-30T08:00:00Z') : undefined,
      answeredAt: undefined,
      version: 0,
      goals: role.goalsOf(milestone).map((goal) => sampleGoal({ ...goal, state: states[goal.id] ?? 'not_started' })),
    })),
    ...changes,
  };
}

export const sampleGoal = (changes: Partial<GoalProgress> = {}): GoalProgress => ({
  id: 'access',
  milestone: 'day-30',
  title: 'Get access',
  text: 'You can open everything yourself.',
  firstStep: 'Ask for the list.',
  state: 'not_started',
  evidence: '',
  changedAt: undefined,
  changedBy: undefined,
  version: 0,
  ...changes,
});

/** The milestone at a place of a plan, from 0. */
export function milestoneAt(plan: PlanProgress, place: number): MilestoneProgress {
  const milestone = plan.milestones[place];
  if (!milestone) throw new Error(`the plan has no milestone ${place}`);
  return milestone;
}

/** The plan as it is at a later milestone, asked about now. */
export function planAt(place: number, changes: Partial<PlanProgress> = {}): PlanProgress {
  const plan = samplePlan();
  return {
    ...plan,
    today: milestoneAt(plan, place).dueOn,
    milestones: plan.milestones.map((one, index) =>
      index < place ? { ...one, state: 'answered' } : index === place ? { ...one, state: 'asked' } : one,
    ),
    ...changes,
  };
}

/** As much of everything as may be: long titles and texts, and as many goals as given in each milestone. */
export function longestPlan(goalsEach: number, state: GoalState = 'blocked'): PlanProgress {
  const plan = planAt(4);
  return {
    ...plan,
    milestones: plan.milestones.map((milestone) => ({
      ...milestone,
      title: 'M'.repeat(75),
      goals: Array.from({ length: goalsEach }, (_, index) =>
        sampleGoal({
          id: `${milestone.milestone}-${index}`.padEnd(40, 'x'),
          milestone: milestone.milestone,
          title: 'T'.repeat(75),
          text: 'x'.repeat(600),
          firstStep: 'F'.repeat(600),
          evidence: 'E'.repeat(1500),
          state,
          version: 1234,
        }),
      ),
    })),
  };
}

const nothingSaid = {
  wentWell: '',
  blockerKind: undefined,
  blocker: '',
  help: '',
  helpFrom: undefined,
  confidence: undefined,
  onlyForMe: '',
};

/** A form of a plan's milestone, filled in as the goals stand. */
export function sampleForm(plan: PlanProgress, place: number, changes: Partial<CheckinForm> = {}): CheckinForm {
  const milestone = milestoneAt(plan, place);
  const earlier = plan.milestones
    .slice(0, place)
    .flatMap(({ goals }) => goals)
    .filter(({ state }) => state !== 'done' && state !== 'dropped');
  return {
    checkinId: milestone.checkinId,
    milestone,
    progress: plan,
    earlier,
    answer: {
      ...nothingSaid,
      goals: [...milestone.goals, ...earlier].map(({ id, state, evidence }) => ({ id, state, evidence })),
    },
    answeredAt: undefined,
    isDraft: false,
    ...changes,
  };
}
