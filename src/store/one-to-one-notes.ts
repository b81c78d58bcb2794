import type { Selectable } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import type { Db, Tables } from './tables.ts';

/** What a manager wants to talk about with somebody. */
export type OneToOneNote = Selectable<Tables['one_to_one_notes']>;

/** All that one manager noted. */
const notesBy = (db: Db, { workspaceId, personId }: PersonKey) =>
  db.selectFrom('one_to_one_notes').where('workspace_id', '=', workspaceId).where('manager_id', '=', personId);

export async function insertNote(db: Db, note: OneToOneNote): Promise<void> {
  await db.insertInto('one_to_one_notes').values(note).execute();
}

/** How many of a manager's notes are still to be talked about, by person (index `one_to_one_notes_open`). */
export async function openNotesBy(db: Db, manager: PersonKey): Promise<ReadonlyMap<string, number>> {
  const rows = await notesBy(db, manager)
    .select(['person_id', ({ fn }) => fn.countAll<number>().as('notes')])
    .where('discussed_at', 'is', null)
    .groupBy('person_id')
    .execute();
  return new Map(rows.map(({ person_id, notes }) => [person_id, Number(notes)]));
}

/** The points that a manager has shared and not talked about yet, with whom (index `one_to_one_notes_open`). */
export async function openPointsBy(db: Db, manager: PersonKey): Promise<Pick<OneToOneNote, 'person_id' | 'point'>[]> {
  return notesBy(db, manager)
    .select(['person_id', 'point'])
    .where('discussed_at', 'is', null)
    .where('point', 'is not', null)
    .execute();
}

/** What a manager noted about somebody, the newest first (index `one_to_one_notes_of_manager`). */
export async function notesAbout(
  db: Db,
  manager: PersonKey,
  { aboutId, limit }: { aboutId: string; limit: number },
): Promise<OneToOneNote[]> {
  return notesBy(db, manager)
    .selectAll()
    .where('person_id', '=', aboutId)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What a manager still wants to talk about with somebody, the oldest first (index `one_to_one_notes_open`, or of either). */
export async function openNotesAbout(db: Db, manager: PersonKey, aboutId: string): Promise<OneToOneNote[]> {
  return notesBy(db, manager)
    .selectAll()
    .where('person_id', '=', aboutId)
    .where('discussed_at', 'is', null)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
}

/** A manager's own note (the table's primary key). */
export async function findNote(db: Db, manager: PersonKey, id: string): Promise<OneToOneNote | undefined> {
  return notesBy(db, manager).selectAll().where('id', '=', id).executeTakeFirst();
}

/** All that a manager noted about somebody is talked about (index `one_to_one_notes_open`). */
export async function closeNotes(
  db: Db,
  { workspaceId, personId }: PersonKey,
  { aboutId, writtenUntil, at }: { aboutId: string; writtenUntil: Instant; at: Instant },
): Promise<void> {
  await db
    .updateTable('one_to_one_notes')
    .set({ discussed_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .where('person_id', '=', aboutId)
    .where('discussed_at', 'is', null)
    .where('written_at', '<=', writtenUntil)
    .execute();
}

/** What managers share with somebody and have not talked about yet, the oldest first. */
export const notesSharedWith = (db: Db, key: PersonKey): Promise<OneToOneNote[]> =>
  sharedWith(db, key).where('discussed_at', 'is', null).execute();

/** The same, talked about or not. */
export const allNotesSharedWith = (db: Db, key: PersonKey): Promise<OneToOneNote[]> => sharedWith(db, key).execute();

/** By the index `one_to_one_notes_of_person`. */
const sharedWith = (db: Db, { workspaceId, personId }: PersonKey) =>
  db
    .selectFrom('one_to_one_notes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('is_shared', '=', 1)
    .orderBy('written_at')
    .orderBy('id');

/** Changes a manager's own note. @returns whether there is such a note */
export async function updateNote(
  db: Db,
  { workspaceId, personId }: PersonKey,
  { id, ...change }: { id: string; is_shared?: number; note?: string; discussed_at?: Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('one_to_one_notes')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes a manager's own note. */
export async function deleteNote(db: Db, { workspaceId, personId }: PersonKey, id: string): Promise<void> {
  await db
    .deleteFrom('one_to_one_notes')
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .where('id', '=', id)
    .execute();
}
