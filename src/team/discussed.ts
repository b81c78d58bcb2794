import { fromInstant, type Instant, toInstant } from '../calendar/instant.ts';
import { type Point, pointKey } from '../digests/digest.ts';
import { isDiscussed } from '../digests/person-news.ts';
import type { ReadDeps } from '../digests/read-reports.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { deleteDiscussed, deleteDiscussedAt, saveDiscussed } from '../store/digests.ts';
import { closeNotes, updateNote } from '../store/one-to-one-notes.ts';
import { inTransaction } from '../store/transaction.ts';
import { readNoteToEdit } from './change-one-to-one.ts';
import { readPoints } from './one-to-one.ts';

/** One of the things to talk about: a note by its id, or what came up by itself by its key. */
export type Topic = { noteId: string } | { personId: string; point: string };

/** What was marked together, and can be brought back together. */
export interface Marked {
  personId: string;
  /** How many. */
  points: number;
  at: Date;
}

/**
 * It was talked about: it is left out from now on; what came up by itself, until something new happens.
 * @returns whom it is about. @throws {Refusal} it is gone, or whoever says so is not their manager
 */
export async function markTopicDiscussed(deps: ReadDeps, manager: Actor, topic: Topic): Promise<string> {
  const at = toInstant(deps.clock.now());
  if (!('noteId' in topic)) {
    await requireManaged(deps, manager, topic.personId);
    await saveDiscussed(deps.db, [rowOf(manager, { ...topic, at })]);
    return topic.personId;
  }
  const { id, person_id: personId, point } = await readNoteToEdit(deps, manager, topic.noteId);
  await inTransaction(deps.db, async (trx) => {
    await updateNote(trx, manager, { id, discussed_at: at });
    if (point !== null) await saveDiscussed(trx, [rowOf(manager, { personId, point, at })]);
  });
  return personId;
}

/** All that there is to talk about with somebody, notes included. @throws {Refusal} whoever says so is not their manager */
export async function markAllDiscussed(deps: ReadDeps, manager: Actor, personId: string): Promise<void> {
  const open = await openPoints(deps, manager, { personId });
  const at = toInstant(deps.clock.now());
  await inTransaction(deps.db, async (trx) => {
    await closeNotes(trx, manager, { aboutId: personId, at });
    await saveDiscussed(trx, rowsOf(manager, { personId, points: open, at }));
  });
}

/**
 * What a digest showed of somebody: what has come up since is still to be talked about.
 * @param digest since when it told what has changed, and when it was drawn
 * @throws {Refusal} whoever says so is not their manager
 */
export async function markSeenDiscussed(
  deps: ReadDeps,
  manager: Actor,
  { personId, since, at: seenAt }: { personId: string; since: Date; at: Date },
): Promise<Marked> {
  const seen = (await openPoints(deps, manager, { personId, since })).filter(({ at }) => at <= seenAt);
  const at = toInstant(deps.clock.now());
  await saveDiscussed(deps.db, rowsOf(manager, { personId, points: seen, at }));
  return { personId, points: seen.length, at: fromInstant(at) };
}

/** As if what was marked then had not been talked about. @throws {Refusal} whoever asks is not their manager */
export async function undoDiscussed(
  deps: ReadDeps,
  manager: Actor,
  { personId, at }: Pick<Marked, 'personId' | 'at'>,
): Promise<void> {
  await requireManaged(deps, manager, personId);
  await deleteDiscussedAt(deps.db, manager, { aboutId: personId, at: toInstant(at) });
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

const rowOf = (manager: Actor, { at, ...of }: DiscussedPoint & { at: Instant }) => ({
  ...keyOf(manager, of),
  discussed_at: at,
});

const rowsOf = (
  manager: Actor,
  { personId, points, at }: { personId: string; points: readonly Point[]; at: Instant },
) => points.map((point) => rowOf(manager, { personId, point: pointKey(point), at }));
