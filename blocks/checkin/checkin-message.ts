import { isOpen } from '../../src/plans/progress.ts';
import { header, lines, type Message, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { type AskingView, askingButtons, earlierLine, readers, standing } from './asking.ts';

/** The question itself: where the milestone's goals stand, as far as is known, and the ways to answer or put it off. */
export function checkinMessage(view: AskingView): Message {
  const { milestone, plan } = view;
  const { title, goals, checkinId } = milestone;
  const open = goals.some(isOpen);
  const question = open
    ? 'How is it going? Here is what I know so far. A state for each goal is enough, five minutes or less; the rest is up to you.'
    : 'As far as I know, all of it is done. Have a look whether that is right, and say how it went if you like.';
  return asMessage([
    header(`${title} check-in`),
    lines(words(question)),
    standing(goals),
    ...earlierLine(view),
    ...askingButtons(checkinId),
    lines(...readers(plan)),
  ]);
}
