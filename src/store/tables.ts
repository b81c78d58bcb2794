import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import type { DigestTables } from './digest-tables.ts';
import type { KpiTables } from './kpi-tables.ts';
import type { TeamTables } from './team-tables.ts';

/**
 * The tables, column by column; those of the KPIs are in `kpi-tables.ts`, of the digests in `digest-tables.ts`, of teams in `team-tables.ts`. Whatever holds personal data is listed in `personal-data.ts`, too.
 * Flags are 0 or 1, lists are JSON; both databases keep them alike.
 */
export interface Tables extends KpiTables, DigestTables, TeamTables {
  workspaces: WorkspaceRow;
  people: PersonRow;
  leave: LeaveRow;
  holidays: HolidayRow;
  plans: PlanRow;
  checkins: CheckinRow;
  goals: GoalRow;
  goal_changes: GoalChangeRow;
  answers: AnswerRow;
  private_notes: PrivateNoteRow;
  drafts: DraftRow;
  deliveries: DeliveryRow;
  accepted_requests: AcceptedRequestRow;
  audit_log: AuditRow;
}

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

interface WorkspaceRow {
  id: string;
  /** The weekdays that are worked, `12345`: 1 is Monday. */
  workdays: string;
  /** Whose public holidays are days off, `DE` or `DE-BY`; null is nobody's. */
  country: string | null;
  /** How long things are kept, in months; null: as long as the workspace has the bot. A plan counts from its end. */
  plan_months: number | null;
  reading_months: number | null;
  note_months: number | null;
  message_months: number | null;
  audit_months: number | null;
}

/** What Slack says of a person, and what they set for themselves; null there is what the workspace has. */
interface PersonRow {
  workspace_id: string;
  id: string;
  time_zone: string;
  account: Account;
  /** The direct message with the bot, once it was opened. */
  channel: string | null;
  /** The hour that they are asked at, 0–23. */
  hour: number;
  workdays: string | null;
  /** `none` is a person without public holidays. */
  country: string | null;
  looked_up_at: Instant;
  /** Since when the account is closed, as far as it was noticed; null: it is not. */
  deactivated_at: Instant | null;
}

export type Account = 'member' | 'guest' | 'deactivated' | 'bot';

/** Days away, both ends included. */
interface LeaveRow {
  id: string;
  workspace_id: string;
  person_id: string;
  from_on: LocalDate;
  to_on: LocalDate;
  set_by: string;
  set_at: Instant;
}

/** The workspace's own list, beside those of its country. */
interface HolidayRow {
  workspace_id: string;
  holiday_on: LocalDate;
  name: string;
}

export type PlanState = 'running' | 'paused' | 'ended';

interface PlanRow {
  id: string;
  workspace_id: string;
  person_id: string;
  /** Null where nobody is: the manager declined, or the person said that it is somebody else. */
  manager_id: string | null;
  /** What was recorded since then is the manager's to see. */
  manager_since: Instant | null;
  /** Who they reported to when it began, and what that one saw: a plan that is taken back puts it back. */
  former_manager_id: string | null;
  former_since: Instant | null;
  role_id: string;
  starts_on: LocalDate;
  /** By how many days pauses have moved what was still to come. */
  shifted_days: number;
  /** JSON: which milestones are asked about. */
  milestones: string;
  state: PlanState;
  paused_on: LocalDate | null;
  paused_until: LocalDate | null;
  /** When it was paused last, or the end of that changed, and when it went on. */
  paused_at: Instant | null;
  resumed_at: Instant | null;
  /** When a pause ends by itself. */
  next_at: Instant | null;
  /** Why somebody has to look after it, null where nobody has. */
  attention: Attention | null;
  attention_since: Instant | null;
  /** Slack's own word for what went wrong. */
  attention_error: string | null;
  attention_told_at: Instant | null;
  created_by: string;
  created_at: Instant;
  ended_at: Instant | null;
}

export type Attention =
  | 'no-manager'
  | 'wrong-manager'
  | 'manager-declined'
  | 'manager-deactivated'
  | 'manager-guest'
  | 'manager-unreachable'
  | 'person-deactivated'
  | 'person-guest'
  | 'person-unreachable'
  | 'message-refused';

