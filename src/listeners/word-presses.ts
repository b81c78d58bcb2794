import type { ChartMessage } from '../../blocks/kit.ts';
import { runWordAction } from '../../blocks/mistyped.ts';
import { Refusal } from '../refusal.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute } from './press.ts';
import { replaceMessage } from './say.ts';
import { findWord } from './words.ts';

/** The button that stands for a command. */
export const wordPresses: ReadonlyMap<string, PressRoute> = new Map([[runWordAction, runWord]]);

/** As if whoever presses it had typed it: with their rights, whatever it carries. */
async function runWord({ actor, action, body, client, respond }: Press, deps: Deps): Promise<void> {
  const text = carriedBy(action);
  const word = findWord(text);
  if (!word) throw new Refusal({ kind: 'gone' });
  // a tab is no message that could be replaced
  const answer = (message: ChartMessage) =>
    body.view ? deps.say(client, { channel: actor.personId }, message) : replaceMessage(respond, message);
  await word.route({ actor, text, client, triggerId: body.trigger_id, answer }, word.rest, deps);
}
