import { sendHomeOpened } from './bot-events.ts';
import type { TypedText } from './mentions.ts';
import { actionTs, done, failure, problem, type RequestOf } from './page-answers.ts';
import { closeView, submitView } from './page-forms.ts';
import { pressElement } from './page-presses.ts';
import { sendTyped } from './page-send.ts';
import type { Parts } from './parts.ts';
import { shortcutPayload } from './payloads.ts';
import { remove } from './posting.ts';
import type { PageAnswer, PageRequest } from './protocol.ts';
import { findHome } from './view-store.ts';
import type { Person } from './world.ts';

/** What a person did in the page. */
export async function takePageRequest(parts: Parts, typed: TypedText, request: PageRequest): Promise<PageAnswer> {
  const person = parts.world.people.get(request.person);
  if (!person) return problem('There is no such person here. Reload the page.');
  if (person.kind === 'deactivated') return problem(`${person.name}'s account is deactivated. Pick somebody else.`);
  switch (request.kind) {
    case 'send':
      return sendTyped(parts, typed, person, request);
    case 'open-home':
      sendHomeOpened(parts, person.id, await findHome(parts, person.id));
      return done;
    case 'shortcut':
      return useShortcut(parts, person, request);
    case 'action':
      return pressElement(parts, person, request);
    case 'submit':
      return submitView(parts, person, request);
    case 'close':
      return closeView(parts, person, request);
    case 'dismiss':
      return dismiss(parts, person, request);
  }
}

async function useShortcut(parts: Parts, person: Person, { callbackId }: RequestOf<'shortcut'>): Promise<PageAnswer> {
  const known = parts.manifest.shortcuts.find((one) => one.callbackId === callbackId && one.type === 'global');
  if (!known) return problem('The app has no such shortcut. Reload the page.');
  const answer = await parts.bot.sendPayload(
    shortcutPayload(parts.world, {
      person,
      callbackId,
      triggerId: parts.triggers.issue(person.id),
      actionTs: actionTs(parts),
    }),
  );
  return answer.kind === 'answered' ? done : problem(`${known.name} failed with the error "${failure(answer)}"`);
}

async function dismiss(parts: Parts, person: Person, { conversation, ts }: RequestOf<'dismiss'>): Promise<PageAnswer> {
  const message = await parts.messages.find(conversation, ts);
  if (message?.ephemeralTo === person.id) await remove(parts, message);
  return done;
}
