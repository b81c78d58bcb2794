import type {
  ActionsBlockElement,
  AnyBlock,
  ContextActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  Option,
  PlainTextOption,
  RichTextBlock,
  SectionBlockAccessory,
} from '@slack/types';
import type { ElementState, StateValues } from '../../protocol.ts';

export type LiveElement = ActionsBlockElement | InputBlockElement | SectionBlockAccessory | ContextActionsBlockElement;

/**
 * What is filled into one element, always as strings: the typed text, the chosen option's value, people's ids, a date;
 * of a menu that the app fills the whole option, packed, as it may not be offered again. None is empty. Slack's own shapes are made of them when something is sent.
 */
export type Filled = readonly string[];

/** What a person has changed, by block and action; where nothing was changed the element's initial value holds. */
export type Changes = Readonly<Record<string, Readonly<Record<string, Filled>>>>;

export function actionIdOf(element: LiveElement): string {
  return 'action_id' in element ? (element.action_id ?? '') : '';
}

/** What is filled in when nothing was changed; null for what cannot be filled (a button, an image). */
export function initialOf(element: LiveElement): Filled | null {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return some(element.initial_value);
    case 'rich_text_input':
      return some(element.initial_value && textOf(element.initial_value));
    case 'static_select':
    case 'radio_buttons':
      return some(element.initial_option && optionValue(element.initial_option));
    case 'external_select':
      return some(element.initial_option && packOption(element.initial_option));
    case 'multi_external_select':
      return (element.initial_options ?? []).map(packOption);
    case 'multi_static_select':
    case 'checkboxes':
      return (element.initial_options ?? []).map(optionValue);
    case 'users_select':
      return some(element.initial_user);
    case 'multi_users_select':
      return element.initial_users ?? [];
    case 'conversations_select':
      return some(element.initial_conversation);
    case 'multi_conversations_select':
      return element.initial_conversations ?? [];
    case 'channels_select':
      return some(element.initial_channel);
    case 'multi_channels_select':
      return element.initial_channels ?? [];
    case 'datepicker':
      return some(element.initial_date);
    case 'timepicker':
      return some(element.initial_time);
    case 'datetimepicker':
      return some(element.initial_date_time?.toString());
    case 'file_input':
      return [];
    default:
      return null;
  }
}

function some(value: string | undefined): Filled {
  return value === undefined || value === '' ? [] : [value];
}

/** The state of one element in the words of Slack's payloads. */
export function report(element: LiveElement, filled: Filled): ElementState {
  const { type } = element;
  const [first = null] = filled;
  switch (type) {
    case 'rich_text_input':
      return { type, rich_text_value: first === null ? null : richText(first) };
    case 'external_select':
      return { type, selected_option: first === null ? null : unpackOption(first) };
    case 'multi_external_select':
      return { type, selected_options: filled.map(unpackOption) };
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: chosenOptions(element, filled)[0] ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: chosenOptions(element, filled) };
    case 'users_select':
      return { type, selected_user: first };
    case 'multi_users_select':
      return { type, selected_users: filled };
    case 'conversations_select':
      return { type, selected_conversation: first };
    case 'multi_conversations_select':
      return { type, selected_conversations: filled };
    case 'channels_select':
      return { type, selected_channel: first };
    case 'multi_channels_select':
      return { type, selected_channels: filled };
    case 'datepicker':
      return { type, selected_date: first };
    case 'timepicker':
      return { type, selected_time: first, ...(element.timezone ? { timezone: element.timezone } : {}) };
    case 'datetimepicker':
      return { type, selected_date_time: first === null ? null : Number(first) };
    case 'file_input':
      return { type, files: [] };
    default:
      return { type, value: first };
  }
}

/** Every option an element offers, those of its groups included; none for a menu that the app fills. */
export function optionsOf(element: LiveElement): Option[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return element.options ?? element.option_groups?.flatMap(({ options }): PlainTextOption[] => options) ?? [];
    case 'radio_buttons':
    case 'checkboxes':
    case 'overflow':
      return element.options;
    default:
      return [];
  }
}

