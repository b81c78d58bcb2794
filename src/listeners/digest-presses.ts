import { digestMessage, nobodyManaged } from '../../blocks/digests/digest.ts';
import { type DigestPlace, digestActions, readPlace } from '../../blocks/digests/digest-actions.ts';
import { remindedMessage } from '../../blocks/digests/reminded.ts';
import { digestForm } from '../../blocks/digests/settings-form.ts';
import { asModal } from '../../blocks/problem.ts';
import { markDiscussed } from '../digests/discuss.ts';
import { readMyDigest } from '../digests/my-digest.ts';
import { readDigest } from '../digests/read-digest.ts';
import { remindPerson } from '../digests/remind-person.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal, showBeside } from './press.ts';
import { replaceMessage } from './say.ts';

/** The buttons of the digest. */
export const digestPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [digestActions.page, (press, deps) => redraw(press, deps, placeOf(press))],
  [digestActions.remind, remind],
  [digestActions.discussed, discuss],
  [digestActions.settings, openSettings],
]);

/** @throws {Refusal} none of our buttons carries that */
function placeOf({ action }: Press): DigestPlace & { personId: string } {
  const place = readPlace(carriedBy(action));
  if (!place) throw new Refusal({ kind: 'gone' });
  return place;
}

async function redraw(press: Press, { kpis }: Deps, { page, since }: DigestPlace): Promise<void> {
  const digest = await readDigest(kpis, press.actor, since);
  await replaceMessage(press.respond, digest ? digestMessage(digest, page) : nobodyManaged());
}

async function discuss(press: Press, deps: Deps): Promise<void> {
  const place = placeOf(press);
  await markDiscussed(deps.kpis, press.actor, place.personId);
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
