import type { RoleKpi } from './role-kpis.ts';

/**
 * Why a query gives no reading. `refused` is Prometheus's own word, `status` an answer of something else on the way;
 * `out-of-range` is a number that the KPI cannot have; `nobody`: there is no one whose reading it would be.
 */
export type QueryError =
  | { kind: 'no-answer' | 'no-data' | 'not-a-number' | 'nobody' | 'no-such-kpi' }
  | { kind: 'several'; count: number }
  | { kind: 'refused'; message: string }
  | { kind: 'status'; status: number }
  | { kind: 'out-of-range'; value: number };

export type Asked = { ok: true; value: number } | { ok: false; error: QueryError };

/** Whose reading a query's value becomes: one person's, or that of each whom somebody manages. */
export type QueryOf = { personId: string } | { teamOf: string };

export interface QueryView {
  id: string;
  /** Undefined where the KPI has left the role. */
  kpi: RoleKpi | undefined;
  of: QueryOf;
  query: string;
  nextAt: Date;
  failing: { error: QueryError; since: Date } | undefined;
}

/** Why a query is not taken. */
export type QueryProblem = 'no-kpi' | 'no-query' | 'too-long' | 'nobody' | 'two-of-them' | 'too-many';

/** In characters: enough for any that people write, and little enough for a URL. */
export const longestQuery = 2000;
export const mostQueries = 40;
