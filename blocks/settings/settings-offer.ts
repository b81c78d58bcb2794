import { actions, lines, type Message, primary, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { settingsButton } from './settings-actions.ts';

/** For where no page can be opened: what is on it, and the button that opens it. */
export const settingsOffer = (): Message =>
  asMessage([
    lines(
      words(
        'When I write to you is yours to set: your hour, working days, public holidays and days away. The same page tells who has read your data.',
      ),
    ),
    ...actions([primary(settingsButton('Open my settings'))]),
  ]);
