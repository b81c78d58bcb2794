import type { KnownBlock, RichTextElement } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { MilestoneProgress, PlanProgress } from '../../src/plans/progress.ts';
import { dayText } from '../dates.ts';
import { list, strong, words } from '../kit.ts';

/** A milestone of a plan, or of one that is not made yet. */
export type PlanMilestone = Pick<MilestoneProgress, 'milestone' | 'title' | 'fallsOn' | 'dueOn' | 'state'>;

/** What the days of a plan are worded from. */
export type PlanDates = Pick<PlanProgress, 'startsOn' | 'today'> & { milestones: readonly PlanMilestone[] };

/** `Day 30, Mon 1 Feb (falls on Sat 30 Jan)` for each, under a line. */
export const milestoneList = (
  title: RichTextElement[],
  { milestones, today }: Omit<PlanDates, 'startsOn'>,
): KnownBlock[] =>
  milestones.length === 0
    ? []
    : [
        list(
          title,
          milestones.map((milestone) => milestoneLine(milestone, today)),
        ),
      ];

function milestoneLine(milestone: PlanMilestone, today: LocalDate): RichTextElement[] {
  const remark = remarkOn(milestone);
  return [
    strong(milestone.title),
    words(`, ${dayText(milestone.dueOn, today)}${remark === undefined ? '' : ` (${remark})`}`),
  ];
}

function remarkOn({ state, fallsOn, dueOn }: PlanMilestone): string | undefined {
  switch (state) {
    case 'planned':
      return fallsOn === dueOn ? undefined : `falls on ${dayText(fallsOn, dueOn)}`;
    case 'offered':
      return 'already past, can be answered any time';
    case 'asked':
    case 'snoozed':
      return 'under way';
    case 'missed':
      return 'open, can be answered any time';
    case 'answered':
      return 'answered';
  }
}

/** The one that comes next, if one is still to come. */
export const nextPlanned = <Some extends PlanMilestone>(milestones: readonly Some[]): Some | undefined =>
  milestones.find(({ state }) => state === 'planned');

/** What is still to come. */
export const stillPlanned = <Some extends PlanMilestone>(milestones: readonly Some[]): Some[] =>
  milestones.filter(({ state }) => state === 'planned');

/** `starts on Mon 30 Nov`, or how it is said once that day has come. */
export function startText({ startsOn, today }: Pick<PlanDates, 'startsOn' | 'today'>): string {
  if (startsOn === today) return `starts today, ${dayText(startsOn)}`;
  return `${startsOn < today ? 'started' : 'starts'} on ${dayText(startsOn, today)}`;
}
