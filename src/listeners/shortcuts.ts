import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { asModal, fromOlderVersion } from '../../blocks/problem.ts';
import { searchModal } from '../../blocks/views.ts';
import type { Deps } from './deps.ts';
import { answerOrExplain } from './failure.ts';

/** What each shortcut of the manifest opens, by its callback id. */
export const shortcuts = new Map<string, () => ModalView>([['search', () => searchModal()]]);

export function listenToShortcuts(app: App, { log, say }: Deps): void {
  app.shortcut(/^/, async ({ ack, shortcut, client, context }) => {
    await ack();
    const open = (view: ModalView) => client.views.open({ trigger_id: shortcut.trigger_id, view });
    const view = shortcuts.get(shortcut.callback_id) ?? (() => asModal(fromOlderVersion()));
    const about = { what: shortcut.callback_id, workspace: context.teamId, person: shortcut.user.id };
    await answerOrExplain(log, about, {
      work: () => open(view()),
      fail: (message) => say(client, { channel: shortcut.user.id }, message), // the trigger may be what failed
    });
  });
}
