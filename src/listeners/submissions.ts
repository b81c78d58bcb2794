import type { App, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { asModal, fromOlderVersion } from '../../blocks/problem.ts';
import { searchBlock, searchInput, searchModal, searchView } from '../../blocks/views.ts';
import type { Deps } from './deps.ts';
import { reportFailure } from './failure.ts';

type Values = ViewSubmitAction['view']['state']['values'];

/** What each form becomes once it is sent, by its callback id. */
const forms = new Map<string, (values: Values, deps: Deps) => ModalView>([
  [searchView, (values, { guide }) => searchModal(guide.search(values[searchBlock]?.[searchInput]?.value ?? ''))],
]);

export function listenToSubmissions(app: App, deps: Deps): void {
  app.view(/^/, async ({ ack, view, body, context }) => {
    const form = forms.get(view.callback_id) ?? (() => asModal(fromOlderVersion()));
    await ack({ response_action: 'update', view: next() });

    function next(): ModalView {
      try {
        return form(view.state.values, deps);
      } catch (error) {
        return asModal(
          reportFailure(deps.log, error, { what: view.callback_id, workspace: context.teamId, person: body.user.id }),
        );
      }
    }
  });
}
