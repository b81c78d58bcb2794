import type { AllMiddlewareArgs, BlockAction, RespondFn, ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Message } from '../../blocks/kit.ts';
import type { MessagePlace } from '../../blocks/message-place.ts';
import { shownModal } from '../../blocks/plans/plan-overview.ts';
import { asModal } from '../../blocks/problem.ts';
import { searchView } from '../../blocks/views.ts';
import type { Actor } from '../plans/rights.ts';
import type { Deps } from './deps.ts';
import { replaceMessage } from './say.ts';

/** A button or a menu that somebody used. */
export interface Press {
  actor: Actor;
  action: BlockAction['actions'][number];
  body: BlockAction;
  client: AllMiddlewareArgs['client'];
  respond: RespondFn;
}

/** What a kind of press leads to. */
export type PressRoute = (press: Press, deps: Deps) => Promise<void>;

/** What the button or the chosen option carries, or who was chosen. */
export function carriedBy(action: Press['action']): string {
  if (action.type === 'button') return action.value ?? '';
  if (action.type === 'users_select') return action.selected_user ?? '';
  return action.type === 'static_select' ? (action.selected_option?.value ?? '') : '';
}

/** The message that a button stands in; undefined in a view, and for what only one person sees, which Slack does not keep. */
export const placeOf = ({ body: { channel, message } }: Press): MessagePlace | undefined =>
  channel && message ? { channel: channel.id, ts: message.ts } : undefined;

/** The part of an action's id after the colon. */
export const named = ({ action_id: id }: Press['action']): string => id.slice(id.indexOf(':') + 1);

/** The first modal from a tab or a message, a second on top of a search; everything deeper changes the one on top. */
export async function showModal({ body, client }: Press, modal: ModalView): Promise<void> {
  const { view, trigger_id } = body;
  if (view?.type !== 'modal') await client.views.open({ trigger_id, view: modal });
  else if (view.callback_id === searchView && view.root_view_id === view.id)
    await client.views.push({ trigger_id, view: modal });
  else await client.views.update({ view_id: view.id, view: modal });
}

/** On top of what is there, so that whatever was typed in it is there when this one is closed. */
export async function pushModal({ body, client }: Press, modal: ModalView): Promise<void> {
  const { view, trigger_id } = body;
  if (view?.type !== 'modal') await client.views.open({ trigger_id, view: modal });
  else if (isDeepest(view)) await client.views.update({ view_id: view.id, view: modal });
  else await client.views.push({ trigger_id, view: modal });
}

/** Beside what is there, so that nothing is lost. */
export async function showBeside(press: Press, message: Message): Promise<void> {
  const { text, blocks } = message;
  if (press.body.view) await pushModal(press, asModal(message));
  else await press.respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
}

/** In place of the message or the modal, whose buttons may be stale now; the Home tab stays, under a modal of its own. */
export async function showInstead(press: Press, title: string, message: Message): Promise<void> {
  if (press.body.view?.type === 'modal') await showModal(press, shownModal(title, message));
  else if (press.body.view) await showBeside(press, message);
  else await replaceMessage(press.respond, message);
}

/** Slack stacks three modals: https://docs.slack.dev/surfaces/modals#lifecycle */
export const isDeepest = (view: Pick<ViewOutput, 'id' | 'root_view_id' | 'previous_view_id'>): boolean =>
  view.id !== view.root_view_id && view.previous_view_id !== view.root_view_id;
