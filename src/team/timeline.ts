import { fromInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { statesByGoal } from '../digests/goal-news.ts';
import type { Report } from '../digests/read-reports.ts';
import type { RoleKpi } from '../kpis/role-kpis.ts';
import { type Level, levelOf, type Reading } from '../kpis/standing.ts';
import { targetOn } from '../kpis/target-on.ts';
import { type GoalState, isOpen } from '../plans/progress.ts';
import type { RoleGoals } from '../plans/role-goals.ts';
import type { StoredTarget } from '../store/targets.ts';

/** Something that happened. `on` is the manager's day; of a reading the day that it is of. */
export type Moment = { at: Date; on: LocalDate } & (
  | { kind: 'asked'; milestone: string; state: 'answered' | 'missed' | 'waiting' }
  | { kind: 'answered' | 'changed'; milestone: string; confidence: number | undefined }
  | { kind: GoalMoment; title: string }
  | { kind: 'reading'; kpi: RoleKpi | undefined; reading: Reading; level: Level | undefined }
);

type GoalMoment = 'done' | 'blocked' | 'unblocked' | 'dropped' | 'reopened';

interface Told {
  role: RoleGoals;
  /** The manager's. */
  timeZone: string;
}

/** What happened in a plan since whoever asks is the manager, in no order. */
export const planMoments = (report: Report, told: Told): Moment[] => [
  ...asked(report, told),
  ...answered(report, told),
  ...goalMoments(report, told),
];

function asked({ plan, since }: Report, { timeZone }: Told): Moment[] {
  return (plan?.progress.milestones ?? []).flatMap(({ title, askedAt, answeredAt, state }): Moment[] => {
    if (!askedAt || askedAt < since) return [];
    const came = answeredAt ? 'answered' : state === 'missed' ? 'missed' : 'waiting';
    return [{ kind: 'asked', milestone: title, state: came, ...dated(askedAt, timeZone) }];
  });
}

function answered({ plan, answers }: Report, { timeZone }: Told): Moment[] {
  return answers.flatMap(({ checkin_id, version, saved_at, confidence }): Moment[] => {
    const milestone = plan?.progress.milestones.find(({ checkinId }) => checkinId === checkin_id)?.title;
    if (milestone === undefined) return [];
    const kind = version === 1 ? 'answered' : 'changed';
    return [{ kind, milestone, confidence: confidence ?? undefined, ...dated(fromInstant(saved_at), timeZone) }];
  });
}

/** A goal that was done, blocked or dropped, or is no longer; a note that was changed meanwhile is none of these. */
function goalMoments({ plan, states }: Report, { role, timeZone }: Told): Moment[] {
  const goals = new Map(plan?.progress.milestones.flatMap((one) => one.goals).map(({ id, title }) => [id, title]));
  return [...statesByGoal(states)].flatMap(([goalId, changes]) => {
    const title = goals.get(goalId) ?? role.find(goalId)?.title ?? goalId;
    return changes.flatMap(({ state, changed_at }, index): Moment[] => {
      const kind = goalMoment(changes[index - 1]?.state ?? 'not_started', state);
      if (kind === undefined) return [];
      return [{ kind, title, ...dated(fromInstant(changed_at), timeZone) }];
    });
  });
}

function goalMoment(before: GoalState, state: GoalState): GoalMoment | undefined {
  if (state === before) return undefined;
  if (state === 'blocked' || state === 'done' || state === 'dropped') return state;
  if (before === 'blocked') return 'unblocked';
  return isOpen({ state: before }) ? undefined : 'reopened';
}

const dated = (at: Date, timeZone: string) => ({ at, on: localDateOf(at, timeZone) });

export interface Measured {
  readings: readonly Reading[];
  kpis: { find(id: string): RoleKpi | undefined };
  /** Oldest first. */
  stored: readonly StoredTarget[];
}

/** Readings, each against the target that held on its day; a KPI that has left the role has none. */
export function readingMoments({ kpis: standings }: Report, { readings, kpis, stored }: Measured): Moment[] {
  return readings.map((reading): Moment => {
    const kpi = kpis.find(reading.kpi_id);
    const baseline = standings.find((standing) => standing.kpi.id === reading.kpi_id)?.baseline;
    const level =
      kpi && levelOf(reading, targetOn(kpi, { stored, day: reading.measured_on, baseline }).target, baseline);
    return { kind: 'reading', kpi, reading, level, at: fromInstant(reading.recorded_at), on: reading.measured_on };
  });
}

/** Newest first, by day and then by when it was recorded. */
export function byTime(one: Moment, other: Moment): number {
  if (one.on !== other.on) return one.on < other.on ? 1 : -1;
  return other.at.getTime() - one.at.getTime();
}
