import { checkinDueAt, headsUpAt, reminderAt, reminderWorkingDays } from '../calendar/checkin-times.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { MilestoneProgress } from './progress.ts';

/** A message that a plan will send, as its preview lists it. */
export interface PlannedMessage {
  kind: 'welcome' | 'heads-up' | 'checkin' | 'remind-1' | 'remind-2';
  milestone: Milestone | undefined;
  at: Date;
  recipientId: string;
}

interface Planned {
  personId: string;
  milestones: readonly Pick<MilestoneProgress, 'milestone' | 'dueOn' | 'state'>[];
}

/** Everything that a plan will send its person, in the order of time; the reminders for as long as nothing is answered. */
export function plannedMessages(
  { personId, milestones }: Planned,
  calendar: PersonCalendar,
  now: Date,
): PlannedMessage[] {
  const toCome = milestones.filter(({ state }) => state === 'planned');
  const welcome: PlannedMessage = { kind: 'welcome', milestone: undefined, at: now, recipientId: personId };
  return [
    welcome,
    ...toCome.flatMap(({ milestone, dueOn }) =>
      around(dueOn, calendar).map((one) => ({ ...one, milestone, recipientId: personId })),
    ),
  ]
    .filter(({ at }) => at >= now)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

function around(dueOn: string, calendar: PersonCalendar): Pick<PlannedMessage, 'kind' | 'at'>[] {
  const askedAt = checkinDueAt(dueOn, calendar);
  const early = headsUpAt(dueOn, calendar);
  return [
    ...(early ? [{ kind: 'heads-up' as const, at: early }] : []),
    { kind: 'checkin', at: askedAt },
    { kind: 'remind-1', at: reminderAt(askedAt, reminderWorkingDays[0], calendar) },
    { kind: 'remind-2', at: reminderAt(askedAt, reminderWorkingDays[1], calendar) },
  ];
}
