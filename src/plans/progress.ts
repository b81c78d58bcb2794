import type { LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import type { Attention, CheckinState, GoalState, PlanState } from '../store/tables.ts';

export type { Attention, CheckinState, GoalState, PlanState } from '../store/tables.ts';

/** How far somebody is: what the check-in, the bars, the Home tab and the manager's view are drawn from. */
export interface PlanProgress {
  planId: string;
  personId: string;
  managerId: string | undefined;
  startsOn: LocalDate;
  state: PlanState;
  pausedUntil: LocalDate | undefined;
  attention: Attention | undefined;
  /** In the person's zone. */
  today: LocalDate;
  timeZone: string;
  /** The hour that the person is asked at. */
  hour: number;
  /** How many goals were recorded before the one who reads it became the manager, and are not shown. */
  hiddenGoals: number;
  /** In the order of time; those that were chosen, and those that have an answer. */
  milestones: MilestoneProgress[];
}

export interface MilestoneProgress {
  milestone: Milestone;
  /** `Day 30`, as the role calls it. */
  title: string;
  checkinId: string;
  state: CheckinState;
  fallsOn: LocalDate;
  dueOn: LocalDate;
  askedAt: Date | undefined;
  answeredAt: Date | undefined;
  /** What a form of this check-in is made from. */
  version: number;
  goals: GoalProgress[];
}

export interface GoalProgress {
  id: string;
  milestone: Milestone;
  title: string;
  /** What the role says of it; undefined where the goal has left the role. */
  text: string | undefined;
  firstStep: string | undefined;
  state: GoalState;
  evidence: string;
  changedAt: Date | undefined;
  changedBy: string | undefined;
  version: number;
}

/** What is left to do for it. */
export const isOpen = ({ state }: { state: GoalState }): boolean => state !== 'done' && state !== 'dropped';
