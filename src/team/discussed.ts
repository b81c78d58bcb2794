import { toInstant } from '../calendar/instant.ts';
import { type Point, pointKey } from '../digests/digest.ts';
import { isDiscussed } from '../digests/person-news.ts';
import type { ReadDeps } from '../digests/read-reports.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { deleteDiscussed, deleteDiscussedAt, saveDiscussed } from '../store/digests.ts';
import { closeNotes, updateNote } from '../store/one-to-one-notes.ts';
import { inTransaction } from '../store/transaction.ts';
import { readNoteToEdit } from './change-one-to-one.ts';
import { readPoints } from './one-to-one.ts';

/** One of the things to talk about: a note by its id, or what came up by itself by its key, as it stood when it was seen. */
export type Topic = { noteId: string } | { personId: string; point: string; seenAt: Date };

/** Somebody, as things with them stood when they were seen. */
export interface Seen {
  personId: string;
  seenAt: Date;
}

/** What was marked together, and can be brought back together. */
export interface Marked extends Seen {
  /** How many. */
  points: number;
  /** Whether something had come up since it was seen: that is still to be talked about. */
  isNewer: boolean;
}

/**
 * It was talked about: it is left out from now on; what came up by itself, until something new happens.
 * @returns whom it is about, and whether something new had happened since it was seen: then it is still to be talked about
 * @throws {Refusal} it is gone, or whoever says so is not their manager
 */
export async function markTopicDiscussed(
  deps: ReadDeps,
  manager: Actor,
  topic: Topic,
): Promise<{ personId: string; isNewer: boolean }> {
  if (!('noteId' in topic)) {
    const { personId, point: key, seenAt } = topic;
    const open = (await openPoints(deps, manager, { personId })).filter((point) => pointKey(point) === key);
    const seen = seenAmong(open, seenAt);
    await saveDiscussed(deps.db, rowsOf(manager, { personId, seenAt }, seen));
    return { personId, isNewer: open.length > seen.length };
  }
  const { id, person_id: personId, point, written_at } = await readNoteToEdit(deps, manager, topic.noteId);
  await inTransaction(deps.db, async (trx) => {
    await updateNote(trx, manager, { id, discussed_at: toInstant(deps.clock.now()) });
    // as it was when it was shared
    if (point !== null)
      await saveDiscussed(trx, [{ ...keyOf(manager, { personId, point }), discussed_at: written_at }]);
  });
  return { personId, isNewer: false };
}

/** All that there was to talk about with somebody, notes included. @throws {Refusal} whoever says so is not their manager */
export async function markAllDiscussed(deps: ReadDeps, manager: Actor, seen: Seen): Promise<void> {
  const { personId, seenAt } = seen;
  const points = seenAmong(await openPoints(deps, manager, { personId }), seenAt);
  const at = toInstant(deps.clock.now());
  await inTransaction(deps.db, async (trx) => {
    await closeNotes(trx, manager, { aboutId: personId, writtenUntil: toInstant(seenAt), at });
    await saveDiscussed(trx, rowsOf(manager, seen, points));
  });
}

/**
 * What a digest, which tells what has changed `since`, showed of somebody: what has come up after it is still to be talked
 * about.
 * @throws {Refusal} whoever says so is not their manager
 */
export async function markSeenDiscussed(
  deps: ReadDeps,
  manager: Actor,
  { personId, since, seenAt }: Seen & { since: Date },
): Promise<Marked> {
  const open = await openPoints(deps, manager, { personId, since });
  const points = seenAmong(open, seenAt);
  await saveDiscussed(deps.db, rowsOf(manager, { personId, seenAt }, points));
  return { personId, seenAt, points: points.length, isNewer: open.length > points.length };
}

/** As if what was marked from one page had not been talked about. @throws {Refusal} whoever asks is not their manager */
export async function undoDiscussed(deps: ReadDeps, manager: Actor, { personId, seenAt }: Seen): Promise<void> {
  await requireManaged(deps, manager, personId);
  await deleteDiscussedAt(deps.db, manager, { aboutId: personId, at: toInstant(seenAt) });
}

/** As if it had not been talked about. @returns whom it is about. @throws {Refusal} it is gone, or they are not their manager */
export async function bringBack(deps: ReadDeps, manager: Actor, topic: Topic): Promise<string> {
  if (!('noteId' in topic)) {
    await requireManaged(deps, manager, topic.personId);
    await deleteDiscussed(deps.db, keyOf(manager, topic));
    return topic.personId;
  }
  const { id, person_id: personId, point } = await readNoteToEdit(deps, manager, topic.noteId);
  await inTransaction(deps.db, async (trx) => {
    await updateNote(trx, manager, { id, discussed_at: null });
    if (point !== null) await deleteDiscussed(trx, keyOf(manager, { personId, point }));
  });
  return personId;
}

async function openPoints(deps: ReadDeps, manager: Actor, of: { personId: string; since?: Date }): Promise<Point[]> {
  const { report, points } = await readPoints(deps, manager, of);
  return points.filter((point) => !isDiscussed(report, point));
}

const seenAmong = (points: readonly Point[], seenAt: Date): Point[] => points.filter(({ at }) => at <= seenAt);

const keyOf = (manager: Actor, { personId, point }: { personId: string; point: string }) => ({
  workspace_id: manager.workspaceId,
  manager_id: manager.personId,
  person_id: personId,
  point,
});

/** Talked about as they were when they were seen: what comes up after that is not among it. */
const rowsOf = (manager: Actor, { personId, seenAt }: Seen, points: readonly Point[]) =>
  points.map((point) => ({
    ...keyOf(manager, { personId, point: pointKey(point) }),
    discussed_at: toInstant(seenAt),
  }));
