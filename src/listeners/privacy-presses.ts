import { forgetModal, forgetQuestion, forgotten } from '../../blocks/privacy/forget-me.ts';
import { privacyActions } from '../../blocks/privacy/privacy-actions.ts';
import { whoSeesModal } from '../../blocks/privacy/who-sees.ts';
import { forgetMe, readToForget } from '../privacy/forget-me.ts';
import { readWhoSees } from '../privacy/who-sees.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal } from './press.ts';
import { replaceMessage } from './say.ts';

export const privacyPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [privacyActions.ask, askBefore],
  [privacyActions.forget, forget],
  [
    privacyActions.whoSees,
    async (press, { plans }) => pushModal(press, whoSeesModal(await readWhoSees(plans, press.actor))),
  ],
]);

async function askBefore(press: Press, { plans }: Deps): Promise<void> {
  await pushModal(press, forgetModal(forgetQuestion(await readToForget(plans, press.actor))));
}

/** The page or the message that asked says that it is done. */
async function forget(press: Press, { plans }: Deps): Promise<void> {
  const { actor, action, body, client, respond } = press;
  // it says whom it asked: a message that was passed on deletes nothing of anybody else's
  if (carriedBy(action) !== actor.personId) throw new Refusal({ kind: 'gone' });
  await forgetMe(plans, actor);
  const done = forgotten();
  if (body.view) await client.views.update({ view_id: body.view.id, view: forgetModal(done) });
  else await replaceMessage(respond, done);
}
