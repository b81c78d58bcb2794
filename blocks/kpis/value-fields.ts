import type { InputBlock } from '@slack/types';
import type { Standing } from '../../src/kpis/standing.ts';
import { exampleOf } from '../../src/kpis/units.ts';
import { dayText } from '../dates.ts';
import { clipped, plain } from '../kit.ts';
import { valueText } from './standing-text.ts';

export const valueInput = 'typed';

/** What Slack hands over of a form, by block and action. */
export type FormValues = Record<
  string,
  Record<
    string,
    {
      value?: string | null;
      selected_option?: { value: string } | null;
      selected_options?: { value: string }[] | null;
      selected_date?: string | null;
      selected_user?: string | null;
    }
  >
>;

/** What was measured last, and how a value is written. */
export const valueHint = ({ kpi, last, target }: Standing, today: string): string =>
  `${last ? `Last time ${valueText(last, target.target)}, ${dayText(last.measured_on, today)}. ` : ''}Write it like ${exampleOf(kpi.target.unit)}.`;

export const valueField = (
  blockId: string,
  { label, hint, optional = false }: { label: string; hint: string; optional?: boolean },
): InputBlock => ({
  type: 'input',
  block_id: blockId,
  optional,
  label: plain(clipped(label, 150)),
  hint: plain(clipped(hint, 150)),
  element: { type: 'plain_text_input', action_id: valueInput, max_length: 100 },
});

export const typedIn = (values: FormValues, blockId: string): string => values[blockId]?.[valueInput]?.value ?? '';
