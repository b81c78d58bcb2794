import type { KnownBlock, RichTextElement } from '@slack/types';
import type { ToForget } from '../../src/privacy/forget-me.ts';
import {
  actions,
  afterAsking,
  button,
  header,
  lines,
  list,
  type Message,
  type Modal,
  mention,
  phrase,
  plain,
  strong,
  words,
} from '../kit.ts';
import { asMessage } from '../pages.ts';
import { counted } from '../settings/export-files.ts';
import { settingsActions } from '../settings/settings-actions.ts';
import { forgetView, privacyActions } from './privacy-actions.ts';

/** What goes and what stays, before anything does. */
export const forgetQuestion = (toForget: ToForget): Message =>
  asMessage(toForget.counts.length === 0 ? nothingKept : [header('Forget me'), ...question(toForget)]);

/** Once it is done: nothing of it can be taken back. */
export const forgotten = (): Message =>
  asMessage([
    lines(
      strong('Done. '),
      words('What I kept of you is deleted. You are welcome back at any time; I then start from nothing.'),
    ),
  ]);

/** The same on a page of its own, where it was asked for on one. */
export const forgetModal = ({ blocks }: Message): Modal => ({
  type: 'modal',
  callback_id: forgetView,
  title: plain('Forget me'),
  close: plain('Close'),
  blocks: blocks.filter(({ type }) => type !== 'header'), // the title says it
});

const nothingKept: KnownBlock[] = [lines(words('I keep nothing of you, so there is nothing to delete.'))];

const question = (toForget: ToForget): KnownBlock[] => [
  list(
    [words('I would delete this for good, at once, and nobody could bring it back:')],
    toForget.counts.map(({ table, rows }) => [words(counted(table, rows))]),
  ),
  ...follows(toForget),
  list([strong('What stays, and why')], stays),
  ...actions([
    afterAsking(
      { ...button('Delete it all', privacyActions.forget, toForget.personId), style: 'danger' },
      {
        title: 'Delete it all for good?',
        text: 'All that I keep of you goes at once, also what came after this message. Nobody can bring it back.',
        yes: 'Delete it all',
        no: 'Keep it',
      },
    ),
    button('My data as files first', settingsActions.exportMine, toForget.personId),
  ]),
];

const stays: RichTextElement[][] = [
  [
    words(
      'The audit log: who did something with your data and when, without what it was. Admins stay answerable by it.',
    ),
  ],
  [
    words(
      "What you wrote into other people's plans, or set for them: it is about them. Your Slack id stays beside it as its author, and in plans as their manager.",
    ),
  ],
  [words('My record of what I tell others of this: it goes by itself a week later.')],
  [
    words(
      'Messages that I have sent already, to you and to others: they are in Slack, and I do not delete them there.',
    ),
  ],
  [words('Copies in backups: until whoever runs me lets those go.')],
];

/** What else happens: where nothing does, nothing is said. */
function follows({ hasPlan, managerId, managed }: ToForget): KnownBlock[] {
  const told =
    managerId === undefined ? [] : phrase` I tell ${mention(managerId)} that you asked for this, and no more.`;
  const then = [
    phrase`What a manager of yours has noted for one-to-ones with you goes as well, their private notes included.`,
    ...(hasPlan ? [phrase`Your plan ends, and I ask you nothing more.${told}`] : []),
    ...(managed.length > 0 ? [losesManager(managed)] : []),
    phrase`What you do here later is kept anew, and so is what a system that an admin connected sends about you.`,
  ];
  return [list([strong('What follows')], then)];
}

/** More than these are counted. */
const mostNamed = 5;

function losesManager(managed: readonly string[]): RichTextElement[] {
  const named = managed
    .slice(0, mostNamed)
    .flatMap((id, index) => [...(index === 0 ? [] : [words(', ')]), mention(id)]);
  const more = managed.length > mostNamed ? ` and ${managed.length - mostNamed} more` : '';
  return phrase`You are no longer named as the manager of ${named}${more}. They and the admins hear that somebody else is needed.`;
}
