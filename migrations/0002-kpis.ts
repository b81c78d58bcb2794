import { type Kysely, sql } from 'kysely';

/** Readings, what they are measured against, who is asked for them when, and the systems that push or are asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...readings, ...prompts, ...systems]) await sql.raw(statement).execute(db);
}

const readings = [
  `create table readings (
    id text primary key,
    workspace_id text not null,
    person_id text not null,
    kpi_id text not null,
    measured_on text not null,
    value double precision not null,
    currency text,
    confidence integer check (confidence between 1 and 5),
    note text not null,
    source text not null check (source in ('person', 'api', 'prometheus', 'import')),
    source_id text,
    recorded_by text not null,
    recorded_at text not null,
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  'create index readings_of_person on readings (workspace_id, person_id, kpi_id, measured_on, recorded_at)',
  `create table targets (
    id text primary key,
    workspace_id text not null references workspaces (id),
    person_id text,
    kpi_id text not null,
    from_on text not null,
    target text,
    reach_by text,
    set_by text not null,
    set_at text not null
  )`,
  'create index targets_of_workspace on targets (workspace_id, person_id, kpi_id, from_on)',
];

const prompts = [
  `create table kpi_choices (
    workspace_id text not null,
    person_id text not null,
    kpi_id text not null,
    chosen_at text not null,
    primary key (workspace_id, person_id, kpi_id),
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  `create table prompts (
    workspace_id text not null,
    person_id text not null,
    due_on text not null,
    hour integer not null check (hour between 0 and 23),
    next_at text not null,
    kpi_ids text not null,
    primary key (workspace_id, person_id),
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  'create index prompts_due on prompts (next_at)',
];

const systems = [
  `create table api_tokens (
    id text primary key,
    workspace_id text not null references workspaces (id),
    name text not null,
    digest text not null unique,
    person_id text,
    kpi_id text,
    made_by text not null,
    made_at text not null,
    used_at text,
    revoked_at text
  )`,
  'create index api_tokens_of_workspace on api_tokens (workspace_id, made_at)',
  `create table api_requests (
    token_id text not null references api_tokens (id),
    workspace_id text not null,
    key text not null,
    digest text not null,
    answer text not null,
    accepted_at text not null,
    primary key (token_id, key)
  )`,
  'create index api_requests_by_age on api_requests (accepted_at)',
  `create table kpi_queries (
    id text primary key,
    workspace_id text not null references workspaces (id),
    kpi_id text not null,
    person_id text,
    team_of text,
    query text not null,
    made_by text not null,
    made_at text not null,
    next_at text not null,
    error text,
    failing_since text,
    check ((person_id is null) <> (team_of is null))
  )`,
  'create index kpi_queries_due on kpi_queries (next_at)',
  'create index kpi_queries_of_workspace on kpi_queries (workspace_id, made_at)',
];
