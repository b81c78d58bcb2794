import { readCountry, readHour, readWorkdays } from '../../blocks/settings/calendar-fields.ts';
import { leaveErrors, leaveModal, readLeave, readLeaveMetadata } from '../../blocks/settings/leave-modal.ts';
import { leaveView, settingsView, workspaceView } from '../../blocks/settings/settings-actions.ts';
import { settingsModal } from '../../blocks/settings/settings-modal.ts';
import { readHolidayText, settingsErrors, workspaceModal } from '../../blocks/settings/workspace-modal.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import { addDaysAway } from '../settings/days-away.ts';
import { holidayListText, readHolidayList } from '../settings/holiday-list.ts';
import { readMySettings, saveMySettings } from '../settings/my-settings.ts';
import { readWorkspaceSettings, saveWorkspaceSettings } from '../settings/workspace-settings.ts';
import type { Deps } from './deps.ts';
import { keptForms } from './kept-forms.ts';
import { showInSettings } from './settings-below.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The forms of the settings: each stays open and shows what was saved. */
export const settingsForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([
  [settingsView, saveMine],
  [leaveView, addLeave],
  [workspaceView, saveWorkspace],
  ...keptForms,
]);

async function saveMine({ actor, values }: Submission, { plans, prometheus }: Deps): Promise<FormAnswer> {
  const choice = { hour: readHour(values), workdays: readWorkdays(values), country: readCountry(values, 'mine') };
  return underField(settingsErrors, async () => {
    await saveMySettings(plans, actor, choice);
    const settings = await readMySettings(plans, actor);
    return { update: settingsModal({ settings, isSaved: true, asksPrometheus: prometheus !== undefined }) };
  });
}

async function addLeave({ actor, view, values, client, afterwards }: Submission, deps: Deps): Promise<FormAnswer> {
  const metadata = readLeaveMetadata(view.private_metadata);
  const { personId, settingsViewId, added } = metadata;
  const { from, to } = readLeave(values, metadata);
  return underField(
    (reason) => leaveErrors(reason, metadata),
    async () => {
      if (from === undefined || to === undefined) throw new Refusal({ kind: 'no-date', typed: '' });
      const away = await addDaysAway(deps.plans, actor, { personId, from, to });
      afterwards(() => showInSettings({ actor, client, viewId: view.id, settingsViewId }, deps));
      const done = { kind: 'added' as const, from, to };
      const next = { ...metadata, added: added + 1 };
      return { update: leaveModal({ away, readerId: actor.personId, metadata: next, done }) };
    },
  );
}

async function saveWorkspace({ actor, values }: Submission, { plans }: Deps): Promise<FormAnswer> {
  return underField(settingsErrors, async () => {
    const holidays = readHolidayList(readHolidayText(values));
    const choice = { workdays: readWorkdays(values), country: readCountry(values, 'workspace'), holidays };
    await saveWorkspaceSettings(plans, actor, choice);
    const settings = await readWorkspaceSettings(plans, actor);
    return { update: workspaceModal({ settings, holidayText: holidayListText(settings.holidays), isSaved: true }) };
  });
}

/** What stands in the way is said under the field that it can be mended in, where there is one. */
async function underField(
  errorsFor: (reason: RefusalReason) => Record<string, string> | undefined,
  work: () => Promise<FormAnswer>,
): Promise<FormAnswer> {
  try {
    return await work();
  } catch (error) {
    const errors = error instanceof Refusal ? errorsFor(error.reason) : undefined;
    if (!errors) throw error;
    return { errors };
  }
}
