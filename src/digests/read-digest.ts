import { fromInstant, type Instant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { progressFrom } from '../plans/read-progress.ts';
import { type Actor, isManager } from '../plans/rights.ts';
import { checkinsOfPlans } from '../store/checkins.ts';
import { answerTimesOf, goalsOfPlans, readingsOfPlans, stateChangesOf, targetsOfPeople } from '../store/digest-news.ts';
import { discussedBy, findDigest, lostAmong } from '../store/digests.ts';
import { findPerson, peopleIn } from '../store/people.ts';
import { type Plan, plansOfManager } from '../store/plans.ts';
import type { Digest } from './digest.ts';
import { troubledKpis } from './kpi-news.ts';
import { readMuted } from './muted.ts';
import { byNeed, isNew, type Known, newsOf } from './person-news.ts';
import { lastKeyOf, notLongAgo, sinceAfter } from './since.ts';

type ReadDeps = Pick<KpiDeps, 'db' | 'clock' | 'role' | 'kpis'>;

interface Managed extends Plan {
  manager_since: Instant;
}

/**
 * A manager's week: of the plans that they are the manager in, as much as they may see. It takes a few queries, however
 * many people there are.
 * @param since what has changed is told since then; left out: since their last digest
 * @returns undefined where they are nobody's manager
 */
export async function readDigest(deps: ReadDeps, actor: Actor, since?: Date): Promise<Digest | undefined> {
  const { db, clock } = deps;
  const now = clock.now();
  const plans = (await plansOfManager(db, actor)).filter(hasSince);
  const [first] = plans;
  if (!first || !(await isManager(deps, actor, first))) return undefined;
  const row = await findDigest(db, actor);
  const lost = await lostAmong(
    db,
    actor.workspaceId,
    [row && lastKeyOf(row)].flatMap((key) => key ?? []),
  );
  const from = since ?? notLongAgo(row ? sinceAfter(row, lost) : first.manager_since, now);
  const muted = readMuted(row);
  const shown = plans.filter(({ person_id }) => !muted.includes(person_id));
  const timeZone = (await findPerson(db, actor))?.time_zone ?? 'UTC';
  const known = shown.length === 0 ? [] : await readPeople(deps, actor, shown, now);
  const all = known.map((one) => newsOf(one, { role: deps.role, timeZone, since: from, now }));
  const attention = all.filter(({ points }) => points.length > 0).sort(byNeed);
  const calm = all.filter(({ points }) => points.length === 0);
  const others = calm.filter((news) => isNew(news, from));
  return {
    managerId: actor.personId,
    today: localDateOf(now, timeZone),
    since: from,
    sinceOn: localDateOf(from, timeZone),
    attention,
    others,
    unchanged: calm.length - others.length,
    muted: plans.length - shown.length,
    discussed: all.reduce((sum, { discussed }) => sum + discussed, 0),
  };
}

/** Without it nobody sees anything as the manager. */
const hasSince = (plan: Plan): plan is Managed => plan.manager_since !== null;

async function readPeople(
  { db, role, kpis }: ReadDeps,
  actor: Actor,
  plans: readonly Managed[],
  now: Date,
): Promise<Known[]> {
  const { workspaceId } = actor;
  const [planIds, ids] = [plans.map(({ id }) => id), plans.map(({ person_id }) => person_id)];
  const of = { workspaceId, planIds };
  const people = new Map((await peopleIn(db, workspaceId, ids)).map((person) => [person.id, person]));
  const ofPlan = {
    checkins: grouped(await checkinsOfPlans(db, planIds), ({ plan_id }) => plan_id),
    goals: grouped(await goalsOfPlans(db, of), ({ plan_id }) => plan_id),
    states: grouped(await stateChangesOf(db, of), ({ plan_id }) => plan_id),
    answers: grouped(await answerTimesOf(db, of), ({ plan_id }) => plan_id),
  };
  const ofPerson = {
    latest: grouped(await readingsOfPlans(db, of, 'latest'), ({ person_id }) => person_id),
    firsts: grouped(await readingsOfPlans(db, of, 'first'), ({ person_id }) => person_id),
    targets: grouped(await targetsOfPeople(db, { workspaceId, ids }), ({ person_id }) => person_id ?? ''),
  };
  const discussed = await discussedBy(db, actor);
  return plans.map((plan) => {
    const since = plan.manager_since;
    const [goals, checkins] = [ofPlan.goals(plan.id), ofPlan.checkins(plan.id)];
    const person = people.get(plan.person_id);
    const progress = progressFrom(plan, { person, goals, checkins, role, since: fromInstant(since), now });
    const measured = {
      latest: ofPerson.latest(plan.person_id),
      firsts: ofPerson.firsts(plan.person_id),
      targets: [...ofPerson.targets(''), ...ofPerson.targets(plan.person_id)],
    };
    return {
      plan,
      progress,
      states: ofPlan.states(plan.id).filter(({ changed_at }) => changed_at >= since),
      answers: ofPlan.answers(plan.id).filter(({ saved_at }) => saved_at >= since),
      kpis: troubledKpis(kpis.all, measured, progress.today),
      discussedAt: discussed.get(plan.person_id),
    };
  });
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): (key: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known) known.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return (key) => groups.get(key) ?? [];
}
