import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { knownPerson } from '../kpis/person.ts';
import {
  type Asked,
  longestQuery,
  mostQueries,
  type QueryError,
  type QueryOf,
  type QueryProblem,
  type QueryView,
} from '../kpis/query-view.ts';
import { type Actor, requireAdmin } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { audit } from '../store/audit-log.ts';
import { deleteQuery, findQuery, insertQuery, type KpiQuery, queriesOf } from '../store/kpi-queries.ts';
import { inTransaction } from '../store/transaction.ts';
import { askPrometheus, type Prometheus } from './ask-prometheus.ts';
import { nextQueryTime } from './query-times.ts';
import { asValueOf } from './query-value.ts';

/** What is filled in of a query to be. */
export interface QueryDraft {
  kpiId: string | undefined;
  personId: string | undefined;
  teamOf: string | undefined;
  query: string;
}

/** @throws {Refusal} no admin */
export async function readQueries(deps: KpiDeps, actor: Actor): Promise<QueryView[]> {
  await requireAdmin(deps, actor);
  return (await queriesOf(deps.db, actor.workspaceId)).map((query) => viewOf(deps, query));
}

/** Stores it, from when on it is asked at its KPI's cadence. @throws {Refusal} no admin, or Slack does not answer */
export async function addQuery(
  deps: KpiDeps,
  actor: Actor,
  draft: QueryDraft,
): Promise<{ ok: true; query: QueryView } | { ok: false; problem: QueryProblem }> {
  await requireAdmin(deps, actor);
  const kpi = deps.kpis.find(draft.kpiId ?? '');
  const query = draft.query.trim();
  const of = readOf(draft);
  if (!kpi) return { ok: false, problem: 'no-kpi' };
  if (typeof of === 'string') return { ok: false, problem: of };
  const problem = problemOf(query);
  if (problem) return { ok: false, problem };
  if ((await queriesOf(deps.db, actor.workspaceId)).length >= mostQueries) return { ok: false, problem: 'too-many' };
  const aboutId = 'personId' in of ? of.personId : of.teamOf;
  for (const personId of new Set([actor.personId, aboutId])) await knownPerson(deps, { ...actor, personId });
  const now = deps.clock.now();
  const row: KpiQuery = {
    id: randomUUID(),
    workspace_id: actor.workspaceId,
    kpi_id: kpi.id,
    person_id: 'personId' in of ? of.personId : null,
    team_of: 'teamOf' in of ? of.teamOf : null,
    query,
    made_by: actor.personId,
    made_at: toInstant(now),
    next_at: toInstant(nextQueryTime(kpi.cadence, now)),
    error: null,
    failing_since: null,
  };
  await inTransaction(deps.db, async (trx) => {
    await insertQuery(trx, row);
    const details = { query: row.id, kpi: kpi.id };
    await audit(trx, { ...entryOf(actor, now), action: 'make-query', aboutId, details });
  });
  return { ok: true, query: viewOf(deps, row) };
}

/** Takes it back; what it measured stays. @throws {Refusal} no admin, or it is gone */
export async function dropQuery(deps: KpiDeps, actor: Actor, id: string): Promise<void> {
  await requireAdmin(deps, actor);
  await inTransaction(deps.db, async (trx) => {
    const query = await findQuery(trx, actor.workspaceId, id);
    if (!query) throw new Refusal({ kind: 'gone' });
    await deleteQuery(trx, actor.workspaceId, id);
    const aboutId = query.person_id ?? query.team_of ?? '';
    const details = { query: id, kpi: query.kpi_id };
    await audit(trx, { ...entryOf(actor, deps.clock.now()), action: 'delete-query', aboutId, details });
  });
}

export type Tried = { ok: true; asked: Asked } | { ok: false; problem: QueryProblem };

/** What a query says now; nothing is stored. @throws {Refusal} no admin */
export async function tryQuery(
  deps: KpiDeps & { prometheus: Prometheus },
  actor: Actor,
  draft: Pick<QueryDraft, 'kpiId' | 'query'>,
): Promise<Tried> {
  await requireAdmin(deps, actor);
  const kpi = deps.kpis.find(draft.kpiId ?? '');
  const query = draft.query.trim();
  const problem = problemOf(query);
  if (!kpi) return { ok: false, problem: 'no-kpi' };
  if (problem) return { ok: false, problem };
  return { ok: true, asked: asValueOf(kpi, await askPrometheus(deps.prometheus, query, deps.clock.now())) };
}

function problemOf(query: string): QueryProblem | undefined {
  if (query === '') return 'no-query';
  return query.length > longestQuery ? 'too-long' : undefined;
}

function readOf({ personId, teamOf }: QueryDraft): QueryOf | QueryProblem {
  if (personId !== undefined) return teamOf === undefined ? { personId } : 'two-of-them';
  return teamOf === undefined ? 'nobody' : { teamOf };
}

const entryOf = ({ workspaceId, personId }: Actor, at: Date) => ({ workspaceId, byId: personId, at });

const simple = z.enum(['no-answer', 'no-data', 'not-a-number', 'nobody', 'no-such-kpi']);
const stored = z.union([
  z.object({ kind: simple }),
  z.object({ kind: z.literal('several'), count: z.number() }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
  z.object({ kind: z.literal('status'), status: z.number() }),
  z.object({ kind: z.literal('out-of-range'), value: z.number() }),
]) satisfies z.ZodType<QueryError>;

/** A query as it is shown, with what is wrong with it. */
export function viewOf({ kpis }: Pick<KpiDeps, 'kpis'>, query: KpiQuery): QueryView {
  const { id, kpi_id, person_id, team_of, next_at, error, failing_since } = query;
  return {
    id,
    kpi: kpis.find(kpi_id),
    of: team_of === null ? { personId: person_id ?? '' } : { teamOf: team_of },
    query: query.query,
    nextAt: fromInstant(next_at),
    failing:
      error === null || failing_since === null
        ? undefined
        : { error: stored.parse(JSON.parse(error)), since: fromInstant(failing_since) },
  };
}
