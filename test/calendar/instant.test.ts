import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromInstant, toInstant } from '../../src/calendar/instant.ts';
import { holds, moments } from './calendars.ts';

describe('a stored instant', () => {
  test('is UTC, to the millisecond', () => {
    expect(toInstant(new Date('2026-11-30T10:00:00+01:00'))).toBe('2026-11-30T09:00:00.000Z');
  });

  test('comes back as it went, and sorts as text as it does in time', () => {
    holds(
      fc.property(moments, moments, (one, other) => {
        expect(fromInstant(toInstant(one))).toEqual(one);
        expect(toInstant(one) < toInstant(other)).toBe(one < other);
      }),
    );
  });

  test.each([
    '2026-11-30T09:00:00Z',
    '2026-11-30T10:00:00.000+01:00',
    '2026-11-30',
    '2026-02-30T09:00:00.000Z',
    'now',
    '',
  ])('has no second form: %j is refused', (text) => {
    expect(() => fromInstant(text)).toThrow('Expected an instant like 2026-11-30T09:00:00.000Z');
  });
});
