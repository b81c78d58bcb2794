import { createHash } from 'node:crypto';
import { emptyNote, noteBlocks, readNoteForm, readNoteMetadata } from '../../blocks/team/note-form.ts';
import { oneToOneModal } from '../../blocks/team/one-to-one.ts';
import { noteView } from '../../blocks/team/one-to-one-actions.ts';
import { addNote, editNote } from '../team/change-one-to-one.ts';
import { readOneToOne } from '../team/one-to-one.ts';
import type { Deps } from './deps.ts';
import { showBelow, showInPage, showSharedTo } from './one-to-one-elsewhere.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The form of a note for a one-to-one. */
export const oneToOneForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([[noteView, saveNote]]);

/** What was saved is shown where it is now: in the one-to-one or the person's page below, or in a one-to-one that takes the form's place. */
async function saveNote(submission: Submission, deps: Deps): Promise<FormAnswer> {
  const { actor, view, values, client, afterwards } = submission;
  const { personId, noteId, listViewId, personViewId } = readNoteMetadata(view.private_metadata);
  const { text, isShared } = readNoteForm(values);
  if (text === '') return { errors: { [noteBlocks.text]: emptyNote } };
  if (noteId !== undefined) await editNote(deps.kpis, actor, { noteId, text, isShared });
  else await addNote(deps.kpis, actor, { personId, text, isShared, requestKey: requestKeyOf(submission) });
  const oneToOne = await readOneToOne(deps.kpis, actor, personId);
  const saved = oneToOneModal({ oneToOne, done: isShared ? 'kept-shared' : 'kept-private', personViewId });
  if (isShared || noteId !== undefined) afterwards(() => showSharedTo({ client, actor }, deps, personId));
  afterwards(() => showInPage({ client, actor }, deps, { personId, personViewId }));
  if (listViewId !== undefined) afterwards(() => showBelow(submission, deps, { viewId: listViewId, view: saved }));
  return listViewId === undefined && personViewId === undefined ? { update: saved } : { closes: 'this' };
}

/** The same form with the same values is the same request. */
const requestKeyOf = ({ view, values }: Submission): string =>
  `view:${view.id}:${createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)}`;
