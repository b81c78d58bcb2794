import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import { longestNote } from '../../src/team/change-one-to-one.ts';
import { clipped, lines, type Modal, mention, phrase, plain } from '../kit.ts';
import type { FormValues } from '../kpis/value-fields.ts';
import { noteView } from './one-to-one-actions.ts';

export const noteBlocks = { text: 'note', readers: 'readers' } as const;
const input = 'typed';

const metadata = z.object({
  personId: z.string(),
  /** Undefined: it is a new one. */
  noteId: z.string().optional(),
  /** The one-to-one below, where that is to show what was saved. */
  listViewId: z.string().optional(),
  /** The same of the person's page. */
  personViewId: z.string().optional(),
});

export type NoteMetadata = z.infer<typeof metadata>;

export const readNoteMetadata = (text: string): NoteMetadata => metadata.parse(JSON.parse(text));

export interface NoteFormView extends NoteMetadata {
  /** What the person is called; undefined: Slack does not say. */
  name: string | undefined;
  /** What it began with. */
  note?: { text: string; isShared: boolean };
}

/** Something to talk about with somebody, and who reads it. */
export const noteForm = ({ name, note, ...made }: NoteFormView): Modal => ({
  type: 'modal',
  callback_id: noteView,
  private_metadata: JSON.stringify(made),
  title: plain(note ? 'Edit the note' : 'Add a note'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    lines(...phrase`For the one-to-one with ${mention(made.personId)}.`),
    textField(both(name), note?.text),
    readersField(both(name), note?.isShared === true),
  ],
});

/** Slack takes 75 characters for a choice. */
const both = (name: string | undefined): string => clipped(`${name ?? 'The person it is about'} and me`, 75);

const textField = (bothText: string, text: string | undefined): InputBlock => ({
  type: 'input',
  block_id: noteBlocks.text,
  label: plain('What to talk about'),
  hint: plain(
    `With "Only me" nobody else reads it in Slack, no admin either. With "${bothText}" they see it in their Home tab right away.`,
  ),
  element: {
    type: 'plain_text_input',
    action_id: input,
    multiline: true,
    max_length: longestNote,
    focus_on_load: true,
    ...(text === undefined ? {} : { initial_value: text }),
  },
});

function readersField(bothText: string, isShared: boolean): InputBlock {
  const alone = { text: plain('Only me'), value: 'me' };
  const shared = { text: plain(bothText), value: 'both' };
  return {
    type: 'input',
    block_id: noteBlocks.readers,
    label: plain('Who reads it'),
    element: {
      type: 'radio_buttons',
      action_id: input,
      options: [alone, shared],
      initial_option: isShared ? shared : alone,
    },
  };
}

/** What was typed, without the empty lines around it. Whatever else was chosen than to share it is not to. */
export const readNoteForm = (values: FormValues): { text: string; isShared: boolean } => ({
  text: (values[noteBlocks.text]?.[input]?.value ?? '').trim(),
  isShared: values[noteBlocks.readers]?.[input]?.selected_option?.value === 'both',
});

export const emptyNote = 'Write what you want to talk about; a few words will do.';
