import { isTimeZone } from '../../calendar/time-zone.ts';
import { sendHomeOpened } from '../bot/events.ts';
import { failure } from '../bot/link.ts';
import { shortcutPayload } from '../bot/payloads.ts';
import { findHome } from '../kept/view-store.ts';
import type { Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { remove } from '../posting/post.ts';
import type { PageAnswer, PageRequest } from '../protocol.ts';
import { actingAs } from './acting.ts';
import { done, problem, type RequestOf } from './answers.ts';
import { changePerson } from './change-person.ts';
import { closeView, submitView } from './forms.ts';
import type { TypedText } from './mentions.ts';
import { pressElement } from './presses.ts';
import { sendTyped } from './send.ts';
import { startOver } from './start-over.ts';
import { suggestOptions } from './suggest-options.ts';

/** What a person did in the page. */
export async function takePageRequest(pieces: Pieces, typed: TypedText, request: PageRequest): Promise<PageAnswer> {
  return actingAs(pieces, request.person, (person) => take(pieces, typed, person, request));
}

async function take(pieces: Pieces, typed: TypedText, person: Person, request: PageRequest): Promise<PageAnswer> {
  switch (request.kind) {
    case 'send':
      return sendTyped(pieces, typed, person, request);
    case 'open-home':
      sendHomeOpened(pieces, person.id, await findHome(pieces, person.id));
      return done;
    case 'shortcut':
      return useShortcut(pieces, person, request);
    case 'action':
      return pressElement(pieces, person, request);
    case 'suggest':
      return suggestOptions(pieces, person, request);
    case 'submit':
      return submitView(pieces, person, request);
    case 'close':
      return closeView(pieces, person, request);
    case 'dismiss':
      return dismiss(pieces, person, request);
    case 'turn-clock':
      return pieces.time ? pieces.time.turn(person, request.by) : problem('This clock cannot be turned.');
    case 'start-over':
      return startOver(pieces);
    case 'change-person':
      return change(pieces, request);
  }
}

async function useShortcut(pieces: Pieces, person: Person, { callbackId }: RequestOf<'shortcut'>): Promise<PageAnswer> {
  const known = pieces.manifest.shortcuts.find((one) => one.callbackId === callbackId && one.type === 'global');
  if (!known) return problem('The app has no such shortcut. Reload the page.');
  const answer = await pieces.bot.sendPayload(
    shortcutPayload(pieces, { person, callbackId, triggerId: pieces.triggers.issue(person.id) }),
  );
  return answer.kind === 'answered' ? done : problem(`${known.name} failed with the error "${failure(answer)}"`);
}

async function change(pieces: Pieces, { changed, to }: RequestOf<'change-person'>): Promise<PageAnswer> {
  if (!pieces.world.people.has(changed)) return problem('There is no such person here. Reload the page.');
  if (!isTimeZone(to.timeZone)) return problem(`There is no time zone ${to.timeZone}.`);
  await changePerson(pieces, changed, to);
  return done;
}

async function dismiss(
  pieces: Pieces,
  person: Person,
  { conversation, ts }: RequestOf<'dismiss'>,
): Promise<PageAnswer> {
  const message = await pieces.messages.find(conversation, ts);
  if (message?.ephemeralTo === person.id) await remove(pieces, message);
  return done;
}
