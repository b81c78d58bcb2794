import { expect, test } from 'vitest';
import { context, lines, list, mention, phrase, words } from '../../blocks/kit.ts';
import { wholeText } from '../../blocks/plain-text.ts';

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
