import { z } from 'zod';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Standing } from '../../src/kpis/standing.ts';
import { context, lines, type Modal, plain, strong, words } from '../kit.ts';
import { messagePlace } from '../message-place.ts';
import { promptView } from './kpi-actions.ts';
import { type FormValues, typedIn, valueField, valueHint } from './value-fields.ts';

/** On one page, so that nobody has to scroll for long. */
export const mostFields = 10;

const metadata = z.object({
  /** The message that it was opened from, to be changed once all is logged. */
  message: messagePlace.optional(),
  /** What stands on the next pages. */
  rest: z.array(z.string()),
  /** The readings that were saved on the pages before, for the summary at the end. */
  saved: z.array(z.string()).default([]),
});
type PromptMetadata = z.infer<typeof metadata>;

export interface PromptForm extends PromptMetadata {
  /** Those of this page. */
  asked: readonly Standing[];
  today: LocalDate;
}

/** A field for each value that is asked for; what is left empty is skipped. */
export const promptForm = ({ asked, today, message, rest, saved }: PromptForm): Modal => ({
  type: 'modal',
  callback_id: promptView,
  private_metadata: JSON.stringify({ message, rest, saved } satisfies PromptMetadata),
  title: plain('Log values'),
  submit: plain(rest.length > 0 ? 'Save and go on' : 'Save'),
  close: plain('Close'),
  blocks: [
    lines(
      ...(saved.length === 0 ? [] : [strong(saved.length === 1 ? 'One is saved. ' : `${saved.length} are saved. `)]),
      words('Fill in what you have; what is empty is skipped. All count as measured today.'),
    ),
    ...asked.map((standing) =>
      valueField(fieldOf(standing.kpi.id), {
        label: standing.kpi.title,
        hint: valueHint(standing, today),
        optional: true,
      }),
    ),
    context('You, your manager and the workspace admins can see these.'),
  ],
});

export const fieldOf = (kpiId: string): string => `value:${kpiId}`;

export const readPromptMetadata = (text: string): PromptMetadata => metadata.parse(JSON.parse(text));

/** What was typed, by KPI; nothing for those that were left empty. */
export const readPromptForm = (values: FormValues): { kpiId: string; value: string }[] =>
  Object.keys(values).flatMap((blockId) => {
    const value = typedIn(values, blockId).trim();
    return blockId.startsWith('value:') && value !== '' ? [{ kpiId: blockId.slice('value:'.length), value }] : [];
  });
