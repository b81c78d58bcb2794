import { fromInstant, type Instant, toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { MilestoneProgress, PlanProgress } from '../plans/progress.ts';
import type { RoleGoals } from '../plans/role-goals.ts';
import { answerChanges, confidenceFall, openCheckin } from './answer-news.ts';
import { type Change, type PersonNews, type Point, pointKey } from './digest.ts';
import { blockedGoals, goalChanges, statesByGoal } from './goal-news.ts';
import { offAmong, recoveredAmong, troubledAmong } from './kpi-news.ts';
import type { Report } from './read-reports.ts';

export interface Reading {
  role: RoleGoals;
  /** The manager's. */
  timeZone: string;
  since: Date;
  now: Date;
}

const fortnightMs = 14 * 24 * 3_600_000;

/** What there is to say of one person; `discussed` is how many points were talked about and are left out. */
export function newsOf(report: Report, reading: Reading): PersonNews & { discussed: number } {
  const { personId, today, plan, kpis, notes } = report;
  const all = pointsOf(report, reading);
  const points = all.filter((point) => !isDiscussed(report, point));
  const told = points.flatMap((point) => (point.kind === 'off' ? [point.standing.kpi.id] : []));
  return {
    ...{ personId, today, notes, points },
    plan: plan?.progress,
    changes: changesOf(report, reading),
    kpis: troubledAmong(kpis).filter(({ kpi }) => !told.includes(kpi.id)),
    discussed: all.length - points.length,
  };
}

/** Talked about since it is so. */
export const isDiscussed = ({ discussed }: Pick<Report, 'discussed'>, point: Point): boolean =>
  toInstant(point.at) <= (discussed.get(pointKey(point)) ?? '');

/** Whether anything has happened that the last digest did not tell: what is as it was is only counted. */
export const isNew = ({ changes, kpis }: PersonNews, since: Date): boolean =>
  changes.length > 0 || kpis.some(({ last }) => last !== undefined && fromInstant(last.recorded_at) >= since);

/** The most pressing first: what keeps a plan from going on, who is stuck, who has not answered, what is off, who is less sure. */
export function pointsOf(report: Report, { role, timeZone, since, now }: Reading): Point[] {
  const { plan, kpis, answers, states } = report;
  const dated = (at: Date) => ({ at, on: localDateOf(at, timeZone) });
  const attention: Point[] =
    plan?.row.attention && plan.row.attention_since
      ? [{ kind: 'plan', attention: plan.row.attention, ...dated(fromInstant(plan.row.attention_since)) }]
      : [];
  if (plan?.row.state === 'paused') return attention; // whoever is away is not asked about anything
  const running = plan?.row.state === 'running' ? plan.progress : undefined;
  const blocked = running ? blockedGoals(running, statesByGoal(states)) : [];
  const open = running && openCheckin(running);
  const lately = new Date(Math.min(since.getTime(), now.getTime() - fortnightMs));
  const fall = running && confidenceFall(running, answers, lately);
  return [
    ...attention,
    ...blocked
      .map(
        ({ goal: { id, title }, at }): Point => ({
          ...{ kind: 'blocked', goalId: id, title, coaching: role.coachingFor(id) },
          ...dated(at),
        }),
      )
      .sort((one, other) => one.at.getTime() - other.at.getTime()),
    ...(open ? [openPoint(open, running)] : []),
    ...offAmong(kpis).flatMap((standing): Point[] =>
      standing.last ? [{ kind: 'off', standing, ...dated(fromInstant(standing.last.recorded_at)) }] : [],
    ),
    ...(fall ? [{ kind: 'confidence' as const, ...fall, ...dated(fall.at) }] : []),
  ];
}

/** It is of the day on which the person was asked, as their plan has it: to a manager elsewhere it may have been the day before. */
const openPoint = (
  { state, title, askedAt }: MilestoneProgress & { askedAt: Date },
  { timeZone }: Pick<PlanProgress, 'timeZone'>,
): Point => ({
  kind: state === 'missed' ? 'missed' : 'unanswered',
  milestone: title,
  at: askedAt,
  on: localDateOf(askedAt, timeZone),
});

function changesOf(report: Report, { since, timeZone }: Pick<Reading, 'since' | 'timeZone'>): Change[] {
  const { plan, states, answers, kpis, readings } = report;
  const from = toInstant(since);
  const recovered = recoveredAmong(kpis, readings, from);
  const ofKpis: Change[] = recovered.length > 0 ? [{ kind: 'recovered', standings: recovered }] : [];
  const createdAt = plan?.row.created_at ?? '';
  const isStarted = createdAt >= from && createdAt >= toInstant(report.since);
  const reports: Change = { kind: 'reports', on: localDateOf(report.since, timeZone) };
  const handedOver = !isStarted && report.since >= since ? [reports] : [];
  if (!plan) return [...handedOver, ...ofKpis];
  const { row, progress } = plan;
  return [
    ...(isStarted ? [{ kind: 'started' as const, on: row.starts_on }] : []),
    ...handedOver,
    ...planChanges(plan, { from: toInstant(new Date(Math.max(since.getTime(), report.since.getTime()))), timeZone }),
    ...answerChanges(progress, answers, from),
    ...goalChanges(progress, statesByGoal(states), from),
    ...ofKpis,
  ];
}

/** What has become of the plan since a moment: of several things the last. */
function planChanges(
  { row, progress }: NonNullable<Report['plan']>,
  { from, timeZone }: { from: Instant; timeZone: string },
): Change[] {
  const isNews = (at: Instant | null): at is Instant => at !== null && at >= from;
  switch (row.state) {
    case 'running':
      return isNews(row.resumed_at) ? [{ kind: 'resumed' }] : [];
    case 'paused':
      return isNews(row.paused_at) ? [{ kind: 'paused', until: progress.pausedUntil }] : [];
    case 'ended':
      return isNews(row.ended_at) ? [{ kind: 'ended', on: localDateOf(fromInstant(row.ended_at), timeZone) }] : [];
  }
}

const kinds: Point['kind'][] = ['plan', 'blocked', 'missed', 'unanswered', 'off', 'confidence'];

type Needing = Pick<PersonNews, 'personId' | 'points'>;

/** Who needs somebody more comes first: by the worst of their points, how many there are, and for how long. */
export function byNeed(one: Needing, other: Needing): number {
  const rank = ({ points: [worst] }: Needing) => (worst ? kinds.indexOf(worst.kind) : kinds.length);
  const since = ({ points: [worst] }: Needing) => worst?.at.getTime() ?? 0;
  return (
    rank(one) - rank(other) ||
    other.points.length - one.points.length ||
    since(one) - since(other) ||
    (one.personId < other.personId ? -1 : 1)
  );
}
