import type { ModalView } from '@slack/types';
import { actions, commandName, lines, type Message, words } from './kit.ts';
import { openButton } from './navigation.ts';
import { asMessage } from './pages.ts';

/** A failure of ours, with what an operator needs to find it in the log. */
export const failed = (reference: string): Message =>
  said(
    `Something went wrong on our side, reference ${reference}. Nothing of yours is lost. Try again in a moment, and tell whoever runs me this reference if it happens again.`,
  );

/** Why the database took nothing. */
export type StorageTrouble = 'full' | 'busy' | 'read-only' | 'unreachable' | 'failing';

const troubles: Record<StorageTrouble, string> = {
  full: 'the disk that I keep it on is full',
  busy: 'my database is busy',
  'read-only': 'my database takes no changes just now',
  unreachable: 'I cannot reach my database',
  failing: 'my database has a fault',
};

/** What somebody did or wrote could not be kept, and nothing of it was. */
export const notSaved = (reference: string, trouble: StorageTrouble): Message =>
  asMessage([lines(words(notSavedText(reference, trouble)))]);

/** The same for under a field of a form that stays open. */
export const notSavedText = (reference: string, trouble: StorageTrouble): string =>
  `This was not saved: ${troubles[trouble]}. Try again in a minute. Whoever runs me finds the cause in the log, under reference ${reference}.`;

/** A button, command, shortcut or form that this version does not know: the message or the manifest is older. */
export const fromOlderVersion = (): Message =>
  said(
    `This is from an older version of the app. Type ${commandName} for what works today, and ${commandName} manager for who your manager is; if a menu of Slack brought you here, ask whoever runs me to update the app's manifest.`,
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
