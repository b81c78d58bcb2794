import { fromInstant, type Instant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import type { Standing } from '../kpis/standing.ts';
import { everRelative } from '../kpis/target-on.ts';
import type { PlanProgress } from '../plans/progress.ts';
import { progressFrom } from '../plans/read-progress.ts';
import { type Actor, managerSince } from '../plans/rights.ts';
import { checkinsOfPlans } from '../store/checkins.ts';
import {
  answerTimesOf,
  goalsOfPlans,
  readingsOfReports,
  type SavedAt,
  type StateChange,
  stateChangesOf,
  targetsOfPeople,
} from '../store/digest-news.ts';
import { type Discussed, discussedBy } from '../store/digests.ts';
import { openNotesBy } from '../store/one-to-one-notes.ts';
import { peopleIn } from '../store/people.ts';
import { latestPlansOf, type Plan } from '../store/plans.ts';
import type { Reading } from '../store/readings.ts';
import { linesTo, type ReportingLine } from '../store/reporting-lines.ts';
import { standingsOf } from './kpi-news.ts';

export type ReadDeps = Pick<KpiDeps, 'db' | 'clock' | 'role' | 'kpis'>;

/** What is known of one report, as much of it as their manager sees. */
export interface Report {
  personId: string;
  /** Their account is closed, and no plan waits for them to come back. */
  hasLeft: boolean;
  /** Since when they report to whoever asks: what was recorded before is not shown. */
  since: Date;
  /** In their zone. */
  today: LocalDate;
  /** The plan that they have or had last, with how far they are; undefined: none. */
  plan: { row: Plan; progress: PlanProgress } | undefined;
  /** Oldest first, as are the answers. */
  states: readonly StateChange[];
  answers: readonly SavedAt[];
  /** Of the KPIs that have a reading, in the role's order. */
  kpis: readonly Standing[];
  /** Of them all, newest first; a few of each KPI. */
  readings: readonly Reading[];
  /** Until when each point was talked about, by its key. */
  discussed: ReadonlyMap<string, Instant>;
  /** Notes for the one-to-one that are still to be talked about. */
  notes: number;
}

/** Everybody who reports to somebody, whoever did so first first; nobody to a guest. Whoever has left is left out. */
export async function readReports(deps: ReadDeps, manager: Actor): Promise<Report[]> {
  const lines = await linesTo(deps.db, manager);
  const [first] = lines;
  if (!first || !(await managerSince(deps, manager, first.person_id))) return [];
  return (await readAll(deps, manager, lines)).filter(({ hasLeft }) => !hasLeft);
}

/** One of them; undefined: they do not report to whoever asks. */
export async function readReport(deps: ReadDeps, manager: Actor, personId: string): Promise<Report | undefined> {
  const since = await managerSince(deps, manager, personId);
  if (!since) return undefined;
  const line = {
    workspace_id: manager.workspaceId,
    person_id: personId,
    manager_id: manager.personId,
    since_at: toInstant(since),
  };
  const [report] = await readAll(deps, manager, [line]);
  return report;
}

/** It takes a few queries, however many people there are. */
async function readAll(
  { db, role, kpis, clock }: ReadDeps,
  manager: Actor,
  lines: readonly ReportingLine[],
): Promise<Report[]> {
  const { workspaceId } = manager;
  const now = clock.now();
  const ids = lines.map(({ person_id }) => person_id);
  const people = new Map((await peopleIn(db, workspaceId, ids)).map((person) => [person.id, person]));
  const plans = new Map((await latestPlansOf(db, workspaceId, ids)).map((plan) => [plan.person_id, plan]));
  const planIds = [...plans.values()].map(({ id }) => id);
  const of = { workspaceId, planIds };
  const ofPlan = {
    checkins: grouped(await checkinsOfPlans(db, planIds), ({ plan_id }) => plan_id),
    goals: grouped(await goalsOfPlans(db, of), ({ plan_id }) => plan_id),
    states: grouped(await stateChangesOf(db, of), ({ plan_id }) => plan_id),
    answers: grouped(await answerTimesOf(db, of), ({ plan_id }) => plan_id),
  };
  const targets = await targetsOfPeople(db, { workspaceId, ids });
  const asked = { workspaceId, ids, kpiIds: kpis.all.map(({ id }) => id) };
  const relative = { ...asked, kpiIds: everRelative(kpis.all, targets) };
  const ofPerson = {
    latest: grouped(await readingsOfReports(db, asked, 'latest'), ({ person_id }) => person_id),
    firsts: grouped(await readingsOfReports(db, relative, 'first'), ({ person_id }) => person_id),
    targets: grouped(targets, ({ person_id }) => person_id ?? ''),
    discussed: grouped(await discussedBy(db, manager), ({ person_id }) => person_id),
    notes: await openNotesBy(db, manager),
  };
  return lines.map((line): Report => {
    const [person, plan] = [people.get(line.person_id), plans.get(line.person_id)];
    const since = fromInstant(line.since_at);
    const today = localDateOf(now, person?.time_zone ?? 'UTC');
    const measured = {
      latest: ofPerson.latest(line.person_id),
      firsts: ofPerson.firsts(line.person_id),
      targets: [...ofPerson.targets(''), ...ofPerson.targets(line.person_id)],
    };
    const recorded = plan && { goals: ofPlan.goals(plan.id), checkins: ofPlan.checkins(plan.id) };
    return {
      personId: line.person_id,
      hasLeft: person?.account === 'deactivated' && (plan === undefined || plan.state === 'ended'),
      since,
      today,
      plan: plan && recorded && { row: plan, progress: progressFrom(plan, { person, ...recorded, role, since, now }) },
      states: plan ? ofPlan.states(plan.id).filter(({ changed_at }) => changed_at >= line.since_at) : [],
      answers: plan ? ofPlan.answers(plan.id).filter(({ saved_at }) => saved_at >= line.since_at) : [],
      kpis: standingsOf(kpis.all, measured, today),
      readings: measured.latest,
      discussed: discussedUntil(ofPerson.discussed(line.person_id)),
      notes: ofPerson.notes.get(line.person_id) ?? 0,
    };
  });
}

const discussedUntil = (rows: readonly Discussed[]): ReadonlyMap<string, Instant> =>
  new Map(rows.map(({ point, discussed_at }) => [point, discussed_at]));

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): (key: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return (key) => groups.get(key) ?? [];
}
