import type { InputBlock } from '@slack/types';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { lines, type Modal, plain, words } from '../kit.ts';
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
}

/** From when to when somebody is away. */
export const awayForm = ({ checkinId, title, today }: AwayFormView): Modal => ({
  type: 'modal',
  callback_id: awayView,
  private_metadata: checkinId,
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
