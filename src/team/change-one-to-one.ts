import { randomUUID } from 'node:crypto';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Point, pointKey } from '../digests/digest.ts';
import type { ReadDeps } from '../digests/read-reports.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { accept } from '../store/accepted-requests.ts';
import {
  deleteNote,
  findNote,
  insertNote,
  type OneToOneNote,
  openNotesAbout,
  updateNote,
} from '../store/one-to-one-notes.ts';
import { inTransaction } from '../store/transaction.ts';
import { readPoints } from './one-to-one.ts';

/** Slack takes 3,000 characters in a field; two thousand are a page. */
export const longestNote = 2000;

export interface NewNote {
  personId: string;
  text: string;
  isShared: boolean;
  /** The same is stored once. */
  requestKey: string;
}

/** @throws {Refusal} whoever writes is not their manager */
export async function addNote(deps: ReadDeps, manager: Actor, note: NewNote): Promise<void> {
  await requireManaged(deps, manager, note.personId);
  const at = deps.clock.now();
  const { workspaceId } = manager;
  await inTransaction(deps.db, async (trx) => {
    if (await accept(trx, { workspaceId, key: note.requestKey, at }))
      await insertNote(trx, rowOf(manager, { ...note, point: null, at: toInstant(at) }));
  });
}

function rowOf(
  manager: Actor,
  { personId, text, isShared, point, at }: Omit<NewNote, 'requestKey'> & { point: string | null; at: Instant },
): OneToOneNote {
  return {
    ...{ id: randomUUID(), workspace_id: manager.workspaceId, manager_id: manager.personId, person_id: personId },
    ...{ note: text, is_shared: isShared ? 1 : 0, point, written_at: at, discussed_at: null },
  };
}

/** A note as its form shows it. @throws {Refusal} it is gone, or whoever asks is not their manager any more */
export async function readNoteToEdit(deps: ReadDeps, manager: Actor, noteId: string): Promise<OneToOneNote> {
  const note = await ownNote(deps, manager, noteId);
  await requireManaged(deps, manager, note.person_id);
  return note;
}

/** @throws {Refusal} it is gone */
async function ownNote({ db }: Pick<ReadDeps, 'db'>, manager: Actor, noteId: string): Promise<OneToOneNote> {
  const note = await findNote(db, manager, noteId);
  if (!note) throw new Refusal({ kind: 'gone' });
  return note;
}

/** Only the manager reads it from now on, be they that no more. @returns whom it is about. @throws {Refusal} it is gone */
export async function makePrivate(deps: ReadDeps, manager: Actor, noteId: string): Promise<string> {
  const { person_id: personId } = await ownNote(deps, manager, noteId);
  await updateNote(deps.db, manager, { id: noteId, is_shared: 0 });
  return personId;
}

/** @returns whom it is about. @throws {Refusal} it is gone, or whoever writes is not their manager any more */
export async function editNote(
  deps: ReadDeps,
  manager: Actor,
  { noteId, text, isShared }: { noteId: string; text?: string; isShared: boolean },
): Promise<string> {
  const { person_id: personId } = await readNoteToEdit(deps, manager, noteId);
  const change = { id: noteId, is_shared: isShared ? 1 : 0, ...(text === undefined ? {} : { note: text }) };
  if (!(await updateNote(deps.db, manager, change))) throw new Refusal({ kind: 'gone' });
  return personId;
}

/** A note is one's own to delete, whoever that person reports to by now. @returns whom it was about. @throws {Refusal} it is gone */
export async function removeNote(deps: ReadDeps, manager: Actor, noteId: string): Promise<string> {
  const { person_id: personId } = await ownNote(deps, manager, noteId);
  await deleteNote(deps.db, manager, noteId);
  return personId;
}

/** How a point is said to the person whom it is about. */
export type SayPoint = (point: Point, today: LocalDate) => string;

/** The person reads of it from now on. @throws {Refusal} it is gone, or whoever shares it is not their manager */
export async function sharePoint(
  deps: ReadDeps,
  manager: Actor,
  { personId, key, say }: { personId: string; key: string; say: SayPoint },
): Promise<void> {
  const { report, points } = await readPoints(deps, manager, { personId });
  const point = points.find((one) => pointKey(one) === key);
  if (!point) throw new Refusal({ kind: 'gone' });
  const at = toInstant(deps.clock.now());
  const text = say(point, report.today);
  await inTransaction(deps.db, async (trx) => {
    const open = await openNotesAbout(trx, manager, personId);
    if (open.some((note) => note.point === key)) return;
    await insertNote(trx, rowOf(manager, { personId, text, isShared: true, point: key, at }));
  });
}
