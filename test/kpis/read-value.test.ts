import { describe, expect, test } from 'vitest';
import { type ReadValue, readValue } from '../../src/kpis/read-value.ts';
import { exampleOf, type ValueRules } from '../../src/kpis/units.ts';
import { refusals } from './refused-values.ts';
import { understood, units } from './understood-values.ts';

function valueIn(read: ReadValue): number {
  if (!read.ok) expect.fail(`refused: ${JSON.stringify(read.problem)}`);
  return read.measured.value;
}

describe('a value is understood as people write it', () => {
  const cases = units.flatMap((unit) =>
    Object.entries(understood[unit]).map(([typed, value]) => ({ unit, typed, value })),
  );

  test.each(cases)('$unit: $typed is $value', ({ unit, typed, value }) => {
    expect(valueIn(readValue(typed, { unit }))).toBe(value);
  });

  test('in each unit that a role can have', () => {
    expect([...units].sort()).toEqual(Object.keys(understood).sort());
  });
});

describe('what cannot be a value is refused, with the piece that it is about', () => {
  test.each(refusals.map(([rules, typed, kind, piece]) => ({ rules, typed, kind, piece })))(
    '$rules.unit: $typed is refused as $kind',
    ({ rules, typed, kind, piece }) => {
      expect(readValue(typed, rules)).toEqual({
        ok: false,
        problem: piece === undefined ? { kind } : { kind, piece },
      });
    },
  );
});

describe('limits', () => {
  const share: ValueRules = { unit: 'percent', least: 0, most: 100 };

  test('a share of a whole is between none and all of it', () => {
    expect(valueIn(readValue('0%', share))).toBe(0);
    expect(valueIn(readValue('100%', share))).toBe(100);
    expect(readValue('100.1%', share)).toEqual({
      ok: false,
      problem: { kind: 'too-high', piece: '100.1%', limit: 100 },
    });
    expect(readValue('6/5', share)).toMatchObject({ problem: { kind: 'too-high', piece: '6/5' } });
    expect(readValue('-1%', share)).toEqual({ ok: false, problem: { kind: 'too-low', piece: '-1%', limit: 0 } });
  });

  test('they hold in the unit of the KPI, whatever was typed', () => {
    const rules: ValueRules = { unit: 'minutes', least: 0, most: 60 };
    expect(valueIn(readValue('3600 s', rules))).toBe(60);
    expect(readValue('2h', rules)).toMatchObject({ problem: { kind: 'too-high', piece: '2h', limit: 60 } });
  });

  test('more points than the scale has are refused', () => {
    expect(readValue('6/5', { unit: 'points', least: 0, most: 5 })).toMatchObject({ problem: { kind: 'too-high' } });
  });

  test('without limits, nothing beyond a trillion is taken', () => {
    expect(valueIn(readValue('1000bn', { unit: 'currency' }))).toBe(1e12);
    expect(readValue('1001bn', { unit: 'currency' })).toMatchObject({ problem: { kind: 'too-high', limit: 1e12 } });
    expect(readValue('-1001bn', { unit: 'currency' })).toMatchObject({ problem: { kind: 'too-low', limit: -1e12 } });
    expect(readValue('1e12 weeks', { unit: 'milliseconds' })).toMatchObject({ problem: { kind: 'too-high' } });
  });

  test('that there are two numbers is said before that one is too high', () => {
    expect(readValue('187 90', share)).toMatchObject({ problem: { kind: 'two-numbers' } });
  });
});

describe('a plus', () => {
  const isAddition = (typed: string, rules: ValueRules) => {
    const read = readValue(typed, rules);
    return read.ok ? read.measured.isAddition : read.problem;
  };

  test('is on top of the last value where the KPI counts', () => {
    expect(isAddition('+3', { unit: 'count' })).toBe(true);
    expect(isAddition('＋３', { unit: 'count' })).toBe(true);
    expect(isAddition('+2h', { unit: 'hours', counts: true })).toBe(true);
  });

  test('is a sign like any other elsewhere', () => {
    expect(isAddition('+3%', { unit: 'percent' })).toBe(false);
    expect(isAddition('+3', { unit: 'count', counts: false })).toBe(false);
    expect(isAddition('3', { unit: 'count' })).toBe(false);
  });
});

describe('a currency', () => {
  test.each([
    ['€0.40', 'EUR'],
    ['0,40 €', 'EUR'],
    ['3 euros', 'EUR'],
    ['$3', 'USD'],
    ['US$3', 'USD'],
    ['usd 3', 'USD'],
    ['CA$3', 'CAD'],
    ['£3', 'GBP'],
    ['¥3', 'JPY'],
    ['CHF 3', 'CHF'],
    ['3 TRY', 'TRY'],
    ['-€3', 'EUR'],
    ['1.2k€', 'EUR'],
  ])('in %s it is %s', (typed, currency) => {
    expect(readValue(typed, { unit: 'currency' })).toMatchObject({ ok: true, measured: { currency } });
  });

  test('is left open where none was typed', () => {
    expect(readValue('0.40', { unit: 'currency' })).toEqual({
      ok: true,
      measured: { value: 0.4, isAddition: false },
    });
  });
});

test.each(units)('the example that is shown for %s is itself accepted', (unit) => {
  expect(readValue(exampleOf(unit), { unit, least: 0 })).toMatchObject({ ok: true });
});
