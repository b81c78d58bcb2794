import type { Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';

/** The managers' digests, column by column; the rest is in `tables.ts`. */
export interface DigestTables {
  digests: DigestRow;
  digest_muted: MutedRow;
  discussed_points: DiscussedRow;
}

/** A manager's week without news: a line says so, or there is no message. */
export type EmptyWeeks = 'line' | 'skip';

/** When a manager gets the next one; one row for each who has or had somebody to look after. */
interface DigestRow {
  workspace_id: string;
  manager_id: string;
  /** 1 is Monday. */
  weekday: number;
  /** The manager's own, which their zone makes `next_at` of. */
  hour: number;
  is_on: number;
  empty_weeks: EmptyWeeks;
  /** The Monday of the first week whose digest is made up for where its moment has passed; null: not worked out yet. */
  owed_from: LocalDate | null;
  /** Null: it is off, or nobody reports to them. */
  next_at: Instant | null;
  /** What the last one that was planned tells changes since; before there is one, what the first will. */
  since_at: Instant;
  /** The Monday of the week of the last one that was planned, and when it was: what changed since then is for the next. */
  last_week: LocalDate | null;
  last_at: Instant | null;
}

/** Somebody whom a manager leaves out. */
interface MutedRow {
  workspace_id: string;
  manager_id: string;
  person_id: string;
}

/** What is older has been talked about: it is left out until something new happens. */
interface DiscussedRow {
  workspace_id: string;
  manager_id: string;
  person_id: string;
  /** Which one, as `pointKey` names it; `*`: all there was. */
  point: string;
  discussed_at: Instant;
}
