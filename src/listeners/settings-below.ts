import type { WebClient } from '@slack/web-api';
import { settingsModal } from '../../blocks/settings/settings-modal.ts';
import type { Actor } from '../plans/rights.ts';
import { readMySettings } from '../settings/my-settings.ts';
import type { Deps } from './deps.ts';

interface Below {
  actor: Actor;
  client: WebClient;
  /** What is on top. */
  viewId: string;
  settingsViewId: string | undefined;
}

/**
 * Shows in the settings below what was changed on top of them; what is typed there and not saved stays. The change
 * itself is stored already, so that a failure here is none for the person.
 */
export async function showInSettings(
  { actor, client, viewId, settingsViewId }: Below,
  { plans, log, prometheus }: Deps,
): Promise<void> {
  if (settingsViewId === undefined || settingsViewId === viewId) return; // the three of Slack's stack were full
  try {
    const view = settingsModal({
      settings: await readMySettings(plans, actor),
      asksPrometheus: prometheus !== undefined,
    });
    await client.views.update({ view_id: settingsViewId, view });
  } catch (error) {
    log.warn({ err: error, workspace: actor.workspaceId, person: actor.personId }, 'settings below were not redrawn');
  }
}
