import { z } from 'zod';
import { keptModal, keptQuestion, readKept } from '../../blocks/settings/kept-modal.ts';
import { keptAskView, keptView, settingsActions } from '../../blocks/settings/settings-actions.ts';
import { choosableMonths } from '../privacy/months.ts';
import { readPeriods, readWouldGo, savePeriods } from '../privacy/periods.ts';
import type { Deps } from './deps.ts';
import { type Press, type PressRoute, pushModal } from './press.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** How long things are kept: its button and its two forms. */
export const keptPresses: ReadonlyMap<string, PressRoute> = new Map([[settingsActions.kept, openKept]]);

export const keptForms: ReadonlyMap<string, FormRoute> = new Map([
  [keptView, askOrSave],
  [keptAskView, saveChosen],
]);

/** From what asks before something goes it leads back to the menus, as they were chosen. */
async function openKept(press: Press, { plans }: Deps): Promise<void> {
  const { view } = press.body;
  const current = await readPeriods(plans, press.actor);
  if (view?.callback_id !== keptAskView) return pushModal(press, keptModal({ periods: current }));
  const again = keptModal({ periods: readChosen(view.private_metadata) });
  await press.client.views.update({ view_id: view.id, view: again });
}

async function askOrSave({ actor, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const periods = readKept(values);
  const wouldGo = await readWouldGo(plans, actor, periods);
  if (wouldGo.length > 0) return { update: keptQuestion({ periods, wouldGo }) };
  await savePeriods(plans, actor, periods);
  return { update: keptModal({ periods, isSaved: true }) };
}

async function saveChosen({ actor, view }: Submission, { plans }: Deps): Promise<FormAnswer> {
  const periods = readChosen(view.private_metadata);
  await savePeriods(plans, actor, periods);
  return { update: keptModal({ periods, isSaved: true }) };
}

const months = z
  .number()
  .refine((value) => choosableMonths.includes(value))
  .nullable();
const chosen = z.object({ plan: months, reading: months, note: months, message: months, audit: months });
const readChosen = (metadata: string) => chosen.parse(JSON.parse(metadata));
