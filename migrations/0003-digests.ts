import { type Kysely, sql } from 'kysely';

/** When managers get their weekly digest, and what they have discussed of it. Whoever is a manager already gets one, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...digests, ...managers]) await sql.raw(statement).execute(db);
}

const digests = [
  `create table digests (
    workspace_id text not null,
    manager_id text not null,
    weekday integer not null check (weekday between 1 and 7),
    hour integer not null check (hour between 0 and 23),
    is_on integer not null check (is_on in (0, 1)),
    empty_weeks text not null check (empty_weeks in ('line', 'skip')),
    muted text not null,
    due_on text,
    next_at text,
    since_at text not null,
    last_on text,
    last_at text,
    primary key (workspace_id, manager_id)
  )`,
  'create index digests_due on digests (next_at) where next_at is not null',
  `create table digest_discussed (
    workspace_id text not null,
    manager_id text not null,
    person_id text not null,
    discussed_at text not null,
    primary key (workspace_id, manager_id, person_id)
  )`,
];

// due at once, on no day yet: the first look works out when
const managers = [
  `insert into digests (workspace_id, manager_id, weekday, hour, is_on, empty_weeks, muted, next_at, since_at)
    select distinct workspace_id, manager_id, 1, 9, 1, 'line', '[]', '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'
    from plans where manager_id is not null and state <> 'ended'`,
];
