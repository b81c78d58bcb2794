import { actions, lines, type Message, phrase, typed } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { logButton, myKpisButton } from './kpi-actions.ts';

/** Where no form can be opened: the button for it. */
export const logOffer = (): Message =>
  asMessage([
    lines(...phrase`Log a value in the form, or type it: ${typed('log latency 87 ms')}.`),
    ...actions([logButton('Log a value'), myKpisButton()]),
  ]);
