import { expect, test } from 'vitest';
import { momentName, newsWords, whenName } from '../../src/local/page/clock-words.ts';

test('a moment is named as the clocks where the person is show it', () => {
  const moment = new Date('2026-12-30T23:30:00Z');
  expect(momentName(moment, 'Europe/London')).toBe('Wed 30 Dec, 23:30');
  expect(momentName(moment, 'Asia/Kolkata')).toBe('Thu 31 Dec, 05:00');
  expect(momentName(moment, 'America/New_York', { withYear: true })).toBe('Wed 30 Dec 2026, 18:30');
  expect(momentName(new Date('2026-12-30T00:05:00Z'), 'UTC')).toBe('Wed 30 Dec, 00:05');
});

test.each([
  ['2026-12-30T09:00:00Z', 'now'],
  ['2026-12-01T09:00:00Z', 'now'],
  ['2026-12-30T09:01:00Z', 'in 1 minute, Wed 30 Dec, 09:01'],
  ['2026-12-30T09:45:00Z', 'in 45 minutes, Wed 30 Dec, 09:45'],
  ['2026-12-30T10:00:00Z', 'in 1 hour, Wed 30 Dec, 10:00'],
  ['2026-12-31T09:00:00Z', 'in 24 hours, Thu 31 Dec, 09:00'],
  ['2027-01-05T09:00:00Z', 'in 6 days, Tue 5 Jan, 09:00'],
])('from 09:00 on 30 December, %s is %s', (moment, words) => {
  expect(whenName(new Date(moment), new Date('2026-12-30T09:00:00Z'), 'UTC')).toBe(words);
});

test('news say how many for whom, and the first of them what', () => {
  const joel = { personId: 'U0JOEL00000', name: 'Joel Park', count: 1 };
  const channel = { personId: null, name: '#ml-team', count: 2 };
  expect(newsWords(joel, 'U0JOEL00000', true)).toBe('1 new message for you');
  expect(newsWords(joel, 'U0MIRA00000', false)).toBe('1 for Joel Park');
  expect(newsWords(channel, 'U0MIRA00000', true)).toBe('2 new messages in #ml-team');
});
