import type { AnyBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { type Changes, carriedOver, filledIn, stateOf } from '../../src/local/page/blocks/fields.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });

/** A field to type into, and what the page shows in it. */
const text = (initial?: string, { blockId = 'note', actionId = 'text' } = {}) => ({
  type: 'input' as const,
  block_id: blockId,
  label: plain('Note'),
  element: {
    type: 'plain_text_input' as const,
    action_id: actionId,
    ...(initial === undefined ? {} : { initial_value: initial }),
  },
});
const menu = (values: string[], chosen?: string) => ({
  type: 'actions' as const,
  block_id: 'row',
  elements: [
    {
      type: 'static_select' as const,
      action_id: 'pick',
      options: values.map(option),
      ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
    },
  ],
});

/** What is reported after the updates, one after the other. */
function after(changes: Changes, ...updates: AnyBlock[][]) {
  let [before = [], ...rest] = updates;
  let kept = changes;
  for (const blocks of rest) {
    kept = carriedOver(kept, before, blocks);
    before = blocks;
  }
  return stateOf(before, kept);
}
const typed = { note: { text: ['typed'] } };
const value = (held: string | null) => ({ note: { text: { type: 'plain_text_input', value: held } } });

test('what was typed outlives an update of the view, whatever initial value that brings', () => {
  expect(after(typed, [text()], [text('fresh')])).toEqual(value('typed'));
  expect(after(typed, [text()], [menu(['a']), text('fresh')], [text()])).toMatchObject(value('typed'));
});

test('so does an initial value that nobody touched, as in Slack', () => {
  expect(after({}, [text('old')], [text('fresh')])).toEqual(value('old'));
  expect(after({}, [menu(['a', 'b'], 'a')], [menu(['a', 'b'], 'b')])).toMatchObject({
    row: { pick: { selected_option: option('a') } },
  });
});

test.each([
  ['block', { blockId: 'note-2' }],
  ['action', { actionId: 'text-2' }],
])('a field whose %s has a new id begins with its initial value', (_, ids) => {
  const [field] = Object.values(after(typed, [text()], [text('fresh', ids)]));
  expect(Object.values(field ?? {})).toEqual([{ type: 'plain_text_input', value: 'fresh' }]);
});

test('a field that was away begins anew', () => {
  expect(after(typed, [text()], [menu(['a'])], [text('fresh')])).toEqual(value('fresh'));
});

test('an option that an update took away is no longer chosen', () => {
  expect(after({ row: { pick: ['a'] } }, [menu(['a', 'b'])], [menu(['b'])])).toMatchObject({
    row: { pick: { selected_option: null } },
  });
});

test('an option that the app offered once is kept whole, though it is not offered again', () => {
  const described = { ...option('drift'), description: plain('of the data') };
  const select = { type: 'external_select' as const, action_id: 'pick', initial_option: described };
  const several = {
    type: 'multi_external_select' as const,
    action_id: 'more',
    initial_options: [described, option('x')],
  };
  const blocks = [{ type: 'actions' as const, block_id: 'row', elements: [select, several] }];
  expect(stateOf(blocks, {})).toEqual({
    row: {
      pick: { type: 'external_select', selected_option: described },
      more: { type: 'multi_external_select', selected_options: [described, option('x')] },
    },
  });
  expect(filledIn({ row: { pick: [] } }, 'row', select)).toEqual([]);
});
