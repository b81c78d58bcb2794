import { auditFileOnItsWay, auditFileTexts } from '../../blocks/settings/audit-file.ts';
import { leaveModal, readLeaveMetadata } from '../../blocks/settings/leave-modal.ts';
import { readersModal } from '../../blocks/settings/readers-modal.ts';
import { settingsActions, settingsView } from '../../blocks/settings/settings-actions.ts';
import { settingsModal } from '../../blocks/settings/settings-modal.ts';
import { workspaceModal } from '../../blocks/settings/workspace-modal.ts';
import { requireAdmin } from '../plans/rights.ts';
import { exportAuditLog } from '../settings/audit-export.ts';
import { readDataReaders } from '../settings/data-readers.ts';
import { openDaysAway, takeBackDaysAway } from '../settings/days-away.ts';
import { holidayListText } from '../settings/holiday-list.ts';
import { readMySettings } from '../settings/my-settings.ts';
import { readWorkspaceSettings } from '../settings/workspace-settings.ts';
import type { Deps } from './deps.ts';
import { keptPresses } from './kept-forms.ts';
import { carriedBy, type Press, type PressRoute, pushModal } from './press.ts';
import { showInSettings } from './settings-below.ts';

/** The buttons and menus of the settings. */
export const settingsPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [settingsActions.open, openSettings],
  [settingsActions.leave, (press, deps) => openLeave(press, deps, carriedBy(press.action))],
  [settingsActions.leaveOf, openLeaveOf],
  [settingsActions.dropLeave, takeBackLeave],
  [settingsActions.readers, openReaders],
  [settingsActions.workspace, openWorkspace],
  [settingsActions.auditLog, sendAuditLog],
  ...keptPresses,
]);

async function openSettings(press: Press, { plans, prometheus }: Deps): Promise<void> {
  const settings = await readMySettings(plans, press.actor);
  await pushModal(press, settingsModal({ settings, asksPrometheus: prometheus !== undefined }));
}

async function openLeaveOf(press: Press, deps: Deps): Promise<void> {
  if (press.action.type === 'users_select') await openLeave(press, deps, press.action.selected_user);
}

async function openLeave(press: Press, { plans }: Deps, personId: string): Promise<void> {
  const { view } = press.body;
  const settingsViewId = view?.callback_id === settingsView ? view.id : undefined;
  const away = await openDaysAway(plans, press.actor, personId);
  const metadata = { personId, settingsViewId, added: 0 };
  await pushModal(press, leaveModal({ away, readerId: press.actor.personId, metadata }));
}

async function takeBackLeave(press: Press, deps: Deps): Promise<void> {
  const { actor, body, client, action } = press;
  if (!body.view) return;
  const metadata = readLeaveMetadata(body.view.private_metadata);
  const leave = { personId: metadata.personId, leaveId: carriedBy(action) };
  const away = await takeBackDaysAway(deps.plans, actor, leave);
  const view = leaveModal({ away, readerId: actor.personId, metadata, done: { kind: 'taken-back' } });
  await client.views.update({ view_id: body.view.id, view });
  await showInSettings({ actor, client, viewId: body.view.id, settingsViewId: metadata.settingsViewId }, deps);
}

async function openReaders(press: Press, { plans }: Deps): Promise<void> {
  await pushModal(press, readersModal(await readDataReaders(plans, press.actor)));
}

async function openWorkspace(press: Press, { plans }: Deps): Promise<void> {
  const settings = await readWorkspaceSettings(plans, press.actor);
  await pushModal(press, workspaceModal({ settings, holidayText: holidayListText(settings.holidays) }));
}

/** The modal first, as its trigger lasts 3 s. */
async function sendAuditLog(press: Press, { plans }: Deps): Promise<void> {
  const { actor, client } = press;
  await requireAdmin(plans, actor);
  await pushModal(press, auditFileOnItsWay());
  const { csv, ...file } = await exportAuditLog(plans, actor);
  const { channel } = await client.conversations.open({ users: actor.personId });
  if (channel?.id === undefined) throw new Error('Slack opened no direct message');
  await client.filesUploadV2({ channel_id: channel.id, file: Buffer.from(csv), ...auditFileTexts(file) });
}
