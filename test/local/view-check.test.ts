import { describe, expect, test } from 'vitest';
import { checkView } from '../../src/local/checks/block-check.ts';
import {
  chart,
  dataTable,
  grid,
  input,
  letters,
  many,
  modal,
  mrkdwn,
  plain,
  section,
  table,
  textInput,
} from './block-samples.ts';

const pointers = (problems: { pointer: string }[]) => problems.map(({ pointer }) => pointer);

describe('a view', () => {
  test.each<[string, object]>([
    ['is a modal', modal({ callback_id: 'c', private_metadata: 'p', close: plain('Close'), notify_on_close: true })],
    ['is a modal with an alert', modal({ blocks: [{ type: 'alert', level: 'warning', text: mrkdwn('x') }] })],
    [
      'is a form',
      modal({
        submit: plain('Save'),
        blocks: [input(textInput()), input({ type: 'number_input', is_decimal_allowed: true })],
      }),
    ],
    ['is a Home tab with 100 blocks', { type: 'home', blocks: many(100, () => section()) }],
    [
      'holds more text than a message may',
      { type: 'home', blocks: many(20, () => section({ text: plain(letters(3000)) })) },
    ],
  ])('%s', (_, view) => {
    expect(checkView(view)).toEqual([]);
  });

  test.each<[string, number, (most: number) => object, string]>([
    ['24 characters of title', 24, (n) => modal({ title: plain(letters(n)) }), '/title/text'],
    ['24 characters of submit', 24, (n) => modal({ submit: plain(letters(n)) }), '/submit/text'],
    ['24 characters of close', 24, (n) => modal({ close: plain(letters(n)) }), '/close/text'],
    ['255 characters of callback_id', 255, (n) => modal({ callback_id: letters(n) }), '/callback_id'],
    ['3,000 characters of private_metadata', 3000, (n) => modal({ private_metadata: letters(n) }), '/private_metadata'],
    ['100 blocks in a modal', 100, (n) => modal({ blocks: many(n, () => section()) }), '/blocks'],
    ['100 blocks in a Home tab', 100, (n) => ({ type: 'home', blocks: many(n, () => section()) }), '/blocks'],
    [
      '200 characters of an alert',
      200,
      (n) => modal({ blocks: [{ type: 'alert', text: plain(letters(n)) }] }),
      '/blocks/0/text/text',
    ],
  ])('is refused with more than %s', (_, most, view, pointer) => {
    expect(checkView(view(most))).toEqual([]);
    expect(pointers(checkView(view(most + 1)))).toContain(`/view${pointer}`);
  });

  test.each<[string, unknown, string, string]>([
    ['no object', 'view', '/view', 'must provide an object'],
    ['another kind', { type: 'page', blocks: [] }, '/view/type', 'unsupported type: page'],
    ['no title', { type: 'modal', blocks: [section()] }, '/view', 'missing required field: title'],
    ['no blocks', modal({ blocks: [] }), '/view/blocks', 'no fewer than 1 items allowed'],
    [
      'inputs without a submit',
      modal({ blocks: [input(textInput())] }),
      '/view',
      'missing required field: submit (there are input blocks)',
    ],
    ['a data table', modal({ blocks: [dataTable(grid(2, 1))] }), '/view/blocks/0/type', 'unsupported type: data_table'],
    [
      'a data table on the Home tab',
      { type: 'home', blocks: [dataTable(grid(2, 1))] },
      '/view/blocks/0/type',
      'unsupported type: data_table',
    ],
    ['a table', modal({ blocks: [table(grid(1, 1))] }), '/view/blocks/0/type', 'unsupported type: table'],
    [
      'markdown',
      modal({ blocks: [{ type: 'markdown', text: 'x' }] }),
      '/view/blocks/0/type',
      'unsupported type: markdown',
    ],
    ['a chart', { type: 'home', blocks: [chart()] }, '/view/blocks/0/type', 'unsupported type: data_visualization'],
    [
      'a title on the Home tab',
      { type: 'home', title: plain('x'), blocks: [section()] },
      '/view',
      'invalid additional property: title',
    ],
    [
      'an alert on the Home tab',
      { type: 'home', blocks: [{ type: 'alert', text: plain('x') }] },
      '/view/blocks/0/type',
      'unsupported type: alert',
    ],
  ])('is refused for %s', (_, view, pointer, problem) => {
    expect(checkView(view)).toContainEqual({ pointer, problem });
  });

  test('is refused above 250 KB', () => {
    const view = { type: 'home', blocks: many(99, () => section({ text: plain('é'.repeat(3000)) })) };
    expect(checkView(view)).toEqual([{ pointer: '/view', problem: 'view_too_large: at most 250 KB' }]);
  });
});
