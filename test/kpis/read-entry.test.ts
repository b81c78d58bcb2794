import { describe, expect, test } from 'vitest';
import { type EntryRules, longestNote, readEntry } from '../../src/kpis/read-entry.ts';

const today = '2026-11-24'; // a Tuesday
const latency: EntryRules = { unit: 'milliseconds', today, least: 0 };

const entryOf = (typed: string, rules: EntryRules = latency) => {
  const read = readEntry(typed, rules);
  return read.ok ? read.entry : read.problem;
};

describe('a value alone', () => {
  test('was measured today, without a note', () => {
    expect(readEntry('87 ms', latency)).toEqual({
      ok: true,
      entry: { value: 87, isAddition: false, measuredOn: today, note: '' },
    });
  });

  test('brings its currency and whether it is added along', () => {
    expect(entryOf('€0.40', { unit: 'currency', today })).toMatchObject({ value: 0.4, currency: 'EUR' });
    expect(entryOf('+3', { unit: 'count', today })).toMatchObject({ value: 3, isAddition: true });
  });
});

describe('the day after "on"', () => {
  test.each([
    ['2026-11-20', '2026-11-20'],
    ['2026-1-5', '2026-01-05'],
    ['today', '2026-11-24'],
    ['Yesterday', '2026-11-23'],
    ['20 Nov', '2026-11-20'],
    ['20. Nov.', '2026-11-20'],
    ['20th November', '2026-11-20'],
    ['the 20th of November', '2026-11-20'],
    ['Nov 20', '2026-11-20'],
    ['november 20th', '2026-11-20'],
    ['Sept 3', '2026-09-03'],
    ['20 Nov 2025', '2025-11-20'],
    ['Nov 20, 2025', '2025-11-20'],
    ['29 Feb 2024', '2024-02-29'],
    ['24 November', '2026-11-24'],
    ['tuesday', '2026-11-24'],
    ['last Tuesday', '2026-11-17'],
    ['monday', '2026-11-23'],
    ['Wed', '2026-11-18'],
    ['thurs', '2026-11-19'],
    ['Sunday', '2026-11-22'],
    ['２０２６－１１－２０', '2026-11-20'],
  ])('%s is %s', (typed, date) => {
    expect(entryOf(`87 on ${typed}`)).toMatchObject({ value: 87, measuredOn: date, note: '' });
  });

  test('without its year is the nearest one', () => {
    const january = { ...latency, today: '2027-01-02' };
    expect(entryOf('87 on 30 Dec', january)).toMatchObject({ measuredOn: '2026-12-30' });
    expect(entryOf('87 on 2 Jan', january)).toMatchObject({ measuredOn: '2027-01-02' });
    expect(entryOf('87 on 1 Oct', january)).toMatchObject({ measuredOn: '2026-10-01' });
    expect(entryOf('87 on 29 Feb', { ...latency, today: '2028-03-01' })).toMatchObject({ measuredOn: '2028-02-29' });
  });

  test('needs no "on" where it is today or yesterday', () => {
    expect(entryOf('87 yesterday')).toMatchObject({ measuredOn: '2026-11-23', note: '' });
    expect(entryOf('87 ms today, warm cache')).toMatchObject({ measuredOn: today, note: 'warm cache' });
    expect(entryOf("87 yesterday's run")).toMatchObject({ measuredOn: today, note: "yesterday's run" });
  });

  test.each([
    ['2026-11-25', '2026-11-25'],
    ['tomorrow', '2026-11-25'],
    ['25 Nov', '2026-11-25'],
    ['Dec 20', '2026-12-20'],
    ['20 Nov 2027', '2027-11-20'],
  ])('may not lie ahead: %s', (typed, date) => {
    expect(entryOf(`87 on ${typed}`)).toEqual({ kind: 'date-ahead', piece: typed, date });
  });

  test.each([
    ['on 2026-02-30', 'on 2026-02-30'],
    ['on 2026-13-01', 'on 2026-13-01'],
    ['on 30 Feb', 'on 30 Feb'],
    ['on 31 April 2026', 'on 31 April 2026'],
    ['on 29 Feb', 'on 29 Feb'],
    ['on 20.11.2026', 'on 20.11.2026'],
    ['on 11/20/2026', 'on 11/20/2026'],
    ['on 20', 'on 20'],
    ['on the 20th', 'on the 20th'],
    ['on 2026-11-20T10:00', 'on 2026-11-20T10:00'],
    ['on 3 servers', 'on 3 servers'],
    ['on', 'on'],
  ])('is refused where it is none, or not clearly one: %s', (typed, piece) => {
    expect(entryOf(`87 ${typed}`)).toEqual({ kind: 'no-date', piece });
  });
});

