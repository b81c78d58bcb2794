import type { Insertable, Selectable } from 'kysely';
import { toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { zoneOrUtc } from '../calendar/time-zone.ts';
import { isPostgres } from './dialect.ts';
import type { Account, Db, Tables, Trx } from './tables.ts';

export type Person = Selectable<Tables['people']>;
export type Workspace = Selectable<Tables['workspaces']>;
export type LeaveDays = Selectable<Tables['leave']>;

export interface PersonKey {
  workspaceId: string;
  personId: string;
}

/** What Slack says of somebody. */
export interface Profile {
  timeZone: string;
  account: Account;
}

/** Monday to Friday, nobody's holidays, and all is kept, until an admin says otherwise. */
const newWorkspace = {
  ...{ workdays: '12345', country: null },
  ...{ plan_months: null, reading_months: null, note_months: null, message_months: null, audit_months: null },
};

/** Stores what Slack says of somebody, since when their account is closed too, and leaves alone what they set for themselves. */
export async function savePerson(
  db: Db,
  { workspaceId, personId }: PersonKey,
  profile: Profile & { at: Date },
): Promise<void> {
  const at = toInstant(profile.at);
  const seen = { time_zone: profile.timeZone, account: profile.account, looked_up_at: at };
  const isClosed = profile.account === 'deactivated';
  await db
    .insertInto('workspaces')
    .values({ id: workspaceId, ...newWorkspace })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('people')
    .values({ workspace_id: workspaceId, id: personId, ...newPerson, ...seen, deactivated_at: isClosed ? at : null })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'id']).doUpdateSet(({ fn, val }) => ({
        ...seen,
        deactivated_at: isClosed ? fn.coalesce('people.deactivated_at', val(at)) : null,
      })),
    )
    .execute();
}

const newPerson = { channel: null, hour: 9, workdays: null, country: null } satisfies Partial<
  Insertable<Tables['people']>
>;

export async function findPerson(db: Db, { workspaceId, personId }: PersonKey): Promise<Person | undefined> {
  const [person] = await peopleIn(db, workspaceId, [personId]);
  return person;
}

/**
 * Holds people until the transaction ends, by their ids, so that no two wait for each other: what is worked out from
 * their readings is so of all of them. SQLite has one writer anyway.
 */
export async function lockPeople(trx: Trx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (!isPostgres(trx) || ids.length === 0) return;
  await trx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

export type OwnHours = Partial<Pick<Person, 'hour' | 'workdays' | 'country'>>;

export async function updatePerson(db: Db, { workspaceId, personId }: PersonKey, change: OwnHours): Promise<void> {
  await db
    .updateTable('people')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

/** A workspace that nobody set anything for is like any new one. */
export async function getWorkspace(db: Db, workspaceId: string): Promise<Workspace> {
  const found = await db.selectFrom('workspaces').selectAll().where('id', '=', workspaceId).executeTakeFirst();
  return found ?? { id: workspaceId, ...newWorkspace };
}

export async function updateWorkspace(
  db: Db,
  { id, ...change }: Pick<Workspace, 'id'> & Partial<Workspace>,
): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ id, ...newWorkspace, ...change })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute();
}

/** The countries and regions whose holidays whole workspaces go by. */
export async function workspaceCountries(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('workspaces')
    .select('country')
    .distinct()
    .where('country', 'is not', null)
    .execute();
  return rows.flatMap(({ country }) => country ?? []);
}

export async function peopleIn(db: Db, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  const people = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
  // stored on another machine perhaps, which knew more zones
  return people.map((person) => ({ ...person, time_zone: zoneOrUtc(person.time_zone) }));
}

/** Leave of some people that is not over on that day (index `leave_of_person`), the soonest first. */
export async function leaveOf(
  db: Db,
  { workspaceId, ids }: { workspaceId: string; ids: readonly string[] },
  day: LocalDate,
): Promise<LeaveDays[]> {
  return db
    .selectFrom('leave')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .where('to_on', '>=', day)
    .orderBy('from_on')
    .execute();
}

export async function insertLeave(db: Db, leave: LeaveDays): Promise<void> {
  await db.insertInto('leave').values(leave).execute();
}

/** Whether there was such leave. */
export async function deleteLeave(db: Db, { workspaceId, personId }: PersonKey, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('leave')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export interface OwnHoliday {
  on: LocalDate;
  name: string;
}

export async function ownHolidays(db: Db, workspaceId: string): Promise<OwnHoliday[]> {
  const rows = await db
    .selectFrom('holidays')
    .select(['holiday_on', 'name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('holiday_on')
    .execute();
  return rows.map(({ holiday_on, name }) => ({ on: holiday_on, name }));
}

export async function replaceOwnHolidays(db: Db, workspaceId: string, holidays: OwnHoliday[]): Promise<void> {
  await db.deleteFrom('holidays').where('workspace_id', '=', workspaceId).execute();
  if (holidays.length === 0) return;
  await db
    .insertInto('holidays')
    .values(holidays.map(({ on, name }) => ({ workspace_id: workspaceId, holiday_on: on, name })))
    .execute();
}
