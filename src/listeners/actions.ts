import type { AllMiddlewareArgs, App, BlockAction, RespondFn, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Message } from '../../blocks/kit.ts';
import { openAction, openSearchAction } from '../../blocks/navigation.ts';
import { asModal, fromOlderVersion } from '../../blocks/problem.ts';
import { answerModal, searchModal, searchView } from '../../blocks/views.ts';
import type { Deps } from './deps.ts';
import { answerOrExplain } from './failure.ts';
import { replaceMessage } from './say.ts';

interface Press {
  action: BlockAction['actions'][number];
  body: BlockAction;
  client: AllMiddlewareArgs['client'];
  respond: RespondFn;
}

const routes = new Map<string, (press: Press, deps: Deps) => Promise<void>>([
  [openAction, openPlace],
  [openSearchAction, (press) => showModal(press, searchModal())],
]);

/** Buttons and menus, in messages, in the Home tab and in modals; `name:more` is routed by its name. */
export function listenToActions(app: App, deps: Deps): void {
  app.action<SlackActionMiddlewareArgs<BlockAction>['body']>(/^/, async ({ ack, action, body, client, respond }) => {
    await ack();
    const [name = ''] = action.action_id.split(':');
    const press = { action, body, client, respond };
    const route = routes.get(name) ?? (() => showBeside(press, fromOlderVersion()));
    await answerOrExplain(
      deps.log,
      { what: name, workspace: body.team?.id, person: body.user.id },
      // in a direct message: the trigger or the response_url may be what failed
      (message) => deps.say(client, { channel: body.user.id }, message),
      () => route(press, deps),
    );
  });
}

/** What the button or the chosen option carries: the words that would be typed for the same. */
function carriedBy(action: Press['action']): string {
  if (action.type === 'button') return action.value ?? '';
  return action.type === 'static_select' ? (action.selected_option?.value ?? '') : '';
}

/** In a message the answer takes the message's place; in the Home tab it opens as a modal, and there it changes the modal. */
async function openPlace(press: Press, { guide }: Deps): Promise<void> {
  const answer = guide.answer(carriedBy(press.action));
  await (press.body.view ? showModal(press, answerModal(answer)) : replaceMessage(press.respond, answer));
}

/** The first modal from a tab or a message, a second on top of a search; everything deeper changes the one on top. */
async function showModal({ body, client }: Press, modal: ModalView): Promise<void> {
  const { view, trigger_id } = body;
  if (view?.type !== 'modal') await client.views.open({ trigger_id, view: modal });
  else if (view.callback_id === searchView && view.root_view_id === view.id)
    await client.views.push({ trigger_id, view: modal });
  else await client.views.update({ view_id: view.id, view: modal });
}

/** Beside what is there, so that nothing is lost. */
async function showBeside({ body, client, respond }: Press, { text, blocks }: Message): Promise<void> {
  const { view, trigger_id } = body;
  const modal = asModal({ text, blocks });
  if (!view) await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
  else if (view.type !== 'modal') await client.views.open({ trigger_id, view: modal });
  else if (isDeepest(view)) await client.views.update({ view_id: view.id, view: modal });
  else await client.views.push({ trigger_id, view: modal });
}

/** Slack stacks three modals: https://docs.slack.dev/surfaces/modals#lifecycle */
const isDeepest = ({ id, root_view_id: root, previous_view_id: previous }: NonNullable<BlockAction['view']>): boolean =>
  id !== root && previous !== root;