describe('a note', () => {
  test.each([
    ['87 after the release', 'after the release'],
    ['87ms after the release', 'after the release'],
    ['87 ms, after the release', 'after the release'],
    ['87 ms – after the release', 'after the release'],
    ['87: min of three runs', 'min of three runs'],
    ['87 ms (warm cache)', '(warm cache)'],
    ['87 on staging', 'on staging'],
    ['87 on may release', 'on may release'],
    ['87 on the new cluster', 'on the new cluster'],
    ['87 2nd try', '2nd try'],
    ['87 ms 5xx left out', '5xx left out'],
    ['87 us customers only', 'us customers only'],
    ['87 try again', 'try again'],
    ['87 <!channel> *bold*', '<!channel> *bold*'],
    ['87 Ｗａｒｍ　ｃａｃｈｅ – 90 ½', 'Ｗａｒｍ　ｃａｃｈｅ – 90 ½'],
    ['87 ms after\n\nthe release  ', 'after\n\nthe release'],
    ['87 ms 👍', '👍'],
  ])('starts at the first other word: %s', (typed, note) => {
    expect(entryOf(typed)).toMatchObject({ value: 87, measuredOn: today, note });
  });

  test.each([
    ['87 on 2026-11-20 after the release', 'after the release'],
    ['87 ms on 20 Nov, after the release', 'after the release'],
    ['87 on friday 3 servers were down', '3 servers were down'],
    ['87 on Nov 20: on call', 'on call'],
    ['87 on 20 Nov – cold cache', 'cold cache'],
  ])('may follow the day: %s', (typed, note) => {
    expect(entryOf(typed)).toMatchObject({ measuredOn: '2026-11-20', note });
  });

  test('does not take in a unit or a number that stands right after the value', () => {
    expect(entryOf('87 kg after the release')).toEqual({ kind: 'wrong-unit', piece: '87 kg' });
    expect(entryOf('87 90 after the release')).toEqual({ kind: 'two-numbers', piece: '87 90' });
    expect(entryOf('87 2026-11-20')).toEqual({ kind: 'two-numbers', piece: '87 2026-11-20' });
    expect(entryOf('3 days ago', { unit: 'count', today })).toEqual({ kind: 'wrong-unit', piece: '3 days' });
  });

  test('has at most 500 characters, as people count them', () => {
    expect(entryOf(`87 ${'a'.repeat(longestNote)}`)).toMatchObject({ note: 'a'.repeat(500) });
    expect(entryOf(`87 ${'👍'.repeat(longestNote)}`)).toMatchObject({ note: '👍'.repeat(500) });
    expect(entryOf(`87 ${'a'.repeat(longestNote + 1)}`)).toEqual({
      kind: 'note-too-long',
      piece: `${'a'.repeat(39)}…`,
      most: 500,
    });
    expect(entryOf(`87 ${'👍'.repeat(longestNote + 1)}`)).toMatchObject({
      kind: 'note-too-long',
      piece: `${'👍'.repeat(19)}…`,
    });
  });
});

test('what is no value is refused as in a form, whatever follows', () => {
  expect(entryOf('')).toEqual({ kind: 'nothing' });
  expect(entryOf('fast on 20 Nov')).toEqual({ kind: 'no-number', piece: 'fast' });
  expect(entryOf('-3 on tomorrow')).toEqual({ kind: 'too-low', piece: '-3', limit: 0 });
  expect(entryOf('120% on monday', { unit: 'percent', today, most: 100 })).toEqual({
    kind: 'too-high',
    piece: '120%',
    limit: 100,
  });
});
