import type { LocalDate } from '../calendar/local-date.ts';
import type { Point } from '../digests/digest.ts';
import type { PlanProgress } from '../plans/progress.ts';

/** What a manager looks for among their people; more than one may be true of somebody. */
export const teamStatuses = ['needs-word', 'blocked', 'overdue', 'off', 'on-course', 'paused', 'no-plan'] as const;
export type TeamStatus = (typeof teamStatuses)[number];

export interface Team {
  /** In the manager's zone. */
  today: LocalDate;
  /** Who needs somebody most first, those who rest last. */
  members: Member[];
}

/** Where somebody stands, as their manager sees it; days are in the manager's zone, but for those of the plan. */
export interface Member {
  personId: string;
  /** The plan that they have or had last. */
  plan: PlanProgress | undefined;
  checkin: LastCheckin | undefined;
  kpis: KpiCounts;
  /** The goals of a plan that is not over, and since when the first of them is blocked; undefined: none is. */
  blocked: { count: number; since: LocalDate } | undefined;
  statuses: TeamStatus[];
  /** What to talk about and was not talked about yet, the most pressing first. */
  points: Point[];
}

/** By what was measured lately; off also by what is out of date, as a newer value would have to say otherwise. */
export interface KpiCounts {
  onTarget: number;
  atRisk: number;
  off: number;
}

/** `open`: the day on which it was asked is over. */
export interface LastCheckin {
  milestone: string;
  /** When it was answered, or else asked. */
  on: LocalDate;
  state: 'answered' | 'asked' | 'open' | 'put-off' | 'missed';
}

/** Something is not well, talked about or not. */
export const isInTrouble = ({ statuses }: Pick<Member, 'statuses'>): boolean =>
  statuses.some((status) => status === 'blocked' || status === 'overdue' || status === 'off');
