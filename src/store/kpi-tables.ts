import type { Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';

/** KPIs, column by column; the rest is in `tables.ts`. */
export interface KpiTables {
  readings: ReadingRow;
  targets: TargetRow;
  kpi_choices: KpiChoiceRow;
  prompts: PromptRow;
  api_tokens: ApiTokenRow;
  api_requests: ApiRequestRow;
  kpi_queries: KpiQueryRow;
}

/** Where a reading came from. */
export type ReadingSource = 'person' | 'api' | 'prometheus' | 'import';

/** One dated value of a KPI for one person. Several of one day are all kept: the one recorded last counts. */
interface ReadingRow {
  id: string;
  workspace_id: string;
  person_id: string;
  kpi_id: string;
  /** The person's own day. */
  measured_on: LocalDate;
  /** In the unit of the KPI. */
  value: number;
  /** As it was written, `€` or `USD`; null where the KPI is no money, or none was named. */
  currency: string | null;
  /** 1–5. */
  confidence: number | null;
  note: string;
  source: ReadingSource;
  /** The token, the query or the import that it came by. */
  source_id: string | null;
  recorded_by: string;
  recorded_at: Instant;
}

/** What a KPI is measured against from a day on, in place of what the role says; the latest of a day counts. */
interface TargetRow {
  id: string;
  workspace_id: string;
  /** Null: for everybody in the workspace. */
  person_id: string | null;
  kpi_id: string;
  from_on: LocalDate;
  /** JSON in the shape of the role file; null: what holds without this. */
  target: string | null;
  /** Until when it is to be reached. */
  reach_by: LocalDate | null;
  set_by: string;
  set_at: Instant;
}

/** The KPIs that somebody keeps. */
interface KpiChoiceRow {
  workspace_id: string;
  person_id: string;
  kpi_id: string;
  chosen_at: Instant;
}

/** When somebody is asked for readings next; one row for each person who keeps KPIs. */
interface PromptRow {
  workspace_id: string;
  person_id: string;
  /** The day that it is for; the next is worked out from it. */
  due_on: LocalDate;
  /** The person's own, which their zone makes `next_at` of. */
  hour: number;
  next_at: Instant;
  /** JSON: the KPIs that are asked for then: those whose day it is, and those that were put off until it. */
  kpi_ids: string;
}

/** What systems push readings with. Only a digest of the token is kept. */
interface ApiTokenRow {
  id: string;
  workspace_id: string;
  name: string;
  /** SHA-256, hex. */
  digest: string;
  /** Null: for anybody in the workspace. */
  person_id: string | null;
  /** Null: for any KPI. */
  kpi_id: string | null;
  made_by: string;
  made_at: Instant;
  used_at: Instant | null;
  revoked_at: Instant | null;
}

/** Pushed requests by their `Idempotency-Key`: one that comes again gets the same answer and stores nothing. */
interface ApiRequestRow {
  token_id: string;
  workspace_id: string;
  key: string;
  /** SHA-256 of the body, hex: the same key with another body is refused. */
  digest: string;
  /** JSON: what was answered. */
  answer: string;
  accepted_at: Instant;
}

/** What is asked of Prometheus at the KPI's cadence. */
interface KpiQueryRow {
  id: string;
  workspace_id: string;
  kpi_id: string;
  /** Whose reading it becomes: one person's, or that of everybody whose manager somebody is. Exactly one is set. */
  person_id: string | null;
  team_of: string | null;
  query: string;
  made_by: string;
  made_at: Instant;
  next_at: Instant;
  /** Why it fails, and since when; null while it does not. */
  error: string | null;
  failing_since: Instant | null;
}
