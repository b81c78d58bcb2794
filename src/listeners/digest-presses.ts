import { digestMessage, nobodyManaged } from '../../blocks/digests/digest.ts';
import { type DigestPlace, digestActions, readPersonPlace, readPlace } from '../../blocks/digests/digest-actions.ts';
import { remindedMessage } from '../../blocks/digests/reminded.ts';
import { digestForm } from '../../blocks/digests/settings-form.ts';
import { asModal, fromOlderVersion } from '../../blocks/problem.ts';
import { readMyDigest } from '../digests/my-digest.ts';
import { readDigest } from '../digests/read-digest.ts';
import { remindPerson } from '../digests/remind-person.ts';
import { Refusal } from '../refusal.ts';
import { type Marked, markSeenDiscussed, undoDiscussed } from '../team/discussed.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal, showBeside } from './press.ts';
import { replaceMessage } from './say.ts';

/** The buttons of the digest. */
export const digestPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [digestActions.page, turnPage],
  [digestActions.remind, remind],
  [digestActions.discussed, discuss],
  [digestActions.undo, undo],
  [digestActions.settings, openSettings],
]);

async function turnPage(press: Press, deps: Deps): Promise<void> {
  const place = readPlace(carriedBy(press.action));
  if (!place) throw new Refusal({ kind: 'gone' });
  await redraw(press, deps, place);
}

async function redraw(press: Press, { kpis }: Deps, { page, since }: DigestPlace, marked?: Marked): Promise<void> {
  const digest = await readDigest(kpis, press.actor, since);
  await replaceMessage(press.respond, digest ? digestMessage(digest, page, marked) : nobodyManaged());
}

async function discuss(press: Press, deps: Deps): Promise<void> {
  const place = readPersonPlace(carriedBy(press.action));
  if (!place) return showBeside(press, fromOlderVersion()); // it did not say when it was drawn
  const marked = await markSeenDiscussed(deps.kpis, press.actor, place);
  await redraw(press, deps, place, marked);
}

async function undo(press: Press, deps: Deps): Promise<void> {
  const place = readPersonPlace(carriedBy(press.action));
  if (!place) throw new Refusal({ kind: 'gone' });
  await undoDiscussed(deps.kpis, press.actor, place);
  await redraw(press, deps, place);
}

async function remind(press: Press, { kpis }: Deps): Promise<void> {
  const personId = carriedBy(press.action);
  const reminded = await remindPerson(kpis, press.actor, personId);
  await showBeside(press, remindedMessage(personId, { ...reminded, now: kpis.clock.now() }));
}

async function openSettings(press: Press, { kpis }: Deps): Promise<void> {
  const mine = await readMyDigest(kpis, press.actor);
  await pushModal(press, mine ? digestForm(mine) : asModal(nobodyManaged()));
}