export type CheckinState = 'planned' | 'asked' | 'snoozed' | 'answered' | 'missed' | 'offered';
export type CheckinStep = 'heads-up' | 'ask' | 'remind-1' | 'remind-2' | 'miss';

interface CheckinRow {
  id: string;
  workspace_id: string;
  plan_id: string;
  milestone: Milestone;
  /** The milestone's day, counted from the start, and the working day that it is asked on. */
  falls_on: LocalDate;
  due_on: LocalDate;
  state: CheckinState;
  next_step: CheckinStep | null;
  next_at: Instant | null;
  /** When it was asked about first, and last (after a snooze). */
  asked_at: Instant | null;
  /** When the person wants to be asked again; a pause keeps it. */
  snoozed_until: Instant | null;
  answered_at: Instant | null;
  /** Raised by each answer: what a form was made from. */
  version: number;
  /** JSON of the goals' ids that were answered, in their order; null before. */
  answered_goals: string | null;
}

export type GoalState = 'not_started' | 'in_progress' | 'blocked' | 'done' | 'dropped';

/** A goal whose state was ever set; one that is not here is not started. */
interface GoalRow {
  workspace_id: string;
  plan_id: string;
  goal_id: string;
  milestone: Milestone;
  /** As the role called it then: it may have left the role since. */
  title: string;
  state: GoalState;
  evidence: string;
  /** When that was written: a new manager sees no older note, though the state be newer. */
  evidence_at: Instant;
  changed_at: Instant;
  changed_by: string;
  version: number;
}

interface GoalChangeRow {
  id: string;
  workspace_id: string;
  plan_id: string;
  goal_id: string;
  milestone: Milestone;
  title: string;
  state: GoalState;
  evidence: string;
  changed_at: Instant;
  changed_by: string;
}

/** What was answered, each edit a row of its own: the latest version counts. */
interface AnswerRow {
  id: string;
  workspace_id: string;
  checkin_id: string;
  version: number;
  saved_at: Instant;
  saved_by: string;
  went_well: string;
  blocker_kind: string | null;
  blocker: string;
  help: string;
  help_from: string | null;
  /** 1–5. */
  confidence: number | null;
}

/** 'Only for me': read for nobody but the person, in no export of anybody else's. */
interface PrivateNoteRow {
  workspace_id: string;
  checkin_id: string;
  person_id: string;
  note: string;
  saved_at: Instant;
}

/** What was typed and not sent yet. */
interface DraftRow {
  workspace_id: string;
  person_id: string;
  checkin_id: string;
  /** JSON, as the form has it. */
  content: string;
  /** Slack's time of the press: presses may arrive in another order. */
  typed_at: string;
}

export type DeliveryState = 'waiting' | 'claimed' | 'sent' | 'failed' | 'unknown' | 'dropped';
export type Timing = 'at-once' | 'working-hours';

interface DeliveryRow {
  id: string;
  workspace_id: string;
  /** Unique in the workspace: `checkin:CHECKIN:ask`. */
  key: string;
  kind: string;
  /** 0 goes first: 0 the consequence of what somebody did, 1 check-ins, 2 reminders, 3 digests. */
  priority: number;
  /** The person who gets it. */
  recipient_id: string;
  plan_id: string | null;
  checkin_id: string | null;
  /** JSON: what else it is rendered from. */
  details: string;
  timing: Timing;
  due_at: Instant;
  state: DeliveryState;
  /** One for each claim: whoever has another may not settle it. */
  owner: string | null;
  lease_until: Instant | null;
  attempts: number;
  /** Where Slack has it. */
  channel: string | null;
  ts: string | null;
  error: string | null;
  created_at: Instant;
  settled_at: Instant | null;
}

/** Requests of Slack's that changed something: one that comes again changes nothing. */
interface AcceptedRequestRow {
  workspace_id: string;
  /** `event:Ev…`, or `view:V…` with a digest of its values. */
  key: string;
  accepted_at: Instant;
}

/** Who did what to whose data, without the content. */
interface AuditRow {
  id: string;
  workspace_id: string;
  at: Instant;
  by_id: string;
  action: string;
  about_id: string | null;
  /** JSON: ids and settings, never what somebody wrote. */
  details: string;
}
