import type { Button, KnownBlock, RichTextElement } from '@slack/types';
import { type Point, pointKey } from '../../src/digests/digest.ts';
import type { Seen } from '../../src/team/discussed.ts';
import type { Note, OneToOne, OwnNotes } from '../../src/team/one-to-one.ts';
import { dayText } from '../dates.ts';
import { pointText } from '../digests/point-text.ts';
import {
  actions,
  afterAsking,
  button,
  context,
  faint,
  lines,
  type Message,
  type Modal,
  mention,
  phrase,
  plain,
  primary,
  strong,
  words,
} from '../kit.ts';
import { asMessage } from '../pages.ts';
import { type ListMetadata, oneToOneView, seenValue, topicActions, topicValue } from './one-to-one-actions.ts';
import { addNoteButton, oneToOneButton } from './team-buttons.ts';

/** What was just done, to stand above the rest. */
export type Done =
  | 'kept-private'
  | 'kept-shared'
  | 'shared'
  | 'made-private'
  | 'deleted'
  | 'all-discussed'
  | 'newer'
  | 'on-its-way';

export interface OneToOnePage {
  oneToOne: OneToOne | OwnNotes;
  done?: Done | undefined;
  showsLately?: boolean | undefined;
  /** The person's page that it stands upon. */
  personViewId?: string | undefined;
}

/** A modal takes 100 blocks: three for each of these, two for each that was talked about, and what stands around them. */
const mostTopics = 24;
const mostLately = 10;

/** What to talk about with somebody, for whoever they report to; for whoever they did, their own notes. */
export const oneToOneModal = ({ oneToOne, done, showsLately = false, personViewId }: OneToOnePage): Modal => ({
  type: 'modal',
  callback_id: oneToOneView,
  private_metadata: JSON.stringify({ personId: oneToOne.personId, showsLately, personViewId } satisfies ListMetadata),
  title: plain('One-to-one'),
  close: plain(personViewId === undefined ? 'Close' : 'Back'),
  blocks: [
    ...(done ? [lines(strong(doneLead[done]), ...doneText[done](oneToOne.personId))] : []),
    ...(oneToOne.kind === 'manager' ? forManager(oneToOne, showsLately) : forFormer(oneToOne)),
  ],
});

const doneLead: Record<Done, string> = {
  'kept-private': 'Kept. ',
  'kept-shared': 'Kept. ',
  shared: 'Shared. ',
  'made-private': 'Only you read it from now on. ',
  deleted: 'Deleted. ',
  'all-discussed': 'All discussed. ',
  newer: 'There is news. ',
  'on-its-way': 'It is on its way ',
};

const doneText: Record<Done, (personId: string) => RichTextElement[]> = {
  'kept-private': () => phrase`Only you read it.`,
  'kept-shared': (personId) => phrase`${mention(personId)} sees it in their Home tab now.`,
  shared: (personId) => phrase`${mention(personId)} sees it in their Home tab now.`,
  'made-private': (personId) => phrase`${mention(personId)} may have read it before.`,
  deleted: () => phrase`Nobody reads it any more.`,
  newer: () => phrase`Something has changed since this page was drawn, so I have not marked it yet. Have a look first.`,
  'all-discussed': () => phrase`What I noticed comes back when something new happens.`,
  'on-its-way': () => phrase`to our direct message, as text.`,
};

interface Shown {
  text: RichTextElement[];
  /** Who reads it, and since when it stands there. */
  below: string;
  buttons: Button[];
}

function forManager(oneToOne: OneToOne, showsLately: boolean): KnownBlock[] {
  const { personId, points, notes } = oneToOne;
  const topics = [
    ...points.map((point, index) => ofPoint(point, oneToOne, `p${index}`)),
    ...notes.map((note, index) => ofNote(note, oneToOne, `n${index}`)),
  ];
  return [
    ...leadText(personId, topics.length),
    ...topicBlocks(topics),
    { type: 'divider' },
    ...actions([
      primary(addNoteButton(personId)),
      ...(topics.length > 0 ? [asTextButton(personId), allDiscussedButton({ personId, seenAt: oneToOne.at })] : []),
    ]),
    ...latelyBlocks(oneToOne, showsLately),
  ];
}

function leadText(personId: string, count: number): KnownBlock[] {
  if (count > 0) return [lines(...phrase`To talk about with ${mention(personId)}:`)];
  return [lines(...phrase`Nothing to talk about with ${mention(personId)} that I know of. Add what you have in mind.`)];
}

function topicBlocks(topics: readonly Shown[]): KnownBlock[] {
  const more = topics.length - mostTopics;
  return [
    ...topics
      .slice(0, mostTopics)
      .flatMap(({ text, below, buttons }): KnownBlock[] => [lines(...text), context(below), ...actions(buttons)]),
    ...(more > 0
      ? [context(`And ${more} more, which come up here as these are discussed. "As text" has all of them.`)]
      : []),
  ];
}

const asTextButton = (personId: string): Button => button('As text', topicActions.asText, personId);

