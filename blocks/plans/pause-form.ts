import type { LocalDate } from '../../src/calendar/local-date.ts';
import { lines, type Modal, mention, phrase, plain } from '../kit.ts';
import type { FormValues } from './plan-fields.ts';

export const pauseView = 'plan.pause';
export const pauseBlock = 'until';
const pauseInput = 'day';

export interface PauseFormView {
  planId: string;
  personId: string;
  /** What the field begins with. */
  until: LocalDate | undefined;
}

/** Until which day a plan waits. `private_metadata` is the plan's id. */
export const pauseForm = ({ planId, personId, until }: PauseFormView): Modal => ({
  type: 'modal',
  callback_id: pauseView,
  private_metadata: planId,
  title: plain('Pause the plan'),
  submit: plain('Pause'),
  close: plain('Cancel'),
  blocks: [
    lines(
      ...phrase`I ask ${mention(personId)} nothing in the meantime. Every day still to come moves by as long as the pause lasts, and you can resume earlier.`,
    ),
    {
      type: 'input',
      block_id: pauseBlock,
      label: plain('Until'),
      hint: plain('The plan goes on again on this day.'),
      element: {
        type: 'datepicker',
        action_id: pauseInput,
        placeholder: plain('Choose a day'),
        ...(until === undefined ? {} : { initial_date: until }),
      },
    },
  ],
});

export const readPauseForm = (values: FormValues): { until: LocalDate | undefined } => ({
  until: values[pauseBlock]?.[pauseInput]?.selected_date ?? undefined,
});
