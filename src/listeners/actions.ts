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
  /** What the button or the chosen option carries: the words that would be typed for the same. */
  value: string;
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
    const press = { value: carriedBy(action), body, client, respond };
    const route = routes.get(name) ?? (() => tell(press, fromOlderVersion()));
    await answerOrExplain(
      deps.log,
      { what: name, workspace: body.team?.id, person: body.user.id },
      (message) => tell(press, message),
      () => route(press, deps),
    );
  });
}

function carriedBy(action: BlockAction['actions'][number]): string {
  if (action.type === 'button') return action.value ?? '';
  return action.type === 'static_select' ? action.selected_option.value : '';
}

/** In a message the answer takes the message's place; in the Home tab it opens as a modal, and there it changes the modal. */
async function openPlace(press: Press, { guide }: Deps): Promise<void> {
  const answer = guide.answer(press.value);
  await (press.body.view ? showModal(press, answerModal(answer)) : replaceMessage(press.respond, answer));
}

/** The first modal from a tab or a message, a second on top of a search; everything deeper changes the one on top. */
async function showModal({ body, client }: Press, view: ModalView): Promise<void> {
  const shown = body.view;
  if (shown?.type !== 'modal') await client.views.open({ trigger_id: body.trigger_id, view });
  else if (shown.callback_id === searchView && shown.root_view_id === shown.id)
    await client.views.push({ trigger_id: body.trigger_id, view });
  else await client.views.update({ view_id: shown.id, view });
}

/** Beside what is there, so that nothing is lost. */
async function tell(press: Press, message: Message): Promise<void> {
  if (press.body.view) await showModal(press, asModal(message));
  else
    await press.respond({
      response_type: 'ephemeral',
      replace_original: false,
      text: message.text,
      blocks: message.blocks,
    });
}
