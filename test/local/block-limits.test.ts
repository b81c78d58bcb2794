import { describe, expect, test } from 'vitest';
import { checkMessageBlocks } from '../../src/local/checks/block-check.ts';
import {
  actions,
  button,
  card,
  chart,
  confirm,
  container,
  dataTable,
  feedback,
  grid,
  image,
  input,
  letters,
  many,
  mrkdwn,
  option,
  options,
  pie,
  plain,
  raw,
  section,
  select,
  table,
  textInput,
} from './block-samples.ts';

const pointers = (problems: { pointer: string }[]) => problems.map(({ pointer }) => pointer);

/** Each with the most that fits, in code points where it is text, and the place that one more is refused at. */
describe('a message is refused with more than', () => {
  test.each<[string, number, (most: number) => object, string]>([
    ['3,000 characters in a section', 3000, (n) => section({ text: plain(letters(n)) }), '/text/text'],
    ['10 fields', 10, (n) => ({ type: 'section', fields: many(n, () => plain('f')) }), '/fields'],
    ['2,000 characters in a field', 2000, (n) => ({ type: 'section', fields: [plain(letters(n))] }), '/fields/0/text'],
    ['150 characters in a header', 150, (n) => ({ type: 'header', text: plain('😀'.repeat(n)) }), '/text/text'],
    ['10 elements in a context', 10, (n) => ({ type: 'context', elements: many(n, () => plain('c')) }), '/elements'],
    [
      '25 elements in actions',
      25,
      (n) => actions(...many(n, (index) => button({ action_id: `a${index}` }))),
      '/elements',
    ],
    [
      '5 context actions',
      5,
      (n) => ({ type: 'context_actions', elements: many(n, (index) => ({ ...feedback(), action_id: `a${index}` })) }),
      '/elements',
    ],
    ['255 characters of block_id', 255, (n) => ({ type: 'divider', block_id: letters(n) }), '/block_id'],
    ['255 characters of action_id', 255, (n) => actions(button({ action_id: letters(n) })), '/elements/0/action_id'],
    ['75 characters on a button', 75, (n) => actions(button({ text: plain(letters(n)) })), '/elements/0/text/text'],
    ['2,000 characters of a button value', 2000, (n) => actions(button({ value: letters(n) })), '/elements/0/value'],
    [
      '3,000 characters of a button url',
      3000,
      (n) => actions(button({ url: `https://e.com/${letters(n - 14)}` })),
      '/elements/0/url',
    ],
    [
      '75 characters of a button label',
      75,
      (n) => actions(button({ accessibility_label: letters(n) })),
      '/elements/0/accessibility_label',
    ],
    [
      '100 characters of a confirmation title',
      100,
      (n) => actions(button({ confirm: confirm({ title: plain(letters(n)) }) })),
      '/elements/0/confirm/title/text',
    ],
    [
      '300 characters of a confirmation',
      300,
      (n) => actions(button({ confirm: confirm({ text: plain(letters(n)) }) })),
      '/elements/0/confirm/text/text',
    ],
    [
      '30 characters of yes',
      30,
      (n) => actions(button({ confirm: confirm({ confirm: plain(letters(n)) }) })),
      '/elements/0/confirm/confirm/text',
    ],
    [
      '30 characters of no',
      30,
      (n) => actions(button({ confirm: confirm({ deny: plain(letters(n)) }) })),
      '/elements/0/confirm/deny/text',
    ],
    ['100 options', 100, (n) => actions(select({ options: options(n) })), '/elements/0/options'],
    [
      '100 option groups',
      100,
      (n) =>
        actions(
          select({ options: undefined, option_groups: many(n, () => ({ label: plain('g'), options: options(1) })) }),
        ),
      '/elements/0/option_groups',
    ],
    [
      '75 characters of a group',
      75,
      (n) =>
        actions(select({ options: undefined, option_groups: [{ label: plain(letters(n)), options: options(1) }] })),
      '/elements/0/option_groups/0/label/text',
    ],
    [
      '75 characters of an option',
      75,
      (n) => actions(select({ options: [option('v', { text: plain(letters(n)) })] })),
      '/elements/0/options/0/text/text',
    ],
    [
      '150 characters of an option value',
      150,
      (n) => actions(select({ options: [{ text: plain('o'), value: letters(n) }] })),
      '/elements/0/options/0/value',
    ],
    [
      '75 characters of an option description',
      75,
      (n) => actions(select({ options: [option('v', { description: plain(letters(n)) })] })),
      '/elements/0/options/0/description/text',
    ],
    [
      '150 characters of a placeholder',
      150,
      (n) => actions(select({ placeholder: plain(letters(n)) })),
      '/elements/0/placeholder/text',
    ],
    ['5 options in an overflow', 5, (n) => actions({ type: 'overflow', options: options(n) }), '/elements/0/options'],
    ['10 checkboxes', 10, (n) => actions({ type: 'checkboxes', options: options(n) }), '/elements/0/options'],
    ['10 radio buttons', 10, (n) => actions({ type: 'radio_buttons', options: options(n) }), '/elements/0/options'],
    ['2,000 characters of a label', 2000, (n) => input(textInput(), { label: plain(letters(n)) }), '/label/text'],
    ['2,000 characters of a hint', 2000, (n) => input(textInput(), { hint: plain(letters(n)) }), '/hint/text'],
    ['3,000 characters to type', 3000, (n) => input(textInput({ max_length: n })), '/element/max_length'],
    ['2,000 characters of alt text', 2000, (n) => image({ alt_text: letters(n) }), '/alt_text'],
    ['12,000 characters of markdown', 12_000, (n) => ({ type: 'markdown', text: letters(n) }), '/text'],
    ['100 rows in a table', 100, (n) => table(grid(n, 1)), '/rows'],
    ['20 columns in a table', 20, (n) => table(grid(1, n)), '/rows/0'],
    ['10,000 characters in a table', 10_000, (n) => table([[raw(letters(n))]]), '/rows'],
    ['20 column settings', 20, (n) => table(grid(1, 1), { column_settings: many(n, () => ({})) }), '/column_settings'],
    ['100 rows and a header in a data table', 101, (n) => dataTable(grid(n, 1)), '/rows'],
    ['20 columns in a data table', 20, (n) => dataTable(many(2, () => many(n, () => raw('x'))).slice(0, 2)), '/rows/0'],
    ['100 rows on a page', 100, (n) => dataTable(grid(2, 1), { page_size: n }), '/page_size'],
    ['50 characters of a chart title', 50, (n) => chart({ title: letters(n) }), '/title'],
    ['6 series', 6, (n) => chart({ series: n }), '/chart/series'],
    ['20 characters of a series', 20, (n) => chart({ name: letters(n) }), '/chart/series/0/name'],
    ['50 characters at an axis', 50, (n) => chart({ axis: { y_label: letters(n) } }), '/chart/axis_config/y_label'],
    ['12 segments', 12, (n) => pie(many(n, (index) => ({ label: `s${index}`, value: 1 }))), '/chart/segments'],
    ['20 characters of a segment', 20, (n) => pie([{ label: letters(n), value: 1 }]), '/chart/segments/0/label'],
    ['150 characters of a card title', 150, (n) => card({ title: mrkdwn(letters(n)) }), '/title/text'],
    ['200 characters of a card', 200, (n) => card({ body: mrkdwn(letters(n)) }), '/body/text'],
    [
      '3 buttons on a card',
      3,
      (n) => card({ actions: many(n, (index) => button({ action_id: `a${index}` })) }),
      '/actions',
    ],
    ['10 cards', 10, (n) => ({ type: 'carousel', elements: many(n, () => card()) }), '/elements'],
    ['10 blocks in a container', 10, (n) => container({ child_blocks: many(n, () => section()) }), '/child_blocks'],
    [
      '75 characters of feedback',
      75,
      (n) => ({ type: 'context_actions', elements: [feedback({ text: plain(letters(n)) })] }),
      '/elements/0/positive_button/text/text',
    ],
  ])('%s', (_, most, block, pointer) => {
    expect(checkMessageBlocks([block(most)])).toEqual([]);
    expect(pointers(checkMessageBlocks([block(most + 1)]))).toContain(`/blocks/0${pointer}`);
  });

  test('50 blocks', () => {
    expect(checkMessageBlocks(many(50, () => section()))).toEqual([]);
    expect(checkMessageBlocks(many(51, () => section()))).toEqual([
      { pointer: '/blocks', problem: 'no more than 50 items allowed' },
    ]);
  });

  test('13,200 characters in all', () => {
    const blocks = (last: number) => [
      ...many(4, () => section({ text: plain(letters(3000)) })),
      section({ text: plain(letters(last)) }),
    ];
    expect(checkMessageBlocks(blocks(1200))).toEqual([]);
    expect(checkMessageBlocks(blocks(1201))).toMatchObject([
      { pointer: '/blocks', problem: expect.stringContaining('msg_blocks_too_long') },
    ]);
  });

  test('one table, within a container too', () => {
    const one = table(grid(1, 1));
    expect(checkMessageBlocks([one, one])).toMatchObject([{ problem: 'only_one_table_allowed' }]);
    expect(checkMessageBlocks([one, container({ child_blocks: [one] })])).toMatchObject([
      { problem: 'only_one_table_allowed' },
    ]);
  });

  test('two charts', () => {
    expect(checkMessageBlocks([chart(), chart()])).toEqual([]);
    expect(checkMessageBlocks([chart(), chart(), chart()])).toMatchObject([
      { problem: 'too many data_visualization blocks' },
    ]);
  });
});
