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
  mrkdwn,
  number,
  option,
  options,
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

describe('a message may hold', () => {
  test.each<[string, object]>([
    ['a section with text', section()],
    ['a section with fields alone', { type: 'section', fields: [plain('a'), mrkdwn('b')] }],
    [
      'a section with a button',
      section({ accessory: button({ style: 'primary', confirm: confirm({ style: 'danger' }) }) }),
    ],
    ['a section that unfolds', section({ expand: true })],
    ['a divider', { type: 'divider', block_id: 'd' }],
    ['a header', { type: 'header', text: { ...plain('Header'), emoji: true } }],
    ['a context', { type: 'context', elements: [mrkdwn('a'), plain('b'), image()] }],
    ['an image', image({ title: plain('Image') })],
    ['an image that Slack keeps', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'a' }],
    ['a button that is a link', actions({ type: 'button', text: plain('Go'), url: 'https://example.com' })],
    [
      'every menu',
      actions(
        select(),
        ...['users_select', 'conversations_select', 'channels_select', 'external_select'].map((type) => ({
          type,
          action_id: type,
        })),
      ),
    ],
    [
      'a grouped menu',
      actions(select({ options: undefined, option_groups: [{ label: plain('g'), options: options(2) }] })),
    ],
    [
      'pickers',
      actions(
        { type: 'datepicker', action_id: 'd', initial_date: '2026-01-31' },
        { type: 'timepicker', action_id: 't', initial_time: '09:00' },
        { type: 'datetimepicker', action_id: 'dt', initial_date_time: 1628633820 },
      ),
    ],
    [
      'checkboxes with formatting',
      actions({
        type: 'checkboxes',
        action_id: 'c',
        options: [{ text: mrkdwn('*a*'), value: 'a', description: mrkdwn('b') }],
      }),
    ],
    [
      'an overflow with a link',
      section({
        accessory: { type: 'overflow', action_id: 'o', options: [option('a', { url: 'https://example.com' })] },
      }),
    ],
    ['an input', input(textInput())],
    ['rich text', richText()],
    [
      'a table',
      table(
        [
          [raw('a'), richText()],
          [raw('b'), number(1)],
        ],
        { column_settings: [{ align: 'right', is_wrapped: true }, null] },
      ),
    ],
    [
      'a data table',
      dataTable([grid(1, 3).flat(), [richText(), number(1), raw('–')]], { page_size: 10, row_header_column_index: 2 }),
    ],
    ['a data table with numbers in its head', dataTable([[number(2026)], [number(1)]])],
    ['markdown', { type: 'markdown', text: '# Hello' }],
    ['a line chart', chart()],
    ['a bar and an area chart', chart({ type: 'bar' })],
    ['a pie chart', pie([{ label: 'a', value: 1 }])],
    ['a card', card({ actions: [button()] })],
    ['a carousel', { type: 'carousel', elements: [card()] }],
    ['a container', container({ is_collapsible: true, child_blocks: [section(), table([[raw('a')]])] })],
    ['a task', task({ sources: [{ type: 'url', url: 'https://example.com', text: 'e' }], details: richText() })],
    ['a plan', { type: 'plan', title: 'Plan', tasks: [task()] }],
    [
      'feedback buttons',
      { type: 'context_actions', elements: [feedback(), { type: 'icon_button', icon: 'trash', text: plain('x') }] },
    ],
    [
      'a video',
      {
        type: 'video',
        alt_text: 'v',
        title: plain('v'),
        video_url: 'https://example.com/v',
        thumbnail_url: 'https://example.com/t',
      },
    ],
  ])('%s', (_, block) => {
    expect(checkMessageBlocks([block])).toEqual([]);
  });
});
