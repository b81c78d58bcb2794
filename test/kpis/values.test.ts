import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatChange, formatValue } from '../../src/kpis/format-value.ts';
import { readEntry } from '../../src/kpis/read-entry.ts';
import { readValue } from '../../src/kpis/read-value.ts';
import { roleKpis } from '../../src/kpis/role-kpis.ts';
import { type Unit, valueRules } from '../../src/kpis/units.ts';
import { holds } from '../calendar/calendars.ts';
import { builtInRole } from '../support/roles.ts';
import { units } from './understood-values.ts';

const currencies = [undefined, 'EUR', 'USD', 'GBP', 'JPY', 'CHF', 'CAD', 'SEK', 'TRY', 'BRL'];
const anyUnit = fc.constantFrom(...units);

function readBack(text: string, unit: Unit) {
  const read = readValue(text, { unit });
  if (!read.ok) expect.fail(`"${text}" was refused: ${JSON.stringify(read.problem)}`);
  return read.measured;
}

/** Values that people log have up to four decimals. */
const measured = fc
  .oneof(
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((tenThousandths) => tenThousandths / 10_000),
    fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map((hundredths) => hundredths / 100),
    fc.integer({ min: -1000, max: 1000 }),
  )
  .map((value) => value || 0);
const anyFinite = fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((value) => value || 0);

describe('what is formatted reads back', () => {
  test('to itself, in every unit and currency', () => {
    holds(
      fc.property(measured, anyUnit, fc.constantFrom(...currencies), (value, unit, currency) => {
        const whole = unit === 'count' ? Math.round(value) || 0 : value;
        const read = readBack(formatValue(whole, unit, { currency }), unit);
        expect(read.value).toBe(whole);
        expect(read.currency).toBe(unit === 'currency' ? currency : undefined);
      }),
      5000,
    );
  });

  test('to what it was rounded to, whatever a system sent', () => {
    const sent = fc.constantFrom(...units.filter((unit) => unit !== 'count'));
    holds(
      fc.property(anyFinite, sent, (value, unit) => {
        const read = readBack(formatValue(value, unit), unit).value;
        const size = Math.abs(value);
        const step = size >= 1000 ? 0.01 : Math.min(0.0001, size / 1000);
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.5 * step + size * 1e-14 + 1e-12);
        expect(formatValue(read, unit)).toBe(formatValue(value, unit));
      }),
      5000,
    );
  });
});

describe('no text', () => {
  /** Whether one of a few tries is: the machine may have been busy with something else. */
  const isQuick = (run: () => void): boolean =>
    Array.from({ length: 5 }).some(() => {
      const startedAt = performance.now();
      run();
      return performance.now() - startedAt < 10;
    });
  const scraps = fc.constantFrom(
    ...['87', '1,234', '.', ',', "'", ' ', '\u00a0', '-', '+', '−', 'e', 'E9', 'k', 'm', 'ms', 'h', '%', '‰', '€', '$'],
    ...['USD', 'of', '/', ':', ':30', 'and', 'on', 'Nov', '20', 'today', 'last', 'monday', '2026-11-20', 'kg', '\n'],
    ...['\ud800', '\u200b', '\u202e', '👍', '٣', '½', '１', 'İ', '\0', '(', '°', 'per cent', 'out of', 'the'],
  );
  const pieces = fc.array(scraps, { maxLength: 30 }).map((each) => each.join(''));
  const anyText = fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }));

  test('makes reading it throw, take over 10 ms or come to something that is no number, no day, no note', () => {
    holds(
      fc.property(anyText, anyUnit, (text, unit) => {
        const read = readEntry(text, { unit, today: '2026-11-24' });
        if (read.ok) {
          expect(Math.abs(read.entry.value)).toBeLessThanOrEqual(1e12);
          expect(read.entry.measuredOn).toMatch(/^\d{4}-\d\d-\d\d$/);
          expect(read.entry.measuredOn <= '2026-11-24').toBe(true);
          expect(text.trimEnd().endsWith(read.entry.note)).toBe(true);
        } else if ('piece' in read.problem) expect(read.problem.piece.length).toBeLessThanOrEqual(40);
        expect(isQuick(() => readEntry(text, { unit, today: '2026-11-24' }))).toBe(true);
      }),
      10_000,
    );
  });

  const heads = ['', '87', '87 ', '€', '-', '87 on ', '87 on Nov 20', '3h ', '4/', '1,', '87 ms '];
  const fills = [
    ...[' ', '9', 'a', '.', ',', '-', "'", '€', '%', ':', '/', 'é', '９', '\u00a0', '👍', '\ud800', '\n', '°', '('],
    ...['1 ', '1,', '123,', ' 123', '1.2', 'on ', '3h ', '1h', ' of ', '/5', 'and ', ', ', 'e9', 'k ', '€ ', '- '],
    ...['+ ', 'USD ', 'today ', 'last ', 'Nov 20 ', '.-', 'a.', 'a/', 'per cent', '1:30', 'mon', 'us ', ' us'],
  ];
  test.each(heads)('of 100 kB does that either, after "%s"', (head) => {
    const isSlow = (fill: string, unit: Unit) => {
      const long = head + fill.repeat(Math.ceil(100_000 / fill.length));
      return [long, `${long}!`, `${long}7`].some(
        (text) => !isQuick(() => readEntry(text, { unit, today: '2026-11-24' })),
      );
    };
    const kinds = ['hours', 'percent', 'currency'] as const;
    expect(fills.filter((fill) => kinds.some((unit) => isSlow(fill, unit)))).toEqual([]);
  });

  test('that is cut because of its length is taken for all that was typed', () => {
    const spaces = ' '.repeat(5000);
    const today = '2026-11-24';
    expect(readEntry(`87${spaces}90`, { unit: 'index', today })).toMatchObject({ problem: { kind: 'note-too-long' } });
    expect(readValue(`87${spaces}90`, { unit: 'index' })).toMatchObject({ problem: { kind: 'more-than-value' } });
    expect(readValue(`${spaces}87${spaces}`, { unit: 'index' })).toMatchObject({ measured: { value: 87 } });
  });
});

