import { actions, button, lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { whose } from '../people.ts';
import { planActions } from './plan-buttons.ts';

export interface EndOfferView {
  planId: string;
  personId: string;
  readerId: string;
}

/** To whoever types that a plan is to end: one that has ended does not go on again, so that they are asked. */
export const endOffer = ({ planId, personId, readerId }: EndOfferView): Message =>
  asMessage([
    lines(
      ...phrase`This ends ${whose(personId, readerId)} plan for good. I ask nothing more${personId === readerId ? '' : phrase`, and ${mention(personId)} hears of it from me`}. What was recorded is kept. Shall I?`,
    ),
    ...actions([button('End the plan', planActions.offboard, planId), button('Keep it', planActions.keep, planId)]),
  ]);
