import { whoSeesModal } from '../../blocks/privacy/who-sees.ts';
import { released, reportingMessage } from '../../blocks/team/reporting.ts';
import { reportingActions } from '../../blocks/team/reporting-buttons.ts';
import { readReportingForm, reportingForm } from '../../blocks/team/reporting-form.ts';
import { requireAdmin } from '../plans/rights.ts';
import { readWhoSees } from '../privacy/who-sees.ts';
import { readReporting } from '../team/reporting.ts';
import { disown, release, share } from '../team/set-manager.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal, showBeside } from './press.ts';

/** The buttons about who reports to whom. */
export const reportingPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [reportingActions.form, openForm],
  [reportingActions.person, redrawForm],
  [reportingActions.share, (press, deps) => changeOwn(press, deps, share)],
  [reportingActions.disown, (press, deps) => changeOwn(press, deps, disown)],
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

/** What the button stands in shows what is so now: the page of who sees what, or beside a message a line. */
async function changeOwn(press: Press, { plans }: Deps, change: typeof share): Promise<void> {
  const { actor, body, client } = press;
  await change(plans, actor, carriedBy(press.action));
  if (body.view)
    await client.views.update({ view_id: body.view.id, view: whoSeesModal(await readWhoSees(plans, actor)) });
  else await showBeside(press, reportingMessage(await readReporting(plans, actor, actor.personId), actor.personId));
}

async function releaseReport(press: Press, { plans }: Deps): Promise<void> {
  const personId = carriedBy(press.action);
  await release(plans, press.actor, personId);
  await showBeside(press, released(personId));
}
