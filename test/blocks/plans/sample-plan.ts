import type { KnownBlock } from '@slack/types';
import { wholeText } from '../../../blocks/plain-text.ts';
import type { Milestone } from '../../../src/calendar/milestone-dates.ts';
import type { PlannedMessage } from '../../../src/plans/planned-messages.ts';
import type { MilestoneProgress, PlanProgress } from '../../../src/plans/progress.ts';

export const bob = 'U0BOB000000';
export const mira = 'U0MIRA00000';
export const ada = 'U0ADA000000';
export const planId = '6f1d3c1e-0f64-4b83-9d2c-3f6f3c1f0a11';

const titles: Record<Milestone, string> = {
  'day-30': 'Day 30',
  'day-60': 'Day 60',
  'day-90': 'Day 90',
  'month-6': 'Month 6',
  'month-12': 'Month 12',
};

export const milestoneNames = [
  { milestone: 'day-30', title: 'Day 30' },
  { milestone: 'day-60', title: 'Day 60' },
  { milestone: 'day-90', title: 'Day 90' },
  { milestone: 'month-6', title: 'Month 6' },
  { milestone: 'month-12', title: 'Month 12' },
] as const;

/** Bob's plan from Mon 30 Nov 2026, with Mira; two of its days move off a weekend. */
export const samplePlan = (differs: Partial<PlanProgress> = {}): PlanProgress => ({
  planId,
  personId: bob,
  managerId: mira,
  startsOn: '2026-11-30',
  state: 'running',
  pausedUntil: undefined,
  attention: undefined,
  today: '2026-11-27',
  timeZone: 'Europe/Berlin',
  hour: 9,
  hiddenGoals: 0,
  milestones: [
    milestone('day-30', '2026-12-30', '2026-12-30'),
    milestone('day-60', '2027-01-29', '2027-01-29'),
    milestone('day-90', '2027-02-28', '2027-03-01'),
    milestone('month-6', '2027-05-30', '2027-05-31'),
    milestone('month-12', '2027-11-30', '2027-11-30'),
  ],
  ...differs,
});

export const milestone = (
  name: Milestone,
  fallsOn: string,
  dueOn: string,
  differs: Partial<MilestoneProgress> = {},
): MilestoneProgress => ({
  milestone: name,
  title: titles[name],
  checkinId: `checkin-${name}`,
  state: 'planned',
  fallsOn,
  dueOn,
  askedAt: undefined,
  answeredAt: undefined,
  version: 0,
  goals: [goal(name, 'Understand the product and its main ML workflows'), goal(name, 'Find the baselines')],
  ...differs,
});

export const goal = (name: Milestone, title: string): MilestoneProgress['goals'][number] => ({
  id: `${name}-${title}`,
  milestone: name,
  title,
  text: undefined,
  firstStep: undefined,
  state: 'not_started',
  evidence: '',
  changedAt: undefined,
  changedBy: undefined,
  version: 0,
});

/** Made when the first two days were past already. */
export const latePlan = (): PlanProgress => {
  const plan = samplePlan({ today: '2027-02-10' });
  return {
    ...plan,
    milestones: plan.milestones.map((one) => (one.dueOn < plan.today ? { ...one, state: 'offered' } : one)),
  };
};

/** The longest there is: every title and goal as long as a role file may have it, every day moved. */
export const longestPlan = (): PlanProgress => {
  const plan = samplePlan();
  return {
    ...plan,
    milestones: plan.milestones.map((one) => ({
      ...one,
      title: `${one.title} ${'x'.repeat(75)}`.slice(0, 75),
      dueOn: '2029-12-31',
      goals: Array.from({ length: 5 }, (_, index) => goal(one.milestone, `${index} ${'&'.repeat(73)}`)),
    })),
  };
};

/** The welcome, and for each milestone a heads-up, the check-in and two reminders, at nine in Berlin. */
export const plannedMessages = (plan: PlanProgress): PlannedMessage[] => [
  { kind: 'welcome', milestone: undefined, at: new Date('2026-11-27T10:02:00Z'), recipientId: plan.personId },
  ...plan.milestones.flatMap(({ milestone: name, dueOn, state }) =>
    state === 'offered'
      ? []
      : (['heads-up', 'checkin', 'remind-1', 'remind-2'] as const).map((kind, index) => ({
          kind,
          milestone: name,
          at: new Date(Date.parse(`${dueOn}T08:00:00Z`) + (index === 0 ? -7 : (index - 1) * 2) * 86_400_000),
          recipientId: plan.personId,
        })),
  ),
];

const people = new Map([
  [bob, '@Bob'],
  [mira, '@Mira'],
  [ada, '@Ada'],
]);

/** What some blocks say, with people by their names. */
export const read = (blocks: KnownBlock[]): string =>
  wholeText(blocks).replace(/<@(\w+)>/g, (_, id: string) => people.get(id) ?? id);

export interface ButtonSeen {
  label: string;
  does: string;
  value: string | undefined;
  asks: boolean;
}

export const buttonsOf = (blocks: KnownBlock[]): ButtonSeen[] =>
  blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element) =>
          element.type === 'button'
            ? [
                {
                  label: element.text.text,
                  does: element.action_id ?? '',
                  value: element.value,
                  asks: element.confirm !== undefined,
                },
              ]
            : [],
        )
      : [],
  );

/** The same in short: what each does, with a question mark where it asks first. */
export const actionsOf = (blocks: KnownBlock[]): string[] =>
  buttonsOf(blocks).map(({ does, asks }) => `${does}${asks ? '?' : ''}`);
