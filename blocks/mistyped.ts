import { actions, button, clipped, lines, type Message, primary, typed, words } from './kit.ts';
import { asMessage } from './pages.ts';

/** Carries a command, to be done as if it was typed. */
export const runWordAction = 'words.run';

export interface Meant {
  typed: string;
  /** The command's word that comes closest. */
  word: string;
  /** That word, with what stood after what was typed. */
  command: string;
}

/** For a slip of the keys in what changes something: nothing was done yet. */
export const meantCommand = ({ typed: what, word, command }: Meant): Message =>
  asMessage([
    lines(
      words(`I do not know "${clipped(what, 40)}". Did you mean `),
      typed(word),
      words('? Nothing has changed yet.'),
    ),
    ...actions([primary(button(`Yes, ${word}`, runWordAction, command))]),
  ]);
