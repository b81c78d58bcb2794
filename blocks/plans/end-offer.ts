import { actions, lines, type Message, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { endButton, openPlan } from './plan-buttons.ts';

/** To somebody who names nobody whose plan is to end: their own ends for good, so that they are asked. */
export const endOffer = (planId: string): Message =>
  asMessage([
    lines(words('This would end your own plan for good; I would ask nothing more. Is that what you want?')),
    ...actions([endButton(planId), openPlan(planId)]),
  ]);
