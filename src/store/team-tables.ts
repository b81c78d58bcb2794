import type { Instant } from '../calendar/instant.ts';

/** Who reports to whom, and what managers note about them, column by column; the rest is in `tables.ts`. */
export interface TeamTables {
  reporting_lines: ReportingLineRow;
  one_to_one_notes: OneToOneNoteRow;
}

/** Somebody's manager: whoever became that in a plan last, or whom an admin has set; it outlives the plan. */
interface ReportingLineRow {
  workspace_id: string;
  person_id: string;
  manager_id: string;
  /** What was recorded since then is the manager's to see. */
  since_at: Instant;
}

/** What a manager wants to talk about with somebody: for themself, or for that person to read, too. */
interface OneToOneNoteRow {
  id: string;
  workspace_id: string;
  manager_id: string;
  person_id: string;
  note: string;
  is_shared: number;
  /** The digest's point that it was shared from, as `discussed_points` names it; null: typed. */
  point: string | null;
  written_at: Instant;
  /** Null: it is still to be talked about. */
  discussed_at: Instant | null;
}
