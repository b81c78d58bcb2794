import { settingsModal } from '../../blocks/settings/settings-modal.ts';
import { settingsOffer } from '../../blocks/settings/settings-offer.ts';
import { readMySettings } from '../settings/my-settings.ts';
import { type Asked, openForm, type WordRoute } from './asked.ts';
import type { Deps } from './deps.ts';

/** What is typed about settings, by its first word. */
export const settingsWords: ReadonlyMap<string, WordRoute> = new Map([['settings', openSettings]]);

async function openSettings(asked: Asked, _: string, { plans, prometheus }: Deps): Promise<void> {
  await openForm(
    asked,
    async () =>
      settingsModal({
        settings: await readMySettings(plans, asked.actor),
        asksPrometheus: prometheus !== undefined,
      }),
    settingsOffer,
  );
}
