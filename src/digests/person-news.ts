import { fromInstant, type Instant, toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { Standing } from '../kpis/standing.ts';
import type { PlanProgress } from '../plans/progress.ts';
import type { RoleGoals } from '../plans/role-goals.ts';
import type { SavedAt, StateChange } from '../store/digest-news.ts';
import type { Plan } from '../store/plans.ts';
import { answerChanges, confidenceFall, openCheckin } from './answer-news.ts';
import type { Change, PersonNews, Point } from './digest.ts';
import { blockedGoals, goalChanges, statesByGoal } from './goal-news.ts';

/** What is known of one person, as much of it as their manager sees. */
export interface Known {
  plan: Plan;
  progress: PlanProgress;
  /** Oldest first, as are the answers. */
  states: readonly StateChange[];
  answers: readonly SavedAt[];
  /** Off or at risk. */
  kpis: readonly Standing[];
  discussedAt: Instant | undefined;
}

interface Reading {
  role: RoleGoals;
  /** The manager's. */
  timeZone: string;
  since: Date;
  now: Date;
}

const fortnightMs = 14 * 24 * 3_600_000;

/** What there is to say of one person; `discussed` is how many points were talked about and are left out. */
export function newsOf(known: Known, reading: Reading): PersonNews & { discussed: number } {
  const { progress, kpis, discussedAt } = known;
  const isDiscussed = ({ at }: { at: Date }): boolean => discussedAt !== undefined && toInstant(at) <= discussedAt;
  const all = pointsOf(known, reading);
  const points = all.filter((point) => !isDiscussed(point));
  const told = points.flatMap((point) => (point.kind === 'off' ? [point.standing.kpi.id] : []));
  return {
    plan: progress,
    points,
    changes: changesOf(known, reading),
    kpis: kpis.filter(({ kpi }) => !told.includes(kpi.id)),
    discussed: all.length - points.length,
  };
}

/** Whether anything has happened that the last digest did not tell: what is as it was is only counted. */
export const isNew = ({ changes, kpis }: PersonNews, since: Date): boolean =>
  changes.length > 0 || kpis.some(({ last }) => last !== undefined && fromInstant(last.recorded_at) >= since);

/** The most pressing first: what keeps a plan from going on, who is stuck, who has not answered, what is off, who is less sure. */
function pointsOf(known: Known, { role, timeZone, since, now }: Reading): Point[] {
  const { plan, progress, kpis, answers, states } = known;
  const dated = (at: Date) => ({ at, on: localDateOf(at, timeZone) });
  const attention: Point[] =
    plan.attention !== null && plan.attention_since !== null
      ? [{ kind: 'plan', attention: plan.attention, ...dated(fromInstant(plan.attention_since)) }]
      : [];
  if (plan.state === 'paused') return attention; // whoever is away is not asked about anything
  const blocked = blockedGoals(progress, statesByGoal(states)).map(
    ({ goal, at }): Point => ({
      kind: 'blocked',
      title: goal.title,
      coaching: role.coachingFor(goal.id),
      ...dated(at),
    }),
  );
  const open = openCheckin(progress);
  const off = kpis.flatMap((standing): Point[] =>
    standing.status === 'off' && standing.last
      ? [{ kind: 'off', standing, ...dated(fromInstant(standing.last.recorded_at)) }]
      : [],
  );
  const lately = new Date(Math.min(since.getTime(), now.getTime() - fortnightMs));
  const fall = confidenceFall(progress, answers, lately);
  return [
    ...attention,
    ...blocked.sort((one, other) => one.at.getTime() - other.at.getTime()),
    ...(open
      ? [
          {
            kind: open.state === 'missed' ? ('missed' as const) : ('unanswered' as const),
            milestone: open.title,
            ...dated(open.askedAt),
          },
        ]
      : []),
    ...off,
    ...(fall ? [{ kind: 'confidence' as const, ...fall, ...dated(fall.at) }] : []),
  ];
}

function changesOf({ plan, progress, states, answers }: Known, { since }: Pick<Reading, 'since'>): Change[] {
  const from = toInstant(since);
  return [
    ...(plan.created_at >= from ? [{ kind: 'started' as const, on: plan.starts_on }] : []),
    ...answerChanges(progress, answers, from),
    ...goalChanges(progress, statesByGoal(states), from),
  ];
}

const kinds: Point['kind'][] = ['plan', 'blocked', 'missed', 'unanswered', 'off', 'confidence'];

/** Who needs somebody more comes first: by the worst of their points, how many there are, and for how long. */
export function byNeed(one: PersonNews, other: PersonNews): number {
  const rank = ({ points: [worst] }: PersonNews) => (worst ? kinds.indexOf(worst.kind) : kinds.length);
  const since = ({ points: [worst] }: PersonNews) => worst?.at.getTime() ?? 0;
  return (
    rank(one) - rank(other) ||
    other.points.length - one.points.length ||
    since(one) - since(other) ||
    (one.plan.personId < other.plan.personId ? -1 : 1)
  );
}
