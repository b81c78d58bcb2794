import { describe, expect, test } from 'vitest';
import { checkMessageBlocks } from '../../src/local/checks/block-check.ts';
import {
  actions,
  button,
  card,
  categories,
  chart,
  container,
  dataTable,
  grid,
  input,
  letters,
  many,
  mrkdwn,
  number,
  option,
  pie,
  plain,
  raw,
  richText,
  section,
  select,
  table,
  task,
  textInput,
} from './block-samples.ts';

describe('a message is refused for', () => {
  test.each<[string, unknown, string, string]>([
    ['no list of blocks', {}, '/blocks', 'must provide an array'],
    ['something that is no block', ['text'], '/blocks/0', 'must provide an object'],
    ['a block without a type', [{}], '/blocks/0', 'missing required field: type'],
    ['an unknown block', [{ type: 'fancy' }], '/blocks/0/type', 'unsupported type: fancy'],
    ['an unknown field', [{ type: 'divider', page_size: 5 }], '/blocks/0', 'invalid additional property: page_size'],
    ['an alert', [{ type: 'alert', text: plain('x') }], '/blocks/0/type', 'unsupported type: alert'],
    ['a section with nothing', [{ type: 'section' }], '/blocks/0', 'must have at least one of: text, fields'],
    ['a section with a bare text', [{ type: 'section', text: 'x' }], '/blocks/0/text', 'must provide an object'],
    ['an empty text', [section({ text: plain('') })], '/blocks/0/text/text', 'must be more than 0 characters'],
    [
      'a text that is a number',
      [section({ text: { type: 'mrkdwn', text: 1 } })],
      '/blocks/0/text/text',
      'must provide a string',
    ],
    [
      'a header with formatting',
      [{ type: 'header', text: mrkdwn('x') }],
      '/blocks/0/text/type',
      'unsupported type: mrkdwn',
    ],
    ['a header without text', [{ type: 'header' }], '/blocks/0', 'missing required field: text'],
    [
      'a button without text',
      [actions({ type: 'button', action_id: 'a' })],
      '/blocks/0/elements/0',
      'missing required field: text',
    ],
    [
      'a button with formatting',
      [actions(button({ text: mrkdwn('x') }))],
      '/blocks/0/elements/0/text/type',
      'unsupported type: mrkdwn',
    ],
    [
      'a button of another colour',
      [actions(button({ style: 'pink' }))],
      '/blocks/0/elements/0/style',
      'must be one of: primary, danger',
    ],
    ['a link that is none', [actions(button({ url: 'somewhere' }))], '/blocks/0/elements/0/url', 'must be a valid url'],
    ['actions with nothing', [actions()], '/blocks/0/elements', 'no fewer than 1 items allowed'],
    [
      'a context with nothing',
      [{ type: 'context', elements: [] }],
      '/blocks/0/elements',
      'no fewer than 1 items allowed',
    ],
    [
      'a menu without options',
      [actions(select({ options: [] }))],
      '/blocks/0/elements/0/options',
      'no fewer than 1 items allowed',
    ],
    [
      'a menu with neither options nor groups',
      [actions(select({ options: undefined }))],
      '/blocks/0/elements/0',
      'must have exactly one of: options, option_groups',
    ],
    [
      'an option with formatting in a menu',
      [actions(select({ options: [option('a', { text: mrkdwn('a') })] }))],
      '/blocks/0/elements/0/options/0/text/type',
      'unsupported type: mrkdwn',
    ],
    [
      'an option without a value',
      [actions(select({ options: [{ text: plain('a') }] }))],
      '/blocks/0/elements/0/options/0',
      'missing required field: value',
    ],
    [
      'a choice that is not offered',
      [actions(select({ initial_option: option('other') }))],
      '/blocks/0/elements/0/initial_option',
      'must be one of the options',
    ],
    [
      'a text input among actions',
      [actions(textInput())],
      '/blocks/0/elements/0/type',
      'unsupported type: plain_text_input',
    ],
    ['a button in an input', [input(button())], '/blocks/0/element/type', 'unsupported type: button'],
    [
      'an input without a label',
      [{ type: 'input', element: textInput() }],
      '/blocks/0',
      'missing required field: label',
    ],
    [
      'a day that is none',
      [actions({ type: 'datepicker', initial_date: '2026-13-01' })],
      '/blocks/0/elements/0/initial_date',
      'must be a date: YYYY-MM-DD',
    ],
    [
      'a time that is none',
      [actions({ type: 'timepicker', initial_time: '9:00' })],
      '/blocks/0/elements/0/initial_time',
      'must be a time: HH:mm',
    ],
    [
      'an image without alt text',
      [{ type: 'image', image_url: 'https://e.com/a.png' }],
      '/blocks/0',
      'missing required field: alt_text',
    ],
    [
      'the same action twice in a block',
      [actions(button(), button())],
      '/blocks/0/elements/1/action_id',
      '`action_id` "go" already exists',
    ],
    [
      'the same block_id twice',
      many(2, () => ({ type: 'divider', block_id: 'd' })),
      '/blocks/1/block_id',
      '`block_id` "d" already exists',
    ],
    [
      'rows of different lengths',
      [table([[raw('a')], [raw('b'), raw('c')]])],
      '/blocks/0/rows/1',
      'must have 1 items, as row 0',
    ],
    ['a table without rows', [table([])], '/blocks/0/rows', 'no fewer than 1 items allowed'],
    ['an empty cell', [table([[raw('')]])], '/blocks/0/rows/0/0/text', 'must be more than 0 characters'],
    ['a cell of plain text', [table([[plain('a')]])], '/blocks/0/rows/0/0/type', 'unsupported type: plain_text'],
    [
      'a data table without a caption',
      [{ type: 'data_table', rows: grid(2, 1) }],
      '/blocks/0',
      'missing required field: caption',
    ],
    ['a data table that is all header', [dataTable(grid(1, 1))], '/blocks/0/rows', 'no fewer than 2 items allowed'],
    [
      'a header of rich text',
      [dataTable([[richText()], [raw('a')]])],
      '/blocks/0/rows/0/0/type',
      'unsupported type: rich_text',
    ],
    [
      'a row header beyond the columns',
      [dataTable(grid(2, 1), { row_header_column_index: 1 })],
      '/blocks/0/row_header_column_index',
      'must be the index of a column',
    ],
    ['a chart of another kind', [chart({ type: 'radar' })], '/blocks/0/chart/type', 'unsupported type: radar'],
    [
      'a category that stands twice',
      [chart({ weeks: ['w0', 'w0'] })],
      '/blocks/0/chart/axis_config/categories',
      'must be unique',
    ],
    [
      'a category without a value',
      [
        {
          ...chart(),
          chart: {
            type: 'line',
            series: [{ name: 'n', data: [{ label: 'w0', value: 1 }] }],
            axis_config: { categories: categories(2) },
          },
        },
      ],
      '/blocks/0/chart/series/0/data',
      'must have one value for every category',
    ],
    [
      'a value that is not finite',
      [
        {
          ...chart(),
          chart: {
            type: 'line',
            series: [{ name: 'n', data: [{ label: 'w0', value: Number.NaN }] }],
            axis_config: { categories: ['w0'] },
          },
        },
      ],
      '/blocks/0/chart/series/0/data/0/value',
      'must provide a number',
    ],
    [
      'a segment of nothing',
      [pie([{ label: 'a', value: 0 }])],
      '/blocks/0/chart/segments/0/value',
      'must be greater than 0',
    ],
    [
      'an empty card',
      [{ type: 'card', subtitle: mrkdwn('x') }],
      '/blocks/0',
      'must have at least one of: hero_image, title, actions, body',
    ],
    ['a card with a bare title', [card({ title: 'x' })], '/blocks/0/title', 'must provide an object'],
    [
      'a container in a container',
      [container({ child_blocks: [container()] })],
      '/blocks/0/child_blocks/0/type',
      'unsupported type: container',
    ],
    [
      'a task in an unknown state',
      [task({ status: 'lost' })],
      '/blocks/0/status',
      'must be one of: pending, in_progress, complete, error',
    ],
    [
      'rich text with an unknown part',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_poem', elements: [] }] }],
      '/blocks/0/elements/0/type',
      'unsupported type: rich_text_poem',
    ],
  ])('%s', (_, blocks, pointer, problem) => {
    expect(checkMessageBlocks(blocks)).toContainEqual({ pointer, problem });
  });
});

