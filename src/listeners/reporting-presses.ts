import type { RichTextElement } from '@slack/types';
import { whoSeesView } from '../../blocks/privacy/privacy-actions.ts';
import { whoSeesModal } from '../../blocks/privacy/who-sees.ts';
import { disowned, ownChanged, released, shared } from '../../blocks/team/reporting.ts';
import { beside, reportingActions } from '../../blocks/team/reporting-buttons.ts';
import { readReportingForm, reportingForm } from '../../blocks/team/reporting-form.ts';
import { requireAdmin } from '../plans/rights.ts';
import { readWhoSees } from '../privacy/who-sees.ts';
import { readReporting } from '../team/reporting.ts';
import { disown, release, share } from '../team/set-manager.ts';
import type { Deps } from './deps.ts';
import { carriedBy, named, type Press, type PressRoute, pushModal, showBeside, showInstead } from './press.ts';

/** The buttons about who reports to whom. */
export const reportingPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [reportingActions.form, openForm],
  [reportingActions.person, redrawForm],
  [reportingActions.share, shareOlder],
  [reportingActions.disown, rejectManager],
  [reportingActions.release, releaseReport],
]);

async function openForm(press: Press, deps: Deps): Promise<void> {
  const value = carriedBy(press.action);
  await pushModal(press, await formOf(press, deps, /^[UW]/.test(value) ? value : undefined));
}

async function redrawForm(press: Press, deps: Deps): Promise<void> {
  const { view } = press.body;
  if (!view) return;
  const { personId } = readReportingForm(view.state.values);
  await press.client.views.update({ view_id: view.id, view: await formOf(press, deps, personId) });
}

async function formOf({ actor }: Press, { plans }: Deps, personId: string | undefined) {
  await requireAdmin(plans, actor);
  const reporting = personId === undefined ? undefined : await readReporting(plans, actor, personId);
  return reportingForm({ reporting, readerId: actor.personId });
}

async function shareOlder(press: Press, { plans }: Deps): Promise<void> {
  const managerId = carriedBy(press.action);
  await share(plans, press.actor, managerId);
  await tellOwn(press, plans, shared(managerId));
}

async function rejectManager(press: Press, { plans }: Deps): Promise<void> {
  const managerId = carriedBy(press.action);
  const plan = await disown(plans, press.actor, managerId);
  await tellOwn(press, plans, disowned({ managerId, hasPlan: plan !== undefined }));
}

/** In place of what was pressed, but for a message that is to stay; the page of who sees what shows what is so now, too. */
async function tellOwn(press: Press, plans: Deps['plans'], text: RichTextElement[]): Promise<void> {
  const { actor, action, body, client } = press;
  if (body.view?.callback_id === whoSeesView)
    await client.views.update({ view_id: body.view.id, view: whoSeesModal(await readWhoSees(plans, actor), text) });
  else if (named(action) === beside) await showBeside(press, ownChanged(text));
  else await showInstead(press, 'Who reports to whom', ownChanged(text));
}

async function releaseReport(press: Press, { plans }: Deps): Promise<void> {
  const personId = carriedBy(press.action);
  const plan = await release(plans, press.actor, personId);
  await showInstead(press, 'Who reports to whom', released({ personId, hasPlan: plan !== undefined }));
}
