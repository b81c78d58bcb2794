import { isOpen } from '../../src/plans/progress.ts';
import { dayText, hourText } from '../dates.ts';
import { actions, header, lines, type Message, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { goalLines } from '../progress/goal-state.ts';
import { type AskingView, answerButton, awayButton, earlierLine } from './asking.ts';

/** Far more than a role has: what keeps a message within Slack's limits all the same. */
const mostGoals = 25;

/** A week before: what is still open, and no need to do anything. */
export function headsUp(view: AskingView): Message {
  const { plan, milestone } = view;
  const { title, dueOn, goals, checkinId } = milestone;
  const open = goals.filter(isOpen);
  const day = `On ${dayText(dueOn, plan.today)} at ${hourText(plan.hour)} I will ask how it goes.`;
  const after = open.length === 0 ? ' Everything for it is done already.' : ' Still open until then:';
  return asMessage([
    header(`${title} is coming up`),
    lines(words(`${day}${after}`)),
    ...(open.length > 0 ? [lines(...goalLines(open.slice(0, mostGoals)))] : []),
    ...(open.length > mostGoals ? [lines(words(`And ${open.length - mostGoals} more.`))] : []),
    ...earlierLine(view),
    lines(
      words(
        'There is nothing to prepare. If you would rather answer now, you are welcome to; then I will not ask again.',
      ),
    ),
    ...actions([answerButton('Answer now', checkinId), awayButton('I will be away', checkinId)]),
  ]);
}
