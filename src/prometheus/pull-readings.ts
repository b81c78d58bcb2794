import { randomUUID } from 'node:crypto';
import { toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import type { Asked, QueryError } from '../kpis/query-view.ts';
import type { RoleKpi } from '../kpis/role-kpis.ts';
import { failureOf, type Pass, wholePass } from '../plans/pass.ts';
import { workingTimeOf } from '../plans/person-calendar.ts';
import { enqueue } from '../store/deliveries.ts';
import { insertReadings, type NewReading } from '../store/insert-readings.ts';
import { dueQueries, type KpiQuery, settleQuery } from '../store/kpi-queries.ts';
import { lockPeople, type Person, peopleIn } from '../store/people.ts';
import { latestReadings } from '../store/readings.ts';
import { linesTo } from '../store/reporting-lines.ts';
import type { Db, Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { askPrometheus, type Prometheus } from './ask-prometheus.ts';
import { nextQueryTime } from './query-times.ts';
import { asValueOf } from './query-value.ts';

export interface PullDeps extends Pick<KpiDeps, 'db' | 'clock' | 'kpis' | 'holidays' | 'wake'> {
  prometheus: Prometheus;
}

const mostAtOnce = 4;
/** What fails is asked again after so long, until it works: the reading of the week is late then, not lost. */
const againMs = 3_600_000;

/** Asks every query whose time has come, and stores what it says. @returns whether there was any */
export async function pullReadings(deps: PullDeps, pass: Pass = wholePass): Promise<boolean> {
  const failed = new Set<string>();
  let any = false;
  while (!pass.isStopped()) {
    const due = await dueQueries(deps.db, toInstant(deps.clock.now()), mostAtOnce + failed.size);
    const queries = due.filter(({ id }) => !failed.has(id)).slice(0, mostAtOnce);
    if (queries.length === 0) break;
    any = true;
    await Promise.all(
      queries.map(async (query) => {
        const failure = await failureOf(() => pull(deps, query));
        if (!failure) return;
        failed.add(query.id);
        pass.onFailure(failure.error, query.id);
      }),
    );
    deps.wake();
  }
  return any;
}

/** Prometheus is asked outside of any transaction; of two processes that ask at once one stores. */
async function pull(deps: PullDeps, query: KpiQuery): Promise<void> {
  const now = deps.clock.now();
  const kpi = deps.kpis.find(query.kpi_id);
  const asked: Asked = kpi
    ? asValueOf(kpi, await askPrometheus(deps.prometheus, query.query, now))
    : { ok: false, error: { kind: 'no-such-kpi' } };
  await inTransaction(deps.db, async (trx) => {
    const people = await peopleOf(trx, query);
    if (people.length === 0) return fails(trx, deps, { query, error: { kind: 'nobody' }, now });
    if (!kpi || !asked.ok)
      return fails(trx, deps, { query, error: asked.ok ? { kind: 'no-such-kpi' } : asked.error, now });
    const next = { next_at: toInstant(nextQueryTime(kpi.cadence, now)), error: null, failing_since: null };
    if (await settleQuery(trx, query, next)) await store(trx, { query, kpi, value: asked.value, people, now });
  });
}

/** Whoever has left is measured no more. */
async function peopleOf(db: Db, { workspace_id: workspaceId, person_id, team_of }: KpiQuery): Promise<Person[]> {
  const ids =
    team_of === null
      ? [person_id ?? '']
      : (await linesTo(db, { workspaceId, personId: team_of })).map((line) => line.person_id);
  const people = ids.length === 0 ? [] : await peopleIn(db, workspaceId, ids);
  return people.filter(({ account }) => account !== 'deactivated');
}

interface Measured {
  query: KpiQuery;
  kpi: RoleKpi;
  value: number;
  people: readonly Person[];
  now: Date;
}

async function store(trx: Trx, { query, kpi, value, people, now }: Measured): Promise<void> {
  const ids = people.map(({ id }) => id);
  await lockPeople(trx, query.workspace_id, ids);
  const readings: NewReading[] = [];
  for (const person of people) {
    const key = { workspaceId: query.workspace_id, personId: person.id };
    const measuredOn = localDateOf(now, person.time_zone);
    const [last] = await latestReadings(trx, key, { since: undefined, to: measuredOn, kpiIds: [kpi.id], each: 1 });
    readings.push({
      id: randomUUID(),
      workspace_id: query.workspace_id,
      person_id: person.id,
      kpi_id: kpi.id,
      measured_on: measuredOn,
      value,
      currency: last?.currency ?? null,
      confidence: null,
      note: '',
      source: 'prometheus',
      source_id: query.id,
      recorded_by: query.made_by,
    });
  }
  await insertReadings(trx, readings, now);
}

/** Whoever made it is told once, and again only after it has worked in between. */
async function fails(
  trx: Trx,
  deps: PullDeps,
  { query, error, now }: { query: KpiQuery; error: QueryError; now: Date },
): Promise<void> {
  const { id, workspace_id: workspaceId, made_by: recipientId } = query;
  const since = query.failing_since ?? toInstant(now);
  const again = toInstant(new Date(now.getTime() + againMs));
  const outcome = { next_at: again, error: JSON.stringify(error), failing_since: since };
  if (!(await settleQuery(trx, query, outcome)) || query.failing_since !== null) return;
  await enqueue(trx, {
    workspaceId,
    key: `query-failing:${id}:${since}`,
    kind: 'query-failing',
    priority: 2,
    recipientId,
    details: { queryId: id, since },
    timing: 'working-hours',
    dueAt: await workingTimeOf(trx, { workspaceId, personId: recipientId }, { holidays: deps.holidays, now }),
    createdAt: now,
  });
}
