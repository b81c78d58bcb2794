import { describe, expect, test } from 'vitest';
import { checkinDueAt } from '../../src/calendar/checkin-times.ts';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import { calendar } from './calendars.ts';

const book = holidayBook();

describe('the holidays of a country', () => {
  test.each([
    ['US', '2026-11-26', 'Thanksgiving Day'],
    ['US', '2027-12-31', "New Year's Day (substitute day)"],
    ['DE', '2026-04-06', 'Easter Monday'],
    ['DE', '2026-01-06', undefined],
    ['DE-BY', '2026-01-06', 'Epiphany'],
    ['GB', '2026-12-28', 'Boxing Day (substitute day)'],
    ['IN', '2028-01-26', 'Republic Day'],
    ['US', '2026-02-14', undefined], // Valentine's Day is kept, not taken off
    ['IS', '2026-12-24', undefined], // a holiday from one o'clock: the morning is worked
    ['DE-HH', '2027-10-31', 'Reformation Day'], // 25 hours long, still one day
    ['DE-HH', '2027-11-01', undefined],
    ['EG', '2029-04-27', 'Feast of the Sacrifice (Eid al-Adha)'], // its fourth day, after a change of clocks
    ['TR', '2026-03-22', 'End of Ramadan (Eid al-Fitr)'], // its third day
    ['TR', '2026-03-23', undefined],
  ])('%s on %s: %s', async (code, day, name) => {
    const holidays = await book.of(code);
    expect(holidays(day)).toBe(name);
  });

  test('cover each day of one that lasts several', async () => {
    const holidays = await book.of('SA');
    const days = ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'].map(holidays);
    expect(days).toEqual(Array.from({ length: 4 }, () => days[0]));
    expect(days[0]).toBeDefined();
  });

  test('move a check-in', async () => {
    const holidays = await book.of('DE');
    const due = checkinDueAt('2026-04-03', calendar({ holidays })); // Good Friday, then Easter
    expect(due.toISOString()).toBe('2026-04-07T07:00:00.000Z');
  });

  test('are refused for a country or region that there is none of', async () => {
    await expect(book.of('XX')).rejects.toThrow('No holidays are known for "XX"');
    await expect(book.of('DE-XX')).rejects.toThrow('No holidays are known for "DE-XX"');
    await expect(book.of('')).rejects.toThrow('No holidays are known for ""');
    await expect(book.of('toString')).rejects.toThrow('No holidays are known');
  });

  test('are there for each country and region on the list', async () => {
    const countries = await book.countries();
    expect(countries.length).toBeGreaterThan(190);
    expect(countries).toContainEqual({ code: 'DE', name: 'Germany' });
    expect(await book.regions('DE')).toContainEqual({ code: 'DE-BY', name: expect.stringContaining('Ba') });
    expect(await book.regions('MC')).toEqual([]);
    for (const { code } of countries) await expect(book.of(code)).resolves.toBeTypeOf('function');
  });
});
