import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { ChartMessage, Message } from '../../blocks/kit.ts';
import type { Actor } from '../plans/rights.ts';
import type { Deps } from './deps.ts';

/** Words after the command, or written to the bot: the same whichever way they came. */
export interface Asked {
  actor: Actor;
  /** As Slack sends it: mentions are `<@U123|name>`. */
  text: string;
  client: WebClient;
  /** What opens a modal; a message in the direct message comes without. */
  triggerId: string | undefined;
  answer(message: ChartMessage): Promise<void>;
}

/** What a word leads to. `rest` is what stands after it. */
export type WordRoute = (asked: Asked, rest: string, deps: Deps) => Promise<void>;

/** Opens a form, or where that cannot be offers the button for it. */
export async function openForm(
  asked: Asked,
  form: () => ModalView | Promise<ModalView>,
  offer: () => Message,
): Promise<void> {
  if (asked.triggerId === undefined) await asked.answer(offer());
  else await asked.client.views.open({ trigger_id: asked.triggerId, view: await form() });
}

/** `<@U123|name>` as Slack sends a mention: its person, and what stands before and after it. */
export function readMention(text: string): { personId: string; before: string; after: string } | undefined {
  const [whole, personId] = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/.exec(text) ?? [];
  if (whole === undefined || personId === undefined) return undefined;
  const at = text.indexOf(whole);
  return { personId, before: text.slice(0, at).trim(), after: text.slice(at + whole.length).trim() };
}
