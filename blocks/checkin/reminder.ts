import type { KnownBlock } from '@slack/types';
import { actions, lines, type Message, phrase, primary, typed, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { barText } from '../progress/bar.ts';
import { type AskingView, answerButton, askingButtons } from './asking.ts';

/** Once more, and then a last time: the answer can wait, and it is no fault that it did. */
export function reminder({ plan, milestone, step }: AskingView & { step: 'remind-1' | 'remind-2' }): Message {
  const { title, goals, checkinId } = milestone;
  const text =
    step === 'remind-1'
      ? phrase`Your ${title} check-in is still here, whenever you have five minutes. A state for each goal is enough.`
      : phrase`This is my last note about ${title}. Answer whenever it suits you while your plan runs, with the button or ${typed('checkin')}.${toManager(plan.managerId)}`;
  // whoever is left alone from now on has nothing to put off
  const buttons =
    step === 'remind-1' ? askingButtons(checkinId) : actions([primary(answerButton('Answer', checkinId))]);
  return asMessage([lines(...text), known(goals), ...buttons]);
}

/** So that nobody learns it from somebody else. */
const toManager = (managerId: string | undefined): string =>
  managerId === undefined ? '' : ' Until then it stands as open in your progress, which your manager sees too.';

const known = (goals: Parameters<typeof barText>[0]): KnownBlock =>
  lines(words(`What I know so far: ${barText(goals)}.`));
