import { localDateOf } from '../calendar/time-zone.ts';
import { openCheckin } from '../digests/answer-news.ts';
import type { Point } from '../digests/digest.ts';
import { blockedGoals, statesByGoal } from '../digests/goal-news.ts';
import { offAmong } from '../digests/kpi-news.ts';
import { byNeed, newsOf, pointsOf } from '../digests/person-news.ts';
import { type ReadDeps, type Report, readReports } from '../digests/read-reports.ts';
import type { Status } from '../kpis/standing.ts';
import type { PlanProgress } from '../plans/progress.ts';
import type { Actor } from '../plans/rights.ts';
import type { RoleGoals } from '../plans/role-goals.ts';
import { findPerson } from '../store/people.ts';
import { type LastCheckin, type Member, type Team, type TeamStatus, teamStatuses } from './team.ts';

/** Everybody who reports to somebody, where they stand, in a fixed number of queries; nobody where nobody does. */
export async function readTeam(deps: ReadDeps, actor: Actor): Promise<Team> {
  const { clock, role } = deps;
  const now = clock.now();
  const reports = await readReports(deps, actor);
  const timeZone = await zoneOf(deps, actor);
  const members = reports.map((report) => ({
    ...memberOf(report, { role, timeZone, now }),
    all: pointsOf(report, { role, timeZone, now, since: now }),
  }));
  const placed = members.toSorted(
    (one, other) =>
      Number(rests(one)) - Number(rests(other)) || byNeed({ ...one, points: one.all }, { ...other, points: other.all }),
  );
  return { today: localDateOf(now, timeZone), members: placed.map(({ all: _, ...member }) => member) };
}

/** Where somebody is, whose day counts for what happened. */
export const zoneOf = async ({ db }: Pick<ReadDeps, 'db'>, actor: Actor): Promise<string> =>
  (await findPerson(db, actor))?.time_zone ?? 'UTC';

const rests = ({ statuses, all }: Member & { all: readonly Point[] }): boolean =>
  all.length === 0 && (statuses.includes('paused') || statuses.includes('no-plan'));

interface Reading {
  role: RoleGoals;
  /** The manager's. */
  timeZone: string;
  now: Date;
}

/** One person's part of it. */
export function memberOf(report: Report, { role, timeZone, now }: Reading): Member {
  const { personId, plan, kpis } = report;
  const progress = plan?.progress;
  const count = (status: Status): number => kpis.filter((standing) => standing.status === status).length;
  const seen = {
    personId,
    plan: progress,
    checkin: progress && lastCheckin(progress, timeZone),
    kpis: { onTarget: count('on-target'), atRisk: count('at-risk'), off: offAmong(kpis).length },
    blocked: progress && blockedIn(progress, report, timeZone),
    points: newsOf(report, { role, timeZone, now, since: now }).points,
  };
  return { ...seen, statuses: statusesOf(seen) };
}

function blockedIn(plan: PlanProgress, { states }: Report, timeZone: string): Member['blocked'] {
  const blocked = plan.state === 'ended' ? [] : blockedGoals(plan, statesByGoal(states));
  const [first] = blocked.map(({ at }) => at).sort((one, other) => one.getTime() - other.getTime());
  return first && { count: blocked.length, since: localDateOf(first, timeZone) };
}

/** The one that was asked about or answered last. */
function lastCheckin(plan: PlanProgress, timeZone: string): LastCheckin | undefined {
  const last = plan.milestones.findLast(({ askedAt, answeredAt }) => askedAt ?? answeredAt);
  const at = last?.answeredAt ?? last?.askedAt;
  if (!last || !at) return undefined;
  return { milestone: last.title, on: localDateOf(at, timeZone), state: stateOf(plan, last) };
}

function stateOf(plan: PlanProgress, { state, answeredAt }: PlanProgress['milestones'][number]): LastCheckin['state'] {
  if (answeredAt) return 'answered';
  if (state === 'missed') return 'missed';
  if (state === 'snoozed') return 'put-off';
  return openCheckin(plan) ? 'open' : 'asked';
}

function statusesOf({ plan, checkin, blocked, kpis, points }: Omit<Member, 'statuses'>): TeamStatus[] {
  const isLate = checkin?.state === 'open' || checkin?.state === 'missed';
  const hasNone = plan === undefined || plan.state === 'ended';
  const found: Partial<Record<TeamStatus, boolean>> = {
    'needs-word': points.length > 0,
    blocked: blocked !== undefined,
    overdue: plan?.state === 'running' && isLate,
    off: kpis.off > 0,
    paused: plan?.state === 'paused',
    'no-plan': hasNone,
  };
  const statuses = teamStatuses.filter((status) => found[status]);
  return statuses.length > 0 ? statuses : ['on-course'];
}
