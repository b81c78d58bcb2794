import { describe, expect, test } from 'vitest';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import { findPlace, searchPlaces } from '../../src/settings/places.ts';

const book = holidayBook();
const codesFor = async (typed: string) => (await searchPlaces(book, typed)).map(({ code }) => code);

describe('a country or region', () => {
  test.each([
    ['germ', 'DE'],
    ['DE', 'DE'],
    ['de-by', 'DE-BY'],
    ['  Bayern ', 'DE-BY'],
    ['germany bay', 'DE-BY'],
    ['cote', 'CI'],
    ['aland', 'AX'],
    ['uk', 'GB'],
    ['usa', 'US'],
    ['united states', 'US'],
    ['zealand', 'NZ'],
  ])('is found by %s: %s comes first', async (typed, code) => {
    expect((await codesFor(typed))[0]).toBe(code);
  });

  test('is among those offered with its own regions, each under the country’s name', async () => {
    const places = await searchPlaces(book, 'germany');
    expect(places[0]).toEqual({ code: 'DE', name: 'Germany' });
    expect(places).toContainEqual({ code: 'DE-HH', name: 'Germany: Hansestadt Hamburg' });
    expect(places.every(({ code }) => code.startsWith('DE'))).toBe(true);
  });

  test('none is offered for what no country is called, and never more than Slack takes', async () => {
    expect(await codesFor('Atlantis')).toEqual([]);
    for (const typed of ['', 'a', 's', '  ', '(', '🙂']) expect((await codesFor(typed)).length).toBeLessThanOrEqual(98);
    expect(await codesFor('')).toContain('AT');
  });

  test('is known by its code, and by nothing else', async () => {
    expect(await findPlace(book, 'CA-QC')).toEqual({ code: 'CA-QC', name: 'Canada: Quebec' });
    for (const code of ['none', '', 'de', 'DE-', 'DE-BY-X', 'toString', 'DE-toString'])
      expect(await findPlace(book, code)).toBeUndefined();
  });
});
