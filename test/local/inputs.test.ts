import { expect, test } from 'vitest';
import type { ElementState, PageRequest } from '../../src/local/protocol.ts';
import { call, modal, openModal, plain } from './modal-samples.ts';
import { dmOf, joel, mira, type RunningWorkspace, startWorkspace, team } from './start-workspace.ts';

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const options = ['a', 'b', 'c'].map(option);

/** Each element with what it holds at first, and what it holds once it was changed. */
const elements: [string, object, object, object][] = [
  [
    'static_select',
    { options, initial_option: options[0] },
    { selected_option: options[0] },
    { selected_option: options[1] },
  ],
  [
    'external_select',
    { initial_option: options[0] },
    { selected_option: options[0] },
    { selected_option: option('new') },
  ],
  [
    'radio_buttons',
    { options, initial_option: options[0] },
    { selected_option: options[0] },
    { selected_option: options[1] },
  ],
  [
    'checkboxes',
    { options, initial_options: [options[0]] },
    { selected_options: [options[0]] },
    { selected_options: [] },
  ],
  [
    'multi_static_select',
    { options, initial_options: [options[0]] },
    { selected_options: [options[0]] },
    { selected_options: options },
  ],
  [
    'multi_external_select',
    { initial_options: [options[0]] },
    { selected_options: [options[0]] },
    { selected_options: [option('new')] },
  ],
  ['datepicker', { initial_date: '2026-11-30' }, { selected_date: '2026-11-30' }, { selected_date: '2026-12-01' }],
  ['timepicker', { initial_time: '09:00' }, { selected_time: '09:00' }, { selected_time: '10:30' }],
  [
    'datetimepicker',
    { initial_date_time: 1_796_000_000 },
    { selected_date_time: 1_796_000_000 },
    { selected_date_time: 1_796_000_060 },
  ],
  ['users_select', { initial_user: mira }, { selected_user: mira }, { selected_user: joel }],
  ['multi_users_select', { initial_users: [mira] }, { selected_users: [mira] }, { selected_users: [mira, joel] }],
  [
    'conversations_select',
    { initial_conversation: team },
    { selected_conversation: team },
    { selected_conversation: dmOf(joel) },
  ],
  ['channels_select', { initial_channel: team }, { selected_channel: team }, { selected_channel: 'C0GENERAL1' }],
];
/** Those that stand in input blocks alone. */
const texts: typeof elements = [
  ['plain_text_input', { initial_value: 'old' }, { value: 'old' }, { value: 'new' }],
  ['email_text_input', { initial_value: 'a@b.example' }, { value: 'a@b.example' }, { value: 'c@d.example' }],
  [
    'url_text_input',
    { initial_value: 'https://a.example' },
    { value: 'https://a.example' },
    { value: 'https://b.example' },
  ],
  ['number_input', { is_decimal_allowed: false, initial_value: '1' }, { value: '1' }, { value: '2' }],
];
const beside = {
  type: 'input',
  block_id: 'beside',
  label: plain('Beside'),
  element: { type: 'plain_text_input', action_id: 'text', initial_value: 'untouched' },
};
const untouched = { beside: { text: { type: 'plain_text_input', value: 'untouched' } } };

type Source = Extract<PageRequest, { kind: 'action' }>['source'];

/** What the bot is told when the element is changed to `to`. */
async function change(slack: RunningWorkspace, source: Source, type: string, to: object) {
  const element: ElementState = { type, ...to };
  const field = { blockId: 'field', actionId: 'it', element, state: { field: { it: element } } };
  expect(await slack.does({ kind: 'action', person: joel, source, ...field })).toEqual({ ok: true });
  return (await slack.bot.next()).body;
}

test.each([...elements, ...texts])(
  '%s in a modal tells each change with the state of the whole view',
  async (type, fields, first, to) => {
    await using slack = await startWorkspace();
    const field = {
      type: 'input',
      block_id: 'field',
      dispatch_action: true,
      label: plain('Field'),
      element: { type, action_id: 'it', ...fields },
    };
    const { id } = await openModal(slack, modal('Form', { submit: plain('Save'), blocks: [field, beside] }));
    const body = await change(slack, { kind: 'view', viewId: id }, type, to);
    expect(body).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: id },
      actions: [{ type, block_id: 'field', action_id: 'it', ...to }],
      view: { id, state: { values: { field: { it: { type, ...to } }, ...untouched } } },
    });
    // and one that nobody touched is submitted as it was at first
    await slack.does({ kind: 'submit', person: joel, viewId: id, state: {} });
    expect((await slack.bot.next()).body).toMatchObject({
      type: 'view_submission',
      view: { state: { values: { field: { it: { type, ...first } } } } },
    });
  },
);

test.each(elements)('%s in the Home tab and in a message tells each change', async (type, fields, _, to) => {
  await using slack = await startWorkspace();
  const page = await slack.open(joel);
  const row = {
    type: 'actions',
    block_id: 'field',
    elements: [
      { type, action_id: 'it', ...fields },
      { type: 'timepicker', action_id: 'other' },
    ],
  };
  await call(slack, 'views.publish', { user_id: joel, view: { type: 'home', blocks: [row] } });
  const { view } = await page.next('home');
  const other = { type: 'timepicker', selected_time: null };
  const values = { field: { it: { type, ...to }, other } };
  expect(await change(slack, { kind: 'view', viewId: view?.id ?? '' }, type, to)).toMatchObject({
    actions: [{ type, ...to }],
    view: { type: 'home', state: { values } },
  });
  await call(slack, 'chat.postMessage', { channel: dmOf(joel), text: 'x', blocks: [row] });
  await slack.bot.next(); // the event of it
  const { ts } = (await page.next('message')).message;
  const source: Source = { kind: 'message', conversation: dmOf(joel), ts };
  expect(await change(slack, source, type, to)).toMatchObject({ actions: [{ type, ...to }], state: { values } });
});