describe('a data table is refused for', () => {
  const twoRows = (...cells: object[]) => [[raw('a')], cells];
  test.each<[string, object, string, string]>([
    ['an empty caption', dataTable(grid(2, 1), { caption: '' }), '/caption', 'must be more than 0 characters'],
    ['no rows', { type: 'data_table', caption: 'KPIs' }, '', 'missing required field: rows'],
    ['rows of different lengths', dataTable(twoRows(raw('b'), raw('c'))), '/rows/1', 'must have 1 items, as row 0'],
    ['a row without cells', dataTable([[], []]), '/rows/1', 'no fewer than 1 items allowed'],
    ['an empty cell', dataTable(twoRows(raw(''))), '/rows/1/0/text', 'must be more than 0 characters'],
    [
      'a number without its text',
      dataTable(twoRows(number(1, ''))),
      '/rows/1/0/text',
      'must be more than 0 characters',
    ],
    [
      'a number that is a text',
      dataTable(twoRows({ type: 'raw_number', value: '1', text: '1' })),
      '/rows/1/0/value',
      'must provide a number',
    ],
    ['pages of nothing', dataTable(grid(2, 1), { page_size: 0 }), '/page_size', 'must be at least 1'],
    ['pages of a row and a half', dataTable(grid(2, 1), { page_size: 1.5 }), '/page_size', 'must provide an integer'],
    [
      'a row header before the columns',
      dataTable(grid(2, 1), { row_header_column_index: -1 }),
      '/row_header_column_index',
      'must be at least 0',
    ],
    [
      'more than 20,000 characters',
      dataTable(twoRows(raw(letters(20_000)))),
      '/rows',
      'no more than 20000 characters allowed in a table, not 20001',
    ],
    [
      'settings of columns',
      dataTable(grid(2, 1), { column_settings: [] }),
      '',
      'invalid additional property: column_settings',
    ],
  ])('%s', (_, block, pointer, problem) => {
    expect(checkMessageBlocks([block])).toContainEqual({ pointer: `/blocks/0${pointer}`, problem });
  });
});
