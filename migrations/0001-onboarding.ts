import { type Kysely, sql } from 'kysely';

/**
 * People, their plans and check-ins, and the outbox. The SQL is what SQLite and PostgreSQL share: instants and days
 * are text in one fixed form, which sorts as time does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...people, ...plans, ...answers, ...outbox, ...logs]) await sql.raw(statement).execute(db);
}

const people = [
  `create table workspaces (
    id text primary key,
    workdays text not null,
    country text
  )`,
  `create table people (
    workspace_id text not null references workspaces (id),
    id text not null,
    time_zone text not null,
    account text not null check (account in ('member', 'guest', 'deactivated', 'bot')),
    channel text,
    hour integer not null check (hour between 0 and 23),
    workdays text,
    country text,
    looked_up_at text not null,
    primary key (workspace_id, id)
  )`,
  'create index people_by_look_up on people (looked_up_at)',
  `create table leave (
    id text primary key,
    workspace_id text not null,
    person_id text not null,
    from_on text not null,
    to_on text not null check (to_on >= from_on),
    set_by text not null,
    set_at text not null,
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  'create index leave_of_person on leave (workspace_id, person_id, to_on)',
  `create table holidays (
    workspace_id text not null references workspaces (id),
    holiday_on text not null,
    name text not null,
    primary key (workspace_id, holiday_on)
  )`,
];

const plans = [
  `create table plans (
    id text primary key,
    workspace_id text not null,
    person_id text not null,
    manager_id text,
    manager_since text,
    role_id text not null,
    starts_on text not null,
    shifted_days integer not null,
    milestones text not null,
    state text not null check (state in ('running', 'paused', 'ended')),
    paused_on text,
    paused_until text,
    next_at text,
    attention text,
    attention_since text,
    attention_error text,
    attention_told_at text,
    created_by text not null,
    created_at text not null,
    ended_at text,
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  // one plan at a time: a race between two managers has one winner
  `create unique index plans_running on plans (workspace_id, person_id) where state <> 'ended'`,
  'create index plans_of_person on plans (workspace_id, person_id)',
  'create index plans_of_manager on plans (workspace_id, manager_id)',
  'create index plans_due on plans (next_at) where next_at is not null',
  'create index plans_untold on plans (attention_since, id) where attention is not null and attention_told_at is null',
  `create table checkins (
    id text primary key,
    workspace_id text not null,
    plan_id text not null references plans (id) on delete cascade,
    milestone text not null,
    falls_on text not null,
    due_on text not null,
    state text not null check (state in ('planned', 'asked', 'snoozed', 'answered', 'missed', 'offered')),
    next_step text check (next_step in ('heads-up', 'ask', 'remind-1', 'remind-2', 'miss')),
    next_at text,
    asked_at text,
    snoozed_until text,
    answered_at text,
    version integer not null,
    answered_goals text,
    check (next_step is not null or next_at is null),
    unique (plan_id, milestone)
  )`,
  'create index checkins_due on checkins (next_at) where next_at is not null',
  `create table goals (
    workspace_id text not null,
    plan_id text not null references plans (id) on delete cascade,
    goal_id text not null,
    milestone text not null,
    title text not null,
    state text not null check (state in ('not_started', 'in_progress', 'blocked', 'done', 'dropped')),
    evidence text not null,
    evidence_at text not null,
    changed_at text not null,
    changed_by text not null,
    version integer not null,
    primary key (plan_id, goal_id)
  )`,
  `create table goal_changes (
    id text primary key,
    workspace_id text not null,
    plan_id text not null references plans (id) on delete cascade,
    goal_id text not null,
    milestone text not null,
    title text not null,
    state text not null,
    evidence text not null,
    changed_at text not null,
    changed_by text not null
  )`,
  'create index goal_changes_of_plan on goal_changes (plan_id, changed_at)',
];

const answers = [
  `create table answers (
    id text primary key,
    workspace_id text not null,
    checkin_id text not null references checkins (id) on delete cascade,
    version integer not null,
    saved_at text not null,
    saved_by text not null,
    went_well text not null,
    blocker_kind text,
    blocker text not null,
    help text not null,
    help_from text,
    confidence integer check (confidence between 1 and 5),
    unique (checkin_id, version)
  )`,
  `create table private_notes (
    workspace_id text not null,
    checkin_id text primary key references checkins (id) on delete cascade,
    person_id text not null,
    note text not null,
    saved_at text not null
  )`,
  `create table drafts (
    workspace_id text not null,
    person_id text not null,
    checkin_id text not null references checkins (id) on delete cascade,
    content text not null,
    typed_at text not null,
    primary key (checkin_id, person_id)
  )`,
];

const outbox = [
  `create table deliveries (
    id text primary key,
    workspace_id text not null,
    key text not null,
    kind text not null,
    priority integer not null,
    recipient_id text not null,
    plan_id text references plans (id) on delete cascade,
    checkin_id text references checkins (id) on delete cascade,
    details text not null,
    timing text not null check (timing in ('at-once', 'working-hours')),
    due_at text not null,
    state text not null check (state in ('waiting', 'claimed', 'sent', 'failed', 'unknown', 'dropped')),
    owner text,
    lease_until text,
    attempts integer not null,
    channel text,
    ts text,
    error text,
    created_at text not null,
    settled_at text,
    unique (workspace_id, key)
  )`,
  `create index deliveries_due on deliveries (priority, due_at) where state = 'waiting'`,
  `create index deliveries_leased on deliveries (lease_until) where lease_until is not null`,
  `create index deliveries_stuck on deliveries (state) where state in ('failed', 'unknown')`,
  'create index deliveries_of_checkin on deliveries (checkin_id) where checkin_id is not null',
  'create index deliveries_of_plan on deliveries (plan_id) where plan_id is not null',
];

const logs = [
  `create table accepted_requests (
    workspace_id text not null,
    key text not null,
    accepted_at text not null,
    primary key (workspace_id, key)
  )`,
  'create index accepted_requests_by_age on accepted_requests (accepted_at)',
  `create table audit_log (
    id text primary key,
    workspace_id text not null,
    at text not null,
    by_id text not null,
    action text not null,
    about_id text,
    details text not null
  )`,
  'create index audit_log_by_time on audit_log (workspace_id, at, id)',
  'create index audit_log_about on audit_log (workspace_id, about_id, at) where about_id is not null',
];
