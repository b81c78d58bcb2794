import { actions, lines, type Message, primary, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { answerButton } from './asking.ts';

/** Where the form cannot open by itself: a message brings nothing that opens one. */
export const answerOffer = (checkinId: string, title: string): Message =>
  asMessage([
    lines(words(`Your ${title} check-in is one press away.`)),
    ...actions([primary(answerButton('Open the check-in', checkinId))]),
  ]);
