import { type Kysely, sql } from 'kysely';

/**
 * Who reports to whom, beyond a plan; what managers note for their one-to-ones; how long things are kept. Whoever is a
 * manager in somebody's latest plan is who they report to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...lines, ...notes, ...discussed, ...kept]) await sql.raw(statement).execute(db);
  await moveMuted(db);
  await weeksOfDigests(db);
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
  // when a plan was paused last and when it went on, for the digest: of a pause the day alone was known
  'alter table plans add column paused_at text',
  'alter table plans add column resumed_at text',
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
  'create index discussed_points_of_person on discussed_points (workspace_id, person_id)',
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
  `create index deliveries_of_news on deliveries (workspace_id, settled_at)
    where kind in ('line-doubt', 'line-news', 'plan-news', 'reminder-asked')`,
  // for what is exported and erased of one person
  'create index plans_of_former_manager on plans (former_manager_id, workspace_id) where former_manager_id is not null',
  'create index private_notes_of_person on private_notes (person_id, workspace_id)',
  'create index drafts_of_person on drafts (person_id, workspace_id)',
  'create index api_tokens_of_person on api_tokens (person_id, workspace_id)',
  'create index kpi_queries_of_person on kpi_queries (person_id, workspace_id)',
  'create index kpi_queries_of_team on kpi_queries (team_of, workspace_id)',
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
  await sql`create index digest_muted_of_person on digest_muted (workspace_id, person_id)`.execute(db);
  const rows = await db.selectFrom('digests').selectAll().where('muted', '<>', '[]').execute();
  for (const { workspace_id, manager_id, muted } of rows) {
    const ids = [...new Set([JSON.parse(muted)].flat().map(String))];
    const values = ids.map((person_id) => ({ workspace_id, manager_id, person_id }));
    if (values.length > 0) await db.insertInto('digest_muted').values(values).execute();
  }
  await sql`alter table digests drop column muted`.execute(db);
}

interface DigestDays extends Row {
  weekday: number;
  due_on: string | null;
  last_on: string | null;
}

/** Digests are told apart by the Monday of their week, no longer by their day. */
async function weeksOfDigests(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<{ digests: DigestDays & Record<'owed_from' | 'last_week', string | null> }>();
  await sql`alter table digests add column owed_from text`.execute(db);
  await sql`alter table digests add column last_week text`.execute(db);
  for (const row of await db.selectFrom('digests').selectAll().execute()) {
    const { workspace_id, manager_id, last_on } = row;
    const weeks = weeksOf(row);
    const own = db.updateTable('digests').set(weeks).where('workspace_id', '=', workspace_id);
    await own.where('manager_id', '=', manager_id).execute();
    // what has not gone out yet is found by its key, and no other week may have it
    const [before, after] = [last_on, weeks.last_week].map((day) => `digest:${manager_id}:${day}`);
    if (before === after) continue;
    await sql`update deliveries set key = ${after} where workspace_id = ${workspace_id} and key = ${before}
      and not exists (select 1 from deliveries other where other.workspace_id = ${workspace_id}
        and other.key = ${after})`.execute(db);
  }
  await sql`alter table digests drop column due_on`.execute(db);
  await sql`alter table digests drop column last_on`.execute(db);
}

/** A day off may have moved a digest into the week after its own. */
function weeksOf({ weekday, due_on, last_on }: DigestDays): { last_week: string | null; owed_from: string | null } {
  if (last_on === null)
    return { last_week: null, owed_from: due_on && weekBefore(due_on, { isMoved: weekdayOf(due_on) < weekday }) };
  const isMoved = due_on !== null && mondayOf(due_on) === mondayOf(last_on);
  const last = weekBefore(last_on, { isMoved });
  return { last_week: last, owed_from: due_on && addDays(last, 7) };
}

const weekBefore = (day: string, { isMoved }: { isMoved: boolean }): string => addDays(mondayOf(day), isMoved ? -7 : 0);

/** 1 is Monday. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
