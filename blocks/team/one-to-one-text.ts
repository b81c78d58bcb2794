import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { Note, OneToOne, OwnNotes } from '../../src/team/one-to-one.ts';
import { dayText, fullDayText } from '../dates.ts';
import { pointText } from '../digests/point-text.ts';
import { lines, type Message, words } from '../kit.ts';
import { asMessage } from '../pages.ts';

export interface WrittenDown {
  oneToOne: OneToOne | OwnNotes;
  /** All that the manager noted about the person, the oldest first. */
  notes: readonly Note[];
  /** What people are called, by their ids: those whom Slack did not tell are called by these. */
  names: ReadonlyMap<string, string>;
}

/** A one-to-one as plain text, for a manager to take along: whatever of it is private says so. */
export function oneToOneText({ oneToOne, notes, names }: WrittenDown): string {
  const { personId, today } = oneToOne;
  const points = oneToOne.kind === 'manager' ? pointLines(oneToOne, names) : [];
  const isOpen = ({ discussedOn }: Note): boolean => discussedOn === undefined;
  const open = [...points, ...notes.filter(isOpen).map((note) => noteLine(note, today))];
  const done = notes.filter((note) => !isOpen(note)).map((note) => noteLine(note, today));
  return [
    `One-to-one with ${nameOf(personId, names)}`,
    fullDayText(today),
    '',
    'To talk about',
    ...(open.length === 0 ? ['Nothing yet.'] : numbered(open)),
    ...(done.length === 0 ? [] : ['', 'Discussed', ...numbered(done)]),
    '',
  ].join('\n');
}

const pointLines = (oneToOne: OneToOne, names: WrittenDown['names']): string[] =>
  oneToOne.points.map((point) => `[private] ${spoken(pointText(point, oneToOne), names)}`);

function noteLine({ text, isShared, writtenOn, discussedOn }: Note, today: string): string {
  const since = writtenOn === today ? '' : ` (since ${dayText(writtenOn, today)})`;
  const when = discussedOn === undefined ? since : ` (discussed ${dayText(discussedOn, today)})`;
  return `[${isShared ? 'shared' : 'private'}] ${text}${when}`;
}

/** What goes on in another line stays under what it belongs to. */
const numbered = (texts: readonly string[]): string[] =>
  texts.map((text, index) => `${index + 1}. ${text.replaceAll('\n', '\n   ')}`);

const nameOf = (id: string, names: WrittenDown['names']): string => names.get(id) ?? id;

/** As it reads aloud, people by name. */
const spoken = (elements: readonly RichTextElement[], names: WrittenDown['names']): string =>
  elements
    .map((element) => {
      if (element.type === 'user') return nameOf(element.user_id, names);
      return element.type === 'text' ? element.text : '';
    })
    .join('');

/** How the file is called and what is said above it; the person's id is shown by their name. */
export const oneToOneFile = ({ personId, today }: OneToOne | OwnNotes) => ({
  filename: `one-to-one-${today}.txt`,
  title: `One-to-one, ${dayText(today)}`,
  initial_comment: `Your one-to-one with <@${personId}>, as text. You alone get it; it says of each point whether it is private or shared.`,
});

/** A message takes about 13,000 characters, and this much of it leaves room for the rest. */
const mostCharacters = 9000;

/** The same where Slack takes no files: in as many messages as it needs. */
export function oneToOneMessages(text: string): Message[] {
  const pieces = text.match(new RegExp(`[^]{1,${mostCharacters}}`, 'gu')) ?? [];
  const lead = lines(words('Slack takes no files from me here, so this is your one-to-one as a message.'));
  return pieces.map((piece, index) => asMessage([...(index === 0 ? [lead] : []), preformatted(piece)]));
}

const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});
