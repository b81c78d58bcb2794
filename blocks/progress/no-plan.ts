import type { KnownBlock } from '@slack/types';
import { actions, button, header, lines, type Message, mention, phrase, primary, words } from '../kit.ts';
import { besideButton } from '../navigation.ts';
import { asMessage } from '../pages.ts';
import { planActions } from '../plans/plan-buttons.ts';

/** For whoever has no plan: what one is, and how it begins, be it their own or one for somebody new. */
export const noPlanBlocks = (personId: string): KnownBlock[] => [
  header('Your first year, step by step'),
  lines(
    words(
      'You have no plan here yet. A plan takes you through your first year: I ask how it goes after 30, 60 and 90 days, then at six and twelve months. I help where you are stuck, and your goals are in one place for you and your manager.',
    ),
  ),
  ...actions([
    primary(button('Start my plan', `${planActions.onboard}:own`, personId)),
    button('Start one for somebody new', `${planActions.onboard}:other`, 'other'),
    besideButton('What a first month is about', 'milestones day-30'),
  ]),
];

/** The answer to `progress` of somebody who has none. */
export const noPlan = (personId: string): Message => asMessage(noPlanBlocks(personId));

/** The same of somebody else, for whoever may start one for them. */
export const noPlanOf = (personId: string): Message =>
  asMessage([
    lines(
      ...phrase`${mention(personId)} has no plan here. With one I ask them how it goes after 30, 60 and 90 days, then at six and twelve months. You see where they stand, and hear from me when they want help.`,
    ),
    ...actions([primary(button('Start a plan', planActions.onboard, personId))]),
  ]);
