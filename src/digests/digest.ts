import type { LocalDate } from '../calendar/local-date.ts';
import type { Standing } from '../kpis/standing.ts';
import type { Coaching } from '../plans/coaching.ts';
import type { Attention, PlanProgress } from '../plans/progress.ts';

/** A manager's week. */
export interface Digest {
  managerId: string;
  /** The manager's day, as are all others here but those of the people. */
  today: LocalDate;
  /** What has changed is told since then. */
  since: Date;
  sinceOn: LocalDate;
  /** As things stood then. */
  at: Date;
  /** Those who need somebody, who needs it most first. */
  attention: PersonNews[];
  /** The others of whom there is something new. */
  others: PersonNews[];
  /** How many are as they were. */
  unchanged: number;
  /** How many the manager has left out. */
  muted: number;
  /** How many points were talked about, and have not changed since. */
  discussed: number;
  /** Whether it comes by itself. */
  isOn: boolean;
}

export interface PersonNews {
  personId: string;
  /** In their zone. */
  today: LocalDate;
  /** Undefined: they have none, and had none. */
  plan: PlanProgress | undefined;
  /** What to talk about, the most pressing first. */
  points: Point[];
  changes: Change[];
  /** KPIs that are at risk, and those that are off once they were talked about. */
  kpis: Standing[];
  /** What the manager has noted for the one-to-one and not talked about yet. */
  notes: number;
}

/** Something to talk about. `at` is when it became so: once it was talked about, it is left out until there is a newer one. */
export type Point = { at: Date; on: LocalDate } & (
  | { kind: 'plan'; attention: Attention }
  | { kind: 'blocked'; goalId: string; title: string; coaching: Coaching | undefined }
  | { kind: 'unanswered' | 'missed'; milestone: string }
  | { kind: 'off'; standing: Standing }
  | { kind: 'confidence'; from: number; to: number; milestone: string }
);

/** Names a point among those of one person: the same again is the same point. */
export function pointKey(point: Point): string {
  switch (point.kind) {
    case 'plan':
      return `plan:${point.attention}`;
    case 'blocked':
      return `blocked:${point.goalId}`;
    case 'unanswered':
    case 'missed': // it was talked about as late: that it never came is new
      return `${point.kind}:${point.milestone}`;
    case 'off':
      return `off:${point.standing.kpi.id}`;
    case 'confidence':
      return 'confidence';
  }
}

/** Something that has happened since the last digest. */
export type Change =
  | { kind: 'started'; on: LocalDate }
  /** To whoever reads it, whose report they were not before. */
  | { kind: 'reports'; on: LocalDate }
  /** The plan, as it is now. */
  | { kind: 'paused'; until: LocalDate | undefined }
  | { kind: 'resumed' }
  | { kind: 'ended'; on: LocalDate }
  | { kind: 'done' | 'reopened' | 'dropped'; titles: string[] }
  | { kind: 'begun' | 'unblocked'; count: number }
  /** KPIs that were off or at risk, and are on target again. */
  | { kind: 'recovered'; standings: Standing[] }
  /** For the first time, or once more. */
  | { kind: 'answered' | 'changed'; milestone: string };
