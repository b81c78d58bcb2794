import { type Kysely, sql } from 'kysely';

/**
 * Who reports to whom, beyond a plan; what managers note for their one-to-ones; how long things are kept. Whoever is a
 * manager in somebody's latest plan is who they report to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...lines, ...notes, ...discussed, ...kept]) await sql.raw(statement).execute(db);
  await moveMuted(db);
}

const lines = [
  `create table reporting_lines (
    workspace_id text not null,
    person_id text not null,
    manager_id text not null,
    since_at text not null,
    primary key (workspace_id, person_id),
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  // who they reported to when the plan began: a plan that is taken back puts that back
  'alter table plans add column former_manager_id text',
  'alter table plans add column former_since text',
  'create index reporting_lines_of_manager on reporting_lines (workspace_id, manager_id)',
  `insert into reporting_lines (workspace_id, person_id, manager_id, since_at)
    select workspace_id, person_id, manager_id, manager_since from plans
    where manager_id is not null and manager_since is not null and not exists (
      select 1 from plans later where later.workspace_id = plans.workspace_id and later.person_id = plans.person_id
        and (later.created_at > plans.created_at or (later.created_at = plans.created_at and later.id > plans.id)))`,
  // due at once, on no day yet: the first look works out when
  `insert into digests (workspace_id, manager_id, weekday, hour, is_on, empty_weeks, muted, next_at, since_at)
    select distinct workspace_id, manager_id, 1, 9, 1, 'line', '[]', '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'
    from reporting_lines where true
    on conflict do nothing`,
];

const notes = [
  `create table one_to_one_notes (
    id text primary key,
    workspace_id text not null,
    manager_id text not null,
    person_id text not null,
    note text not null,
    is_shared integer not null check (is_shared in (0, 1)),
    point text,
    written_at text not null,
    discussed_at text,
    foreign key (workspace_id, person_id) references people (workspace_id, id)
  )`,
  'create index one_to_one_notes_of_manager on one_to_one_notes (workspace_id, manager_id, person_id, written_at)',
  'create index one_to_one_notes_of_person on one_to_one_notes (workspace_id, person_id, written_at)',
  'create index one_to_one_notes_open on one_to_one_notes (workspace_id, manager_id, person_id) where discussed_at is null',
];

// what was discussed of somebody as a whole comes up once more: of which points is not known
const discussed = [
  `create table discussed_points (
    workspace_id text not null,
    manager_id text not null,
    person_id text not null,
    point text not null,
    discussed_at text not null,
    primary key (workspace_id, manager_id, person_id, point)
  )`,
  'create index discussed_points_of_person on discussed_points (person_id)',
  'drop table digest_discussed',
];

const kept = [
  'alter table people add column deactivated_at text',
  `update people set deactivated_at = looked_up_at where account = 'deactivated'`,
  'create index people_deactivated on people (deactivated_at) where deactivated_at is not null',
  'alter table workspaces add column plan_months integer check (plan_months > 0)',
  'alter table workspaces add column reading_months integer check (reading_months > 0)',
  'alter table workspaces add column note_months integer check (note_months > 0)',
  'alter table workspaces add column message_months integer check (message_months > 0)',
  'alter table workspaces add column audit_months integer check (audit_months > 0)',
  // without the workspace before them: SQLite would take such an index for queries that another fits better
  'create index plans_ended on plans (ended_at) where ended_at is not null',
  'create index readings_by_age on readings (recorded_at)',
  'create index one_to_one_notes_by_age on one_to_one_notes (written_at)',
  'create index deliveries_settled on deliveries (settled_at) where settled_at is not null',
  'create index deliveries_of_recipient on deliveries (recipient_id)',
];

interface Row {
  workspace_id: string;
  manager_id: string;
}

/** Whom a manager leaves out was a list in one column, in which nobody's rows could be found. */
async function moveMuted(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<{ digests: Row & { muted: string }; digest_muted: Row & { person_id: string } }>();
  await sql`create table digest_muted (
    workspace_id text not null,
    manager_id text not null,
    person_id text not null,
    primary key (workspace_id, manager_id, person_id)
  )`.execute(db);
  await sql`create index digest_muted_of_person on digest_muted (person_id)`.execute(db);
  const rows = await db.selectFrom('digests').selectAll().where('muted', '<>', '[]').execute();
  for (const { workspace_id, manager_id, muted } of rows) {
    const ids = [...new Set([JSON.parse(muted)].flat().map(String))];
    const values = ids.map((person_id) => ({ workspace_id, manager_id, person_id }));
    if (values.length > 0) await db.insertInto('digest_muted').values(values).execute();
  }
  await sql`alter table digests drop column muted`.execute(db);
}
