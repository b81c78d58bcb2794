import { elementsOf } from '../kept/placed-elements.ts';
import type { ElementState, StateValues } from '../protocol.ts';

/** What an element holds before anybody touched it; none for buttons, which hold nothing. */
const initial = new Map<string, (element: Record<string, unknown>) => Record<string, unknown>>([
  ['static_select', ({ initial_option: option = null }) => ({ selected_option: option })],
  ['external_select', ({ initial_option: option = null }) => ({ selected_option: option })],
  ['radio_buttons', ({ initial_option: option = null }) => ({ selected_option: option })],
  ['checkboxes', ({ initial_options: options = [] }) => ({ selected_options: options })],
  ['multi_static_select', ({ initial_options: options = [] }) => ({ selected_options: options })],
  ['multi_external_select', ({ initial_options: options = [] }) => ({ selected_options: options })],
  ['users_select', ({ initial_user: user = null }) => ({ selected_user: user })],
  ['multi_users_select', ({ initial_users: users = [] }) => ({ selected_users: users })],
  ['conversations_select', ({ initial_conversation: one = null }) => ({ selected_conversation: one })],
  ['multi_conversations_select', ({ initial_conversations: some = [] }) => ({ selected_conversations: some })],
  ['channels_select', ({ initial_channel: channel = null }) => ({ selected_channel: channel })],
  ['multi_channels_select', ({ initial_channels: channels = [] }) => ({ selected_channels: channels })],
  ['datepicker', ({ initial_date: date = null }) => ({ selected_date: date })],
  ['datetimepicker', ({ initial_date_time: time = null }) => ({ selected_date_time: time })],
  ['timepicker', ({ initial_time: time = null }) => ({ selected_time: time })],
  ['plain_text_input', ({ initial_value: value = null }) => ({ value })],
  ['email_text_input', ({ initial_value: value = null }) => ({ value })],
  ['url_text_input', ({ initial_value: value = null }) => ({ value })],
  ['number_input', ({ initial_value: value = null }) => ({ value })],
  ['rich_text_input', ({ initial_value: value = null }) => ({ rich_text_value: value })],
  ['file_input', () => ({ files: [] })],
]);

/**
 * The state of all inputs as Slack reports it: what the page says of those that are there, else what they held at
 * first. An empty text is reported as `null`.
 */
export function stateValues(blocks: unknown, said: StateValues): StateValues {
  const values = new Map<string, [string, ElementState][]>();
  for (const { blockId, actionId, type, element } of elementsOf(blocks)) {
    const first = initial.get(type);
    if (!first) continue;
    const state = findState(said, blockId, actionId) ?? { type, ...first(element) };
    values.set(blockId, [...(values.get(blockId) ?? []), [actionId, withoutEmptyText(state, type)]]);
  }
  // the ids are the bot's words: a block named `__proto__` must become a key like any other
  return Object.fromEntries([...values].map(([blockId, states]) => [blockId, Object.fromEntries(states)]));
}

/** What a state says of one element; an id like `toString` finds only what was put there. */
export function findState(state: StateValues, blockId: string, actionId: string): ElementState | undefined {
  const block = Object.hasOwn(state, blockId) ? state[blockId] : undefined;
  return block && Object.hasOwn(block, actionId) ? block[actionId] : undefined;
}

function withoutEmptyText(state: ElementState, type: string): ElementState {
  return { ...state, type, ...(state['value'] === '' ? { value: null } : {}) };
}

/** Whether somebody filled it in. */
export function isFilled({ type: _, ...held }: ElementState): boolean {
  return Object.values(held).some((value) => value !== null && !(Array.isArray(value) && value.length === 0));
}
