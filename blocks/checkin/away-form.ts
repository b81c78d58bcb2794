import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { lines, type Modal, plain, words } from '../kit.ts';
import { type MessagePlace, messagePlace } from '../message-place.ts';
import type { FormValues } from './read-form.ts';

export const awayView = 'checkin.away';

/** The block of each day, which errors are shown by. */
export const awayBlocks = { from: 'from', to: 'to' } as const;

export interface AwayFormView {
  checkinId: string;
  /** `Day 30`. */
  title: string;
  /** In the person's zone. */
  today: LocalDate;
  /** The question that it was opened from. */
  message: MessagePlace | undefined;
}

const carried = z.object({ checkinId: z.string(), message: messagePlace.optional() });

/** What the form carries in its `private_metadata`. @throws where it is not one of ours */
export const readAwayMetadata = (text: string) => carried.parse(JSON.parse(text));

/** From when to when somebody is away. */
export const awayForm = ({ checkinId, title, today, message }: AwayFormView): Modal => ({
  type: 'modal',
  callback_id: awayView,
  private_metadata: JSON.stringify({ checkinId, message }),
  title: plain('Days away'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    lines(words(`I ask nothing on these days, and come back to ${title} on the first working day after them.`)),
    dayField('from', 'First day away', today),
    dayField('to', 'Last day away', undefined),
  ],
});

const dayField = (name: keyof typeof awayBlocks, label: string, day: LocalDate | undefined): InputBlock => ({
  type: 'input',
  block_id: awayBlocks[name],
  label: plain(label),
  element: { type: 'datepicker', action_id: name, ...(day === undefined ? {} : { initial_date: day }) },
});

/** The days in it, both included; undefined is none chosen. */
export function readAwayForm(values: FormValues): {
  from: LocalDate | undefined;
  to: LocalDate | undefined;
} {
  const day = (name: keyof typeof awayBlocks) => values[awayBlocks[name]]?.[name]?.selected_date ?? undefined;
  return { from: day('from'), to: day('to') };
}
