import { setTimeout as wait } from 'node:timers/promises';
import { WebAPIPlatformError } from '@slack/web-api';
import { asModal } from '../../blocks/problem.ts';
import { noteForm } from '../../blocks/team/note-form.ts';
import { type Done, noNotesLeft, oneToOneModal } from '../../blocks/team/one-to-one.ts';
import {
  oneToOneView,
  readListMetadata,
  readSeen,
  readTopic,
  topicActions,
} from '../../blocks/team/one-to-one-actions.ts';
import { oneToOneFile, oneToOneMessages, oneToOneText } from '../../blocks/team/one-to-one-text.ts';
import { personView } from '../../blocks/team/person-page.ts';
import { pointForPerson } from '../../blocks/team/point-for-person.ts';
import { oneToOneActions } from '../../blocks/team/team-buttons.ts';
import { requireManaged } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import {
  editNote,
  readNoteToEdit,
  removeNote,
  makePrivate as setPrivate,
  sharePoint,
} from '../team/change-one-to-one.ts';
import { bringBack, markAllDiscussed, markTopicDiscussed, type Topic } from '../team/discussed.ts';
import { findOneToOne, readAllNotes, readOneToOne } from '../team/one-to-one.ts';
import type { Deps } from './deps.ts';
import { nameOf } from './name-of.ts';
import { showInPage, showSharedTo } from './one-to-one-elsewhere.ts';
import { carriedBy, isDeepest, type Press, type PressRoute, pushModal } from './press.ts';

/** The buttons of one-to-ones. */
export const oneToOnePresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [oneToOneActions.open, open],
  [oneToOneActions.addNote, openNewNote],
  [topicActions.edit, openNote],
  [topicActions.discussed, discuss],
  [topicActions.allDiscussed, discussAll],
  [topicActions.lately, (press, deps) => redraw(press, deps, { personId: carriedBy(press.action), showsLately: true })],
  [topicActions.bringBack, takeBack],
  [topicActions.share, share],
  [topicActions.makePrivate, makePrivate],
  [topicActions.remove, remove],
  [topicActions.asText, sendAsText],
]);

async function open(press: Press, { kpis }: Deps): Promise<void> {
  const oneToOne = await readOneToOne(kpis, press.actor, carriedBy(press.action));
  await pushModal(press, oneToOneModal({ oneToOne, personViewId: below(press).personViewId }));
}

async function openNewNote(press: Press, deps: Deps): Promise<void> {
  const personId = carriedBy(press.action);
  await requireManaged(deps.kpis, press.actor, personId);
  const name = await nameIfKnown(press, deps, personId);
  await pushModal(press, noteForm({ personId, ...below(press), name }));
}

async function openNote(press: Press, deps: Deps): Promise<void> {
  const noteId = carriedBy(press.action);
  const row = await readNoteToEdit(deps.kpis, press.actor, noteId);
  const { person_id: personId } = row;
  const name = await nameIfKnown(press, deps, personId);
  const note = { text: row.note, isShared: row.is_shared === 1 };
  await pushModal(press, noteForm({ personId, noteId, ...below(press), name, note }));
}

interface Below {
  listViewId?: string | undefined;
  personViewId?: string | undefined;
}

/** The one-to-one and the person's page that a modal will stand upon: neither where it takes their place. */
function below({ body: { view } }: Press): Below {
  const viewId = view && !isDeepest(view) ? view.id : undefined;
  if (view?.callback_id === personView) return { personViewId: viewId };
  if (view?.callback_id !== oneToOneView) return {};
  return { listViewId: viewId, personViewId: readListMetadata(view.private_metadata).personViewId };
}

/** A form has to be open within 3 s. */
const longestWaitMs = 1000;

/** What somebody is called, where Slack tells it soon: a form that calls them by no name is better than none. */
async function nameIfKnown({ client, actor }: Press, { log }: Deps, id: string): Promise<string | undefined> {
  const asked = nameOf(client, id).catch((error: unknown) => {
    log.warn({ err: error, workspace: actor.workspaceId, person: id }, 'Slack did not tell a name');
    return undefined;
  });
  const [, name] = (await Promise.race([asked, wait(longestWaitMs, undefined, { ref: false })])) ?? [];
  return name === id ? undefined : name;
}

interface Drawn {
  personId: string;
  done?: Done;
  /** Left out: as it was. */
  showsLately?: boolean;
}

