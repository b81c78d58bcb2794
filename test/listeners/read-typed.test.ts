import { describe, expect, test } from 'vitest';
import { readTyped } from '../../src/listeners/read-typed.ts';

describe('what Slack sends is read as what was typed', () => {
  test.each([
    ['kpis', 'kpis'],
    ['  kpis  latency ', 'kpis  latency'],
    ['kpis <@U123|bob>', 'kpis'],
    ['<!here> kpis', 'kpis'],
    ['<#C123|ml-team> kpis', 'ml-team  kpis'],
    ['<https://example.com|kpis>', 'kpis'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['&lt;100 ms &amp; drift', '<100 ms & drift'],
    ['&amp;lt;', '&lt;'],
    ['/ml-role kpis', 'kpis'],
    ['/ML-Role', ''],
    ['/ml-roles', '/ml-roles'],
    ['', ''],
  ])('%j: %j', (sent, typed) => {
    expect(readTyped(sent)).toBe(typed);
  });

  test('any length quickly, whatever stands in it', () => {
    for (const text of [
      '<'.repeat(40_000),
      '<@'.repeat(20_000),
      '<#C|'.repeat(10_000),
      `<#${'C'.repeat(40_000)}`,
      '<a|'.repeat(13_000),
      ' '.repeat(40_000),
    ]) {
      const start = performance.now();
      readTyped(text);
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});
