import { describe, expect, test } from 'vitest';
import { placesOf } from '../../src/role/places.ts';
import { searcher } from '../../src/role/search.ts';
import { builtInRole } from '../support/roles.ts';

const search = searcher(placesOf(builtInRole().outline));
const commands = (words: string) => search(words, 8).map(({ place }) => place.command);

describe('search over the whole role', () => {
  test.each([
    ['data drift', 'kpis drift'],
    ['psi', 'kpis drift'],
    ['sql', 'skills sql'],
    ['leakag', 'risks leakage'],
    ['hallucination', 'ai-impact expectations'],
    ['GDPR', 'variants geography'],
  ])('%s leads to %s among the first three', (words, command) => {
    expect(commands(words).slice(0, 3)).toContain(command);
  });

  test('two letters that changed places do no harm, wherever they stand', () => {
    for (const word of ['drift', 'python', 'latency', 'monitoring', 'rollback', 'leakage']) {
      const asked = commands(word);
      for (let at = 0; at < word.length - 1; at++) {
        const swapped = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
        expect([swapped, commands(swapped).slice(0, 1)]).toEqual([swapped, asked.slice(0, 1)]);
      }
    }
  });

  test('words that only carry a question find nothing by themselves', () => {
    expect(commands('and the of')).toEqual([]);
  });

  test('the beginning of a word is enough, and a slip of the keys does no harm', () => {
    expect(commands('explainab').length).toBeGreaterThan(0);
    expect(commands('explianability')).toEqual(expect.arrayContaining([expect.stringContaining('skills')]));
  });

  test.each([
    '',
    '   ',
    '((((',
    '"',
    '*',
    '\u0000\u0007',
    '🙂',
    'a'.repeat(8000),
    'x '.repeat(4000),
    'сложный запрос',
    '<@U123>',
    '__proto__',
    'constructor',
  ])('odd input is no error: %j', (words) => {
    expect(() => search(words, 8)).not.toThrow();
  });

  test('each place comes once', () => {
    const found = commands('monitoring model data');
    expect(new Set(found).size).toBe(found.length);
  });
});
