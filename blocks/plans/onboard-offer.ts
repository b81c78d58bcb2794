import { actions, button, lines, type Message, mention, phrase, primary, typed } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { planActions } from './plan-buttons.ts';

/** Where no form can open by itself, as in a direct message: the button that opens it, for that person if one was named. */
export const onboardOffer = (personId: string | undefined): Message =>
  asMessage([
    lines(
      ...phrase`A form asks for the first day, the manager and the milestones${personId === undefined ? '' : phrase` of ${mention(personId)}`}, and shows every day before anything is sent. To start at once, type ${typed('onboard @joel 2026-11-30')}.`,
    ),
    ...actions([primary(button('Open the form', planActions.onboard, personId ?? 'other'))]),
  ]);