export function optionValue(option: Option): string {
  return option.value ?? '';
}

/** An option of a menu that the app fills, as one string. */
export function packOption({ text, value, description }: PlainTextOption): string {
  return JSON.stringify({ text, value, ...(description ? { description } : {}) });
}

export function unpackOption(packed: string): PlainTextOption {
  const option: PlainTextOption = JSON.parse(packed);
  return option;
}

function chosenOptions(element: LiveElement, filled: Filled): Option[] {
  return optionsOf(element).filter((option) => filled.includes(optionValue(option)));
}

function richText(text: string): RichTextBlock {
  const section = { type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text }] };
  return { type: 'rich_text', elements: [section] };
}

function textOf(block: RichTextBlock): string {
  return block.elements
    .flatMap(({ elements }) => elements.flatMap((part) => ('elements' in part ? part.elements : [part])))
    .map((part) => ('text' in part ? (part.text ?? '') : ''))
    .join('');
}

const holders = new Set(['section', 'actions', 'input', 'container']);

function isHolder(
  block: AnyBlock,
): block is Extract<KnownBlock, { type: 'section' | 'actions' | 'input' | 'container' }> {
  return holders.has(block.type);
}

/** The elements of some blocks that can be filled, with the block they stand in. */
function fieldsOf(blocks: readonly AnyBlock[]): { blockId: string; element: LiveElement }[] {
  return blocks.filter(isHolder).flatMap((block) => {
    if (block.type === 'container') return fieldsOf(block.child_blocks);
    const blockId = block.block_id ?? '';
    const elements: (LiveElement | undefined)[] =
      block.type === 'actions' ? block.elements : [block.type === 'input' ? block.element : block.accessory];
    return elements.filter((element) => element !== undefined).map((element) => ({ blockId, element }));
  });
}

/** What is filled into an element now. Options that an update took away are no longer chosen. */
export function filledIn(changes: Changes, blockId: string, element: LiveElement): Filled {
  const changed = ownValue(ownValue(changes, blockId) ?? {}, actionIdOf(element));
  const filled = changed ?? initialOf(element) ?? [];
  const options = optionsOf(element);
  return options.length > 0
    ? filled.filter((value) => options.some((option) => optionValue(option) === value))
    : filled;
}

/** The state of all the fields in some blocks, as Slack reports it. */
export function stateOf(blocks: readonly AnyBlock[], changes: Changes): StateValues {
  const state = new Map<string, [string, ElementState][]>();
  for (const { blockId, element } of fieldsOf(blocks)) {
    if (initialOf(element) === null) continue;
    const reported = report(element, filledIn(changes, blockId, element));
    state.set(blockId, [...(state.get(blockId) ?? []), [actionIdOf(element), reported]]);
  }
  return Object.fromEntries([...state].map(([blockId, states]) => [blockId, Object.fromEntries(states)]));
}

/**
 * What was filled in, after an update of the blocks. As in Slack the state of a field stays for as long as its block and
 * action have the same ids, whatever initial value the update brings; a field with new ids begins with that value.
 */
export function carriedOver(changes: Changes, before: readonly AnyBlock[], after: readonly AnyBlock[]): Changes {
  const earlier = fieldsOf(before);
  const kept = new Map<string, [string, Filled][]>();
  for (const { blockId, element } of fieldsOf(after)) {
    const same = earlier.find(
      (one) =>
        one.blockId === blockId && one.element.type === element.type && actionIdOf(one.element) === actionIdOf(element),
    );
    if (!same || initialOf(element) === null) continue;
    const filled = filledIn(changes, blockId, same.element);
    kept.set(blockId, [...(kept.get(blockId) ?? []), [actionIdOf(element), filled]]);
  }
  return Object.fromEntries([...kept].map(([blockId, fields]) => [blockId, Object.fromEntries(fields)]));
}

/** What is kept under an id. Ids are the app's words: `constructor` must not find what every object has. */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined;
}