const allDiscussedButton = (seen: Seen): Button =>
  afterAsking(button('Mark all as discussed', topicActions.allDiscussed, seenValue(seen)), {
    title: 'All of it?',
    text: 'Your notes are closed, and what I noticed is left out until something new happens. Each can be brought back.',
    yes: 'Mark all',
  });

/** What came up by itself is the manager's alone, until they share it. */
function ofPoint(point: Point, { personId, managerId, today, since, at }: OneToOne, suffix: string): Shown {
  const value = topicValue({ personId, point: pointKey(point), seenAt: at });
  return {
    text: pointText(point, { personId, managerId, today, since }),
    below: readersText(false, personId),
    buttons: [discussedButton(value, suffix), shareButton(value, suffix)],
  };
}

function ofNote({ id, text, isShared, writtenOn }: Note, { personId, today }: OneToOne, suffix: string): Shown {
  const value = topicValue({ noteId: id });
  return {
    text: [words(text)],
    below: `${readersText(isShared, personId)} · ${sinceText(writtenOn, today)}`,
    buttons: [
      discussedButton(value, suffix),
      isShared ? makePrivateButton(id, suffix) : shareButton(value, suffix),
      button('Edit', `${topicActions.edit}:${suffix}`, id),
      deleteButton(id, suffix),
    ],
  };
}

/** Who reads something; nothing that people wrote, so that Slack shows the name. */
const readersText = (isShared: boolean, personId: string): string => (isShared ? `You and <@${personId}>` : 'Only you');

const sinceText = (day: string, today: string): string =>
  day === today ? 'since today' : `since ${dayText(day, today)}`;

const discussedButton = (value: string, suffix: string): Button =>
  button('Discussed', `${topicActions.discussed}:${suffix}`, value);

const shareButton = (value: string, suffix: string): Button =>
  afterAsking(button('Share', `${topicActions.share}:${suffix}`, value), {
    title: 'Share this?',
    text: 'They see it in their Home tab right away, as something to talk about with you.',
    yes: 'Share',
  });

const makePrivateButton = (noteId: string, suffix: string): Button =>
  button('Make private', `${topicActions.makePrivate}:${suffix}`, topicValue({ noteId }));

const deleteButton = (noteId: string, suffix: string): Button =>
  afterAsking(button('Delete', `${topicActions.remove}:${suffix}`, noteId), {
    title: 'Delete this note?',
    text: 'It is gone for good, for whoever reads it.',
    yes: 'Delete',
    no: 'Keep it',
  });

function latelyBlocks(oneToOne: OneToOne, showsLately: boolean): KnownBlock[] {
  const { points, notes } = oneToOne.discussed;
  const count = points.length + notes.length;
  if (count === 0) return [];
  if (!showsLately)
    return [
      lines(words(`Discussed lately: ${count}`)),
      ...actions([button('Show them', topicActions.lately, oneToOne.personId)]),
    ];
  const { personId, managerId, today, since, at } = oneToOne;
  const topics = [
    ...points.map((point) => ({
      text: pointText(point, { personId, managerId, today, since }),
      value: topicValue({ personId, point: pointKey(point), seenAt: at }),
    })),
    ...notes.map(({ id, text, isShared }) => ({
      text: [words(text), ...(isShared ? [faint('  shared')] : [])],
      value: topicValue({ noteId: id }),
    })),
  ];
  const more = count - mostLately;
  return [
    lines(strong('Discussed lately')),
    ...topics
      .slice(0, mostLately)
      .flatMap(({ text, value }, index): KnownBlock[] => [
        lines(...text),
        ...actions([button('Bring back', `${topicActions.bringBack}:${index}`, value)]),
      ]),
    ...(more > 0 ? [context(`And ${more} more.`)] : []),
  ];
}

/** What somebody wrote as a manager stays theirs, and nothing is added to it. */
function forFormer({ personId, notes, today }: OwnNotes): KnownBlock[] {
  const topics = notes.map(
    ({ id, text, isShared, writtenOn, discussedOn }, index): Shown => ({
      text: [words(text)],
      below: `${readersText(isShared && discussedOn === undefined, personId)} · ${dayText(writtenOn, today)}`,
      buttons: [
        ...(isShared && discussedOn === undefined ? [makePrivateButton(id, `n${index}`)] : []),
        deleteButton(id, `n${index}`),
      ],
    }),
  );
  return [
    lines(
      ...phrase`${mention(personId)} does not report to you any more. The notes that you wrote are still yours: whoever they report to now does not see them. What you shared stands in their Home tab until you make it private or delete it.`,
    ),
    ...topicBlocks(topics),
    { type: 'divider' },
    ...actions([asTextButton(personId)]),
  ];
}

/** Where nothing is left of it. */
export const noNotesLeft = (personId: string): Message =>
  asMessage([lines(...phrase`Deleted. Nothing of yours about ${mention(personId)} is left here.`)]);

/** Where a modal cannot be opened. */
export const oneToOneOffer = (personId: string): Message =>
  asMessage([
    lines(...phrase`What there is to talk about with ${mention(personId)} opens here, for you alone.`),
    ...actions([primary(oneToOneButton(personId))]),
  ]);