describe('a value is shown as people write it', () => {
  test.each<[number, Unit, string | undefined, string]>([
    [87, 'milliseconds', undefined, '87 ms'],
    [1234, 'milliseconds', undefined, '1,234 ms'],
    [237.846153846, 'milliseconds', undefined, '237.8462 ms'],
    [1234.5678, 'milliseconds', undefined, '1,234.57 ms'],
    [12.5, 'percent', undefined, '12.5%'],
    [-2, 'percent', undefined, '−2%'],
    [1, 'hours', undefined, '1 hour'],
    [3.5, 'hours', undefined, '3.5 hours'],
    [0, 'hours', undefined, '0 hours'],
    [1, 'minutes', undefined, '1 minute'],
    [12, 'days', undefined, '12 days'],
    [4, 'points', undefined, '4 of 5'],
    [3, 'count', undefined, '3'],
    [0.2, 'index', undefined, '0.2'],
    [0.000042126, 'index', undefined, '0.00004213'],
    [-0, 'index', undefined, '0'],
    [1e-15, 'index', undefined, '0'],
    [0.4, 'currency', 'EUR', '€0.40'],
    [0.4, 'currency', undefined, '0.40'],
    [3, 'currency', 'USD', '$3'],
    [1234.498, 'currency', 'USD', '$1,234.50'],
    [0.0042, 'currency', 'GBP', '£0.0042'],
    [-0.4, 'currency', 'CHF', '−CHF 0.40'],
  ])('%d in %s (%s) is %s', (value, unit, currency, shown) => {
    expect(formatValue(value, unit, { currency })).toBe(shown);
  });

  test.each<[number, number, Unit, string | undefined, string]>([
    [84, 87, 'milliseconds', undefined, '+3 ms'],
    [5, 3, 'points', undefined, '−2 points'],
    [3, 4, 'points', undefined, '+1 point'],
    [97, 98.5, 'percent', undefined, '+1.5 pp'],
    [0.1, 0.3, 'index', undefined, '+0.2'],
    [0.3, 0.1 + 0.2, 'index', undefined, 'no change'],
    [4, 4, 'hours', undefined, 'no change'],
    [2, 1, 'days', undefined, '−1 day'],
    [0.4, 0.8, 'currency', 'EUR', '+€0.40'],
    [1000, 2500, 'count', undefined, '+1,500'],
  ])('from %d to %d in %s (%s) is %s', (from, to, unit, currency, shown) => {
    expect(formatChange(from, to, unit, { currency })).toBe(shown);
  });
});

test('the limits of the KPIs of our role: shares end at 100, lifts and drops may be anything', () => {
  const rules = roleKpis(builtInRole()).all.map(({ id, target }) => ({ id, ...valueRules(target) }));
  const idsWith = (least: number | undefined, most: number | undefined) =>
    rules.filter((rule) => rule.least === least && rule.most === most).map(({ id }) => id);
  expect(idsWith(0, 100)).toEqual(['training-success', 'reproducibility', 'documentation']);
  expect(idsWith(0, 5)).toEqual(['satisfaction']);
  expect(idsWith(undefined, undefined)).toEqual([
    'offline-lift',
    'online-impact',
    'guardrails',
    'stability',
    'review-quality',
  ]);
  expect(rules).toHaveLength(9 + idsWith(0, undefined).length);
});