/** The page as it is now, in its place. */
async function redraw(press: Press, deps: Deps, { personId, done, showsLately }: Drawn): Promise<void> {
  const { actor, body, client } = press;
  const list = body.view?.callback_id === oneToOneView ? body.view : undefined;
  const oneToOne = await findOneToOne(deps.kpis, actor, personId);
  if (!oneToOne && done !== 'deleted') throw new Refusal({ kind: 'not-yours-to-see', personId });
  const before = list && readListMetadata(list.private_metadata);
  const { personViewId } = before ?? below(press);
  const page = { done, showsLately: showsLately ?? before?.showsLately, personViewId };
  const view = oneToOne ? oneToOneModal({ oneToOne, ...page }) : asModal(noNotesLeft(personId));
  if (list) await client.views.update({ view_id: list.id, view });
  else await pushModal(press, view);
  await showInPage(press, deps, { personId, personViewId });
}

/** @throws {Refusal} none of our buttons carries that */
function topicOf({ action }: Press): Topic {
  const topic = readTopic(carriedBy(action));
  if (!topic) throw new Refusal({ kind: 'gone' });
  return topic;
}

async function discuss(press: Press, deps: Deps): Promise<void> {
  const topic = topicOf(press);
  const { personId, isNewer } = await markTopicDiscussed(deps.kpis, press.actor, topic);
  await redraw(press, deps, { personId, ...(isNewer && { done: 'newer' }) });
  if ('noteId' in topic) await showSharedTo(press, deps, personId);
}

async function discussAll(press: Press, deps: Deps): Promise<void> {
  const seen = readSeen(carriedBy(press.action));
  if (!seen) throw new Refusal({ kind: 'gone' });
  await markAllDiscussed(deps.kpis, press.actor, seen);
  await redraw(press, deps, { personId: seen.personId, done: 'all-discussed' });
  await showSharedTo(press, deps, seen.personId);
}

async function takeBack(press: Press, deps: Deps): Promise<void> {
  const topic = topicOf(press);
  const personId = await bringBack(deps.kpis, press.actor, topic);
  await redraw(press, deps, { personId });
  if ('noteId' in topic) await showSharedTo(press, deps, personId);
}

async function share(press: Press, deps: Deps): Promise<void> {
  const { kpis } = deps;
  const topic = topicOf(press);
  const isNote = 'noteId' in topic;
  const personId = isNote ? await editNote(kpis, press.actor, { ...topic, isShared: true }) : topic.personId;
  if (!isNote) await sharePoint(kpis, press.actor, { personId, key: topic.point, say: pointForPerson });
  await redraw(press, deps, { personId, done: 'shared' });
  await showSharedTo(press, deps, personId);
}

async function makePrivate(press: Press, deps: Deps): Promise<void> {
  const topic = topicOf(press);
  if (!('noteId' in topic)) throw new Refusal({ kind: 'gone' });
  const personId = await setPrivate(deps.kpis, press.actor, topic.noteId);
  await redraw(press, deps, { personId, done: 'made-private' });
  await showSharedTo(press, deps, personId);
}

async function remove(press: Press, deps: Deps): Promise<void> {
  const personId = await removeNote(deps.kpis, press.actor, carriedBy(press.action));
  await redraw(press, deps, { personId, done: 'deleted' });
  await showSharedTo(press, deps, personId);
}

/** To the manager's direct message. The page first, as it is what they look at. */
async function sendAsText(press: Press, deps: Deps): Promise<void> {
  const { actor, client } = press;
  const { kpis, say } = deps;
  const personId = carriedBy(press.action);
  const oneToOne = await readOneToOne(kpis, actor, personId);
  const notes = await readAllNotes(kpis, actor, personId);
  await redraw(press, deps, { personId, done: 'on-its-way' });
  const ids = [personId, actor.personId];
  const names = await Promise.all(ids.map(async (id) => [id, (await nameIfKnown(press, deps, id)) ?? id] as const));
  const text = oneToOneText({ oneToOne, notes, names: new Map(names) });
  const { channel } = await client.conversations.open({ users: actor.personId });
  if (channel?.id === undefined) throw new Error('Slack opened no direct message');
  try {
    await client.filesUploadV2({ channel_id: channel.id, file: Buffer.from(text), ...oneToOneFile(oneToOne) });
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error; // no answer: it may have come all the same
    deps.log.warn({ err: error, workspace: actor.workspaceId, person: actor.personId }, 'Slack took no file');
    for (const message of oneToOneMessages(text)) await say(client, { channel: channel.id }, message);
  }
}
