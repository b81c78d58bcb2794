import type { DataTableBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { context, lines, list, mention, phrase, words } from '../../blocks/kit.ts';
import { textLength, wholeText } from '../../blocks/plain-text.ts';

test('people are named in the text for notifications; what else looks like a mention does nothing', () => {
  expect(wholeText([lines(...phrase`${mention('U0BOB000000')} wrote ${'<!channel> & <@U0MIRA00000>'}.`)])).toBe(
    '<@U0BOB000000> wrote &lt;!channel&gt; &amp; &lt;@U0MIRA00000&gt;.',
  );
  expect(wholeText([list([words('Who')], [[mention('U0BOB000000')]]), context('a < b')])).toBe(
    'Who\n• <@U0BOB000000>\na &lt; b',
  );
});

test('a phrase leaves out what is empty, which Slack would refuse', () => {
  expect(phrase`${''}${mention('U0BOB000000')}${[]}`).toEqual([{ type: 'user', user_id: 'U0BOB000000' }]);
});

test('a data table is its caption, then a line for each row, with numbers as they are shown', () => {
  const rows: DataTableBlock['rows'] = [
    [
      { type: 'raw_text', text: 'Who' },
      { type: 'raw_text', text: 'Latency' },
    ],
    [lines(mention('U0BOB000000')), { type: 'raw_number', value: 1200, text: '1,200 ms' }],
    [
      { type: 'raw_text', text: 'R&D' },
      { type: 'raw_text', text: '–' },
    ],
  ];
  const block: DataTableBlock = { type: 'data_table', caption: 'Week <2>', rows };
  const text = 'Week &lt;2&gt;\nWho · Latency\n<@U0BOB000000> · 1,200 ms\nR&amp;D · –';
  expect(wholeText([block])).toBe(text);
  expect(textLength(block)).toBe(text.length);
});
