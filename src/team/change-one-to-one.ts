import { randomUUID } from 'node:crypto';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { allPoints, type Point, pointKey } from '../digests/digest.ts';
import { type ReadDeps, type Report, readReport } from '../digests/read-reports.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { accept } from '../store/accepted-requests.ts';
import { deleteDiscussed, saveDiscussed } from '../store/digests.ts';
import {
  closeNotes,
  deleteNote,
  findNote,
  insertNote,
  type OneToOneNote,
  openNotesAbout,
  updateNote,
} from '../store/one-to-one-notes.ts';
import { inTransaction } from '../store/transaction.ts';
import { currentPoints } from './one-to-one.ts';
import { zoneOf } from './read-team.ts';

/** Slack takes 3,000 characters in a field; two thousand are a page. */
export const longestNote = 2000;

/** One of the things to talk about: a note by its id, or what came up by itself by its key. */
export type Topic = { noteId: string } | { personId: string; point: string };

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
  const { report, points } = await readPoints(deps, manager, personId);
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

/**
 * It was talked about: it is left out from now on; what came up by itself, until something new happens.
 * @returns whom it is about. @throws {Refusal} it is gone, or whoever says so is not their manager
 */
export async function markTopicDiscussed(deps: ReadDeps, manager: Actor, topic: Topic): Promise<string> {
  const at = toInstant(deps.clock.now());
  if (!('noteId' in topic)) {
    await requireManaged(deps, manager, topic.personId);
    await saveDiscussed(deps.db, discussedRow(manager, { ...topic, at }));
    return topic.personId;
  }
  const { id, person_id: personId, point } = await readNoteToEdit(deps, manager, topic.noteId);
  await inTransaction(deps.db, async (trx) => {
    await updateNote(trx, manager, { id, discussed_at: at });
    if (point !== null) await saveDiscussed(trx, discussedRow(manager, { personId, point, at }));
  });
  return personId;
}

/** All that there is to talk about with somebody, notes included. @throws {Refusal} */
export async function markAllDiscussed(deps: ReadDeps, manager: Actor, personId: string): Promise<void> {
  await requireManaged(deps, manager, personId);
  const at = toInstant(deps.clock.now());
  await inTransaction(deps.db, async (trx) => {
    await closeNotes(trx, manager, { aboutId: personId, at });
    await saveDiscussed(trx, discussedRow(manager, { personId, point: allPoints, at }));
  });
}

/** As if it had not been talked about. @returns whom it is about. @throws {Refusal} */
export async function bringBack(deps: ReadDeps, manager: Actor, topic: Topic): Promise<string> {
  if (!('noteId' in topic)) return bringBackPoint(deps, manager, topic);
  const { id, person_id: personId, point } = await readNoteToEdit(deps, manager, topic.noteId);
  await updateNote(deps.db, manager, { id, discussed_at: null });
  if (point !== null) await bringBackPoint(deps, manager, { personId, point });
  return personId;
}

/** What was talked about as a whole is then so point by point, but for this one. */
async function bringBackPoint(
  deps: ReadDeps,
  manager: Actor,
  { personId, point: key }: { personId: string; point: string },
): Promise<string> {
  const { report, points } = await readPoints(deps, manager, personId);
  const all = report.discussed.get(allPoints);
  const others = points.map(pointKey).filter((one) => one !== key);
  await inTransaction(deps.db, async (trx) => {
    await deleteDiscussed(trx, keyOf(manager, { personId, point: key }));
    if (all === undefined) return;
    await deleteDiscussed(trx, keyOf(manager, { personId, point: allPoints }));
    for (const point of others) {
      const own = report.discussed.get(point) ?? '';
      if (own < all) await saveDiscussed(trx, discussedRow(manager, { personId, point, at: all }));
    }
  });
  return personId;
}

/** @throws {Refusal} whoever asks is not their manager */
async function readPoints(
  deps: ReadDeps,
  manager: Actor,
  personId: string,
): Promise<{ report: Report; points: Point[] }> {
  const report = await readReport(deps, manager, personId);
  if (!report) throw new Refusal({ kind: 'not-yours-to-see', personId });
  return { report, points: currentPoints(deps, report, await zoneOf(deps, manager)) };
}

interface DiscussedPoint {
  personId: string;
  point: string;
}

const keyOf = (manager: Actor, { personId, point }: DiscussedPoint) => ({
  workspace_id: manager.workspaceId,
  manager_id: manager.personId,
  person_id: personId,
  point,
});

const discussedRow = (manager: Actor, { at, ...of }: DiscussedPoint & { at: Instant }) => ({
  ...keyOf(manager, of),
  discussed_at: at,
});
