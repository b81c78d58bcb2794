import type { Selectable } from 'kysely';
import type { Db, Tables } from './tables.ts';

export type SavedAnswer = Selectable<Tables['answers']>;

interface CheckinKey {
  workspace_id: string;
  id: string;
}

export async function insertAnswer(db: Db, answer: SavedAnswer): Promise<void> {
  await db.insertInto('answers').values(answer).execute();
}

/** The answer that counts: the latest. */
export async function findAnswer(db: Db, { workspace_id, id }: CheckinKey): Promise<SavedAnswer | undefined> {
  return db
    .selectFrom('answers')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('checkin_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What counted before that moment. */
export async function findAnswerBefore(
  db: Db,
  { workspace_id, id }: CheckinKey,
  moment: string,
): Promise<SavedAnswer | undefined> {
  return db
    .selectFrom('answers')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('checkin_id', '=', id)
    .where('saved_at', '<', moment)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface PrivateNote {
  personId: string;
  note: string;
  savedAt: string;
}

/** Nobody but the person who wrote it is ever given it. */
export async function findPrivateNote(db: Db, { workspace_id, id }: CheckinKey, personId: string): Promise<string> {
  const found = await db
    .selectFrom('private_notes')
    .select('note')
    .where('workspace_id', '=', workspace_id)
    .where('checkin_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return found?.note ?? '';
}

/** An empty one is none. */
export async function savePrivateNote(db: Db, { workspace_id, id }: CheckinKey, note: PrivateNote): Promise<void> {
  if (note.note === '') {
    await db
      .deleteFrom('private_notes')
      .where('workspace_id', '=', workspace_id)
      .where('checkin_id', '=', id)
      .execute();
    return;
  }
  const row = { note: note.note, saved_at: note.savedAt };
  await db
    .insertInto('private_notes')
    .values({ workspace_id, checkin_id: id, person_id: note.personId, ...row })
    .onConflict((conflict) => conflict.column('checkin_id').doUpdateSet(row))
    .execute();
}

export interface Draft {
  personId: string;
  /** JSON. */
  content: string;
  /** Slack's time of the press that brought it. */
  typedAt: string;
}

/** Presses may arrive in another order than they were made in: the latest stays. */
export async function saveDraft(db: Db, { workspace_id, id }: CheckinKey, draft: Draft): Promise<void> {
  const row = { content: draft.content, typed_at: draft.typedAt };
  await db
    .insertInto('drafts')
    .values({ workspace_id, checkin_id: id, person_id: draft.personId, ...row })
    .onConflict((conflict) =>
      conflict.columns(['checkin_id', 'person_id']).doUpdateSet(row).where('drafts.typed_at', '<=', draft.typedAt),
    )
    .execute();
}

export async function findDraft(
  db: Db,
  { workspace_id, id }: CheckinKey,
  personId: string,
): Promise<Omit<Draft, 'personId'> | undefined> {
  return db
    .selectFrom('drafts')
    .select(['content', 'typed_at as typedAt'])
    .where('workspace_id', '=', workspace_id)
    .where('checkin_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

export async function deleteDraft(db: Db, { workspace_id, id }: CheckinKey, personId: string): Promise<void> {
  await db
    .deleteFrom('drafts')
    .where('workspace_id', '=', workspace_id)
    .where('checkin_id', '=', id)
    .where('person_id', '=', personId)
    .execute();
}
