import { z } from 'zod';
import { bob } from '../support/plans.ts';
import type { View } from './recording-slack.ts';

const option = z.looseObject({ value: z.string() });

const element = z.looseObject({
  type: z.string(),
  action_id: z.string().default(''),
  options: z.array(option).default([]),
  initial_option: option.optional(),
  initial_options: z.array(option).optional(),
  initial_date: z.string().optional(),
  initial_user: z.string().optional(),
  initial_users: z.array(z.string()).default([]),
  initial_value: z.string().optional(),
});

const input = z.looseObject({ type: z.literal('input'), block_id: z.string(), element });

/** A form with what it began with, and where it was empty with something that it takes: Bob, a day to come, a number. */
export function filledIn({ blocks }: View): Record<string, Record<string, unknown>> {
  const inputs = blocks.flatMap((block) => input.safeParse(block).data ?? []);
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => [block_id, { [element.action_id]: stateOf(element) }]),
  );
}

function stateOf({ type, options, ...initial }: z.infer<typeof element>) {
  switch (type) {
    case 'users_select':
      return { type, selected_user: initial.initial_user ?? bob.personId };
    case 'multi_users_select':
      return { type, selected_users: initial.initial_users };
    case 'datepicker':
      return { type, selected_date: initial.initial_date ?? '2027-01-20' };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: initial.initial_option ?? options[0] };
    case 'external_select':
      return { type, selected_option: initial.initial_option ?? { value: 'none' } };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: initial.initial_options ?? options.slice(0, 1) };
    default:
      return { type, value: initial.initial_value ?? '90' };
  }
}
