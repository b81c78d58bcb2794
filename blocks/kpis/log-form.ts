import type { LocalDate } from '../../src/calendar/local-date.ts';
import { longestNote } from '../../src/kpis/read-entry.ts';
import type { RoleKpi } from '../../src/kpis/role-kpis.ts';
import type { Standing } from '../../src/kpis/standing.ts';
import { chosen, context, type Modal, plain, select } from '../kit.ts';
import { logView } from './kpi-actions.ts';
import { type FormValues, typedIn, valueField, valueHint } from './value-fields.ts';

export const logBlocks = { kpi: 'kpi', value: 'value', on: 'on', confidence: 'confidence', note: 'note' } as const;

export interface LogForm {
  all: readonly RoleKpi[];
  /** The KPI that it was opened for; undefined: it is chosen here. */
  standing: Standing | undefined;
  today: LocalDate;
}

const anyHint = 'As you would say it: 87 ms, 12.5%, 3h 20m, 4/5, €0.40, or +3 on top of the last value.';

/** One reading: only the value is required. */
export const logForm = ({ all, standing, today }: LogForm): Modal => ({
  type: 'modal',
  callback_id: logView,
  title: plain('Log a value'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input',
      block_id: logBlocks.kpi,
      label: plain('KPI'),
      element: chosen(
        select(
          'Choose a KPI',
          'chosen',
          all.map(({ id, title }) => ({ label: title, value: id })),
        ),
        standing?.kpi.id,
      ),
    },
    valueField(logBlocks.value, { label: 'Value', hint: standing ? valueHint(standing, today) : anyHint }),
    {
      type: 'input',
      block_id: logBlocks.on,
      label: plain('Measured on'),
      element: { type: 'datepicker', action_id: 'day', initial_date: today },
    },
    {
      type: 'input',
      block_id: logBlocks.confidence,
      optional: true,
      label: plain('How sure are you of it?'),
      element: select(
        'Choose',
        'chosen',
        ['1, a guess', '2, rough', '3, fair', '4, good', '5, measured exactly'].map((label, index) => ({
          label,
          value: String(index + 1),
        })),
      ),
    },
    {
      type: 'input',
      block_id: logBlocks.note,
      optional: true,
      label: plain('Note'),
      element: { type: 'plain_text_input', action_id: 'typed', multiline: true, max_length: longestNote },
    },
    context('You, your manager and the workspace admins can see this.'),
  ],
});

export interface TypedReading {
  kpiId: string;
  value: string;
  on: LocalDate | undefined;
  confidence: number | undefined;
  note: string;
}

export function readLogForm(values: FormValues): TypedReading {
  const confidence = values[logBlocks.confidence]?.['chosen']?.selected_option?.value;
  return {
    kpiId: values[logBlocks.kpi]?.['chosen']?.selected_option?.value ?? '',
    value: typedIn(values, logBlocks.value),
    on: values[logBlocks.on]?.['day']?.selected_date ?? undefined,
    confidence: confidence === undefined ? undefined : Number(confidence),
    note: typedIn(values, logBlocks.note).trim(),
  };
}
