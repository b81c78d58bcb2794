import { expect, test } from 'vitest';
import { importPreview } from '../../blocks/kpis/import-preview.ts';
import { importTrouble } from '../../blocks/kpis/import-trouble.ts';
import { wholeText } from '../../blocks/plain-text.ts';
import type { ImportTrouble } from '../../src/kpis/import-trouble.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { checkMessageBlocks } from '../../src/local/checks/block-check.ts';
import { builtInRole } from '../support/roles.ts';

const kpis = roleKpis(builtInRole()).all;
const long = '<!channel> & *bold* '.repeat(25);

test('the longest preview fits a message, and what is in the file is text', () => {
  const fresh = kpis.flatMap((kpi) =>
    [1, 2, 3].map((line) => ({
      ...{ line, kpi, confidence: 5 },
      entry: { value: 1e11 / 3, isAddition: false, measuredOn: '2026-11-20', note: long },
    })),
  );
  const problems = Array.from({ length: 5000 }, (_, line) => ({
    line,
    reason: { kind: 'no-such-kpi' as const, typed: long.slice(0, 40) },
  }));
  const ignored = Array.from({ length: 100 }, () => long);
  const read = { fresh, known: 9999, problems, ignored, digest: 'd'.repeat(64) };
  const { blocks } = importPreview({ import: read, fileId: 'F0123456789', name: long, isChanged: true });
  const text = wholeText(blocks);
  expect(() => checkMessageBlocks(blocks)).not.toThrow();
  expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
  expect(text.length).toBeLessThan(13_000);
  expect(text).toContain('and 5,080 more');
});

test.each<ImportTrouble>([
  { kind: 'not-csv', name: long },
  { kind: 'too-large' },
  { kind: 'not-utf8' },
  { kind: 'not-theirs' },
  { kind: 'gone' },
  { kind: 'not-allowed' },
  { kind: 'unreachable' },
  { kind: 'no-rows' },
  { kind: 'open-quote', line: 12 },
  { kind: 'no-column', column: 'kpi' },
  { kind: 'too-many', most: 10_000 },
])('a file that is refused as $kind says what to do instead', (trouble) => {
  const { blocks, text } = importTrouble(trouble);
  expect(() => checkMessageBlocks(blocks)).not.toThrow();
  expect(text).toMatch(/[Ss]hare|try again|Mend|Ask|Upload|Put|Name/);
});
