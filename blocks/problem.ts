import type { ModalView } from '@slack/types';
import { actions, commandName, lines, type Message, words } from './kit.ts';
import { openButton } from './navigation.ts';
import { asMessage } from './pages.ts';

/** A failure of ours, with what an operator needs to find it in the log. */
export const failed = (reference: string): Message =>
  said(
    `Something went wrong on our side, reference ${reference}. Nothing of yours is lost. Try again in a moment, and tell whoever runs me this reference if it happens again.`,
  );

/** A button, command, shortcut or form that this version does not know: the message or the manifest is older. */
export const fromOlderVersion = (): Message =>
  said(
    `This is from an older version of the app. Type ${commandName} for what works today; if a menu of Slack brought you here, ask whoever runs me to update the app's manifest.`,
  );

export const asModal = ({ blocks }: Message): ModalView => ({
  type: 'modal',
  callback_id: 'problem',
  title: { type: 'plain_text', text: 'Role Coach' },
  close: { type: 'plain_text', text: 'Close' },
  blocks,
});

function said(text: string): Message {
  return asMessage([lines(words(text)), ...actions([openButton('Show me the topics', 'help')])]);
}
