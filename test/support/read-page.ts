import type { Block } from '@slack/types';
import { z } from 'zod';
import type { ElementState, StateValues } from '../../src/local/protocol.ts';

/** What a message or a view says and offers, by its words. */

export interface Pressed {
  blockId: string;
  actionId: string;
  element: ElementState;
}

/** The button, or the menu's option, that says `label`. */
export function pressed(blocks: readonly Block[], label: string, of = ''): Pressed {
  for (const { block, element } of controlsOf(blocks)) {
    if (of !== '' && !JSON.stringify(block).includes(of)) continue;
    const place = { blockId: block.block_id ?? '', actionId: element.action_id ?? '' };
    if (element.type === 'button' && element.text?.text === label) {
      return { ...place, element: { type: 'button', value: element.value } };
    }
    const option = element.type === 'static_select' && element.options?.find(({ text }) => text.text === label);
    if (option) return { ...place, element: { type: 'static_select', selected_option: option } };
  }
  throw new Error(`nothing says "${label}"`);
}

const option = z.looseObject({ text: z.looseObject({ text: z.string() }), value: z.string() });
const words = z.looseObject({ text: z.string() });
const control = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  text: words.optional(),
  value: z.string().optional(),
  options: z.array(option).optional(),
  confirm: z.looseObject({ title: words, text: words }).optional(),
});
type Control = z.infer<typeof control>;

const withControls = z.union([
  z.looseObject({ type: z.literal('actions'), elements: z.array(control) }),
  z.looseObject({ type: z.literal('section'), accessory: control }),
]);

/** Every button and menu, with the block that it stands in. */
function controlsOf(blocks: readonly Block[]): { block: Block; element: Control }[] {
  return blocks.flatMap((block) => {
    const { data } = withControls.safeParse(block);
    if (!data) return [];
    const elements = data.type === 'actions' ? data.elements : [data.accessory];
    return elements.map((element) => ({ block, element }));
  });
}

/** What blocks say, people by their ids: a line for each block and each part of one. */
export function saidIn({ blocks }: { blocks: readonly unknown[] }): string {
  return blocks.map(wordsIn).join('\n');
}

const element = z.looseObject({
  type: z.string().optional(),
  text: z.unknown().optional(),
  user_id: z.string().optional(),
});

function wordsIn(part: unknown): string {
  if (Array.isArray(part)) return part.map(wordsIn).join('');
  const { data } = element.safeParse(part);
  if (!data) return '';
  if (data.user_id !== undefined) return `<@${data.user_id}>`;
  const end = data.type?.startsWith('rich_text_section') ? '\n' : '';
  if (typeof data.text === 'string') return data.text;
  return (
    Object.values(data)
      .map((inner) => (typeof inner === 'object' ? wordsIn(inner) : ''))
      .join('') + end
  );
}

/** What the buttons say. */
export const buttonsOf = ({ blocks }: { blocks: readonly Block[] }): string[] =>
  controlsOf(blocks).flatMap(({ element }) => (element.type === 'button' ? [element.text?.text ?? ''] : []));

/** What Slack asks before a button does anything; undefined where it asks nothing. */
export const askedBefore = ({ blocks }: { blocks: readonly Block[] }, label: string): string | undefined =>
  controlsOf(blocks).find(({ element }) => element.text?.text === label)?.element.confirm?.text.text;

/** What a field is filled with: a person's id, a day, an option's words or several of them, a text. */
export type FieldValue = string | readonly string[];
/** By the labels of the fields. */
export type Fields = Readonly<Record<string, FieldValue>>;

const inputBlock = z.looseObject({
  type: z.literal('input'),
  block_id: z.string(),
  label: words,
  element: control,
});

/** The state of a form, as Slack reports it, from what its fields are called; the others hold what they began with. */
export function filled(view: { blocks: readonly unknown[] }, fields: Fields): StateValues {
  const inputs = view.blocks.flatMap((block) => {
    const { data } = inputBlock.safeParse(block);
    return data ? [data] : [];
  });
  return Object.fromEntries(
    Object.entries(fields).map(([label, value]) => {
      const input = inputs.find((one) => one.label.text === label);
      if (!input)
        throw new Error(`no field is called "${label}", only ${inputs.map((one) => one.label.text).join(', ')}`);
      return [input.block_id, { [input.element.action_id ?? '']: stateOf(input.element, value) }];
    }),
  );
}

function stateOf({ type, options = [] }: Control, value: FieldValue): ElementState {
  const chosen = [value].flat().map((words) => options.find(({ text }) => text.text === words));
  switch (type) {
    case 'users_select':
      return { type, selected_user: value };
    case 'datepicker':
      return { type, selected_date: value };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: chosen[0] };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: chosen };
    default:
      return { type, value };
  }
}
