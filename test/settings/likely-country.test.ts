import { expect, test } from 'vitest';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import { likelyCountry } from '../../src/settings/likely-country.ts';

const book = holidayBook();

test.each([
  ['Europe/Berlin', 'DE'],
  ['Europe/Zurich', 'CH'],
  ['America/Chicago', 'US'],
  ['Asia/Kolkata', 'IN'],
  ['Asia/Calcutta', 'IN'], // as Slack calls it
  ['UTC', undefined],
])('somebody in the time zone %s is likely to be in %s', async (timeZone, code) => {
  expect((await likelyCountry(book, timeZone))?.code).toBe(code);
});
