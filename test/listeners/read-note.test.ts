import { describe, expect, test } from 'vitest';
import { mentionedIn, readNote } from '../../src/listeners/read-note.ts';

const names = new Map([['U0MIRA', 'Mira Lindqvist']]);

describe('what somebody wrote is kept as they saw it', () => {
  test.each([
    ['thanks to <@U0MIRA> it runs', 'thanks to @Mira Lindqvist it runs'],
    ['<@U0GONE> and <@U0BOB|bob>', '@U0GONE and @bob'],
    ['<!here> <!channel> <!subteam^S012|@ml-leads> <!subteam^S012>', '@here @channel @ml-leads @subteam'],
    ['<!date^1392734382^{date}|18 February>', '@18 February'],
    ['in <#C123|ml-team> and <#C123> and <#C123|>', 'in #ml-team and #C123 and #C123'],
    ['<https://example.com/a?b=1&amp;c>', 'https://example.com/a?b=1&c'],
    ['<http://example.com|example.com>', 'http://example.com'],
    ['<https://example.com/42|the ticket>', 'the ticket (https://example.com/42)'],
    ['&lt;!channel&gt; *bold* &amp;amp; :tada:', '<!channel> *bold* &amp; :tada:'],
    ['two\nlines', 'two\nlines'],
    ['what no database keeps: \u0000\ud83d', 'what no database keeps: '],
    ['', ''],
  ])('%j: %j', (sent, kept) => {
    expect(readNote(sent, names)).toBe(kept);
  });

  test('and each person in it is asked for once', () => {
    expect(mentionedIn('<@U0MIRA> and <@U0BOB|bob> and <@U0MIRA>')).toEqual(['U0MIRA', 'U0BOB']);
  });

  test('quickly at any length', () => {
    for (const begin of ['<@U', '<!', '<!a^', '<#', '<#C|', '<a|', '<https:']) {
      const start = performance.now();
      readNote(begin + 'A'.repeat(40_000), names);
      readNote(begin.repeat(10_000), names);
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});
