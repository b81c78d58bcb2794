import { isOpen } from '../../src/plans/progress.ts';
import { header, lines, type Message, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { setByOthers } from '../progress/set-by.ts';
import { earlierOpen } from '../progress/standing.ts';
import { type AskingView, askingButtons, earlierLine, readers, standing } from './asking.ts';

export interface CheckinView extends AskingView {
  /** The person has put it off until now. */
  isAgain?: boolean;
}

/** The question itself: where the milestone's goals stand, as far as is known, and the ways to answer or put it off. */
export function checkinMessage(view: CheckinView): Message {
  const { milestone, plan, isAgain } = view;
  const { title, goals, checkinId } = milestone;
  const open = goals.some(isOpen);
  const question = open
    ? 'How is it going? Here is what I know so far. A state for each goal is enough, five minutes or less; the rest is up to you.'
    : 'As far as I know, all of it is done. Have a look whether that is right, and say how it went if you like.';
  return asMessage([
    header(isAgain ? `As agreed, back to ${title}` : `${title} check-in`),
    lines(words(question)),
    standing(goals),
    ...setByOthers([...goals, ...earlierOpen(plan, milestone).flatMap((one) => one.goals)], plan, plan.personId),
    ...earlierLine(view),
    ...askingButtons(checkinId),
    lines(...readers(plan)),
  ]);
}
