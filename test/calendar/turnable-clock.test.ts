import { expect, test } from 'vitest';
import { turnableClock } from '../../src/calendar/turnable-clock.ts';

const start = Date.parse('2026-11-30T09:00:00Z');
const minuteMs = 60_000;

/** A clock of which the test says how far it has run. */
function runningClock() {
  const state = { ms: start };
  return {
    now: () => new Date(state.ms),
    run(ms: number) {
      state.ms += ms;
    },
  };
}

test('a clock that nobody turned shows what the one beneath it shows', () => {
  const clock = turnableClock(runningClock());
  expect(clock.now()).toEqual(new Date(start));
  expect(clock.offsetMs()).toBe(0);
});

test('turned to a moment it shows that one, and goes on running from there', () => {
  const base = runningClock();
  const clock = turnableClock(base);
  clock.turnTo(new Date('2026-12-30T14:00:00Z'));
  expect(clock.now()).toEqual(new Date('2026-12-30T14:00:00Z'));
  base.run(minuteMs);
  expect(clock.now()).toEqual(new Date('2026-12-30T14:01:00Z'));
});

test('it is never turned back', () => {
  const base = runningClock();
  const clock = turnableClock(base, 10 * minuteMs);
  clock.turnTo(new Date(start + 9 * minuteMs));
  expect(clock.now()).toEqual(new Date(start + 10 * minuteMs));
});

test('it goes on from the offset that an earlier run left', () => {
  const before = turnableClock(runningClock());
  before.turnTo(new Date('2027-02-28T09:00:00Z'));
  expect(turnableClock(runningClock(), before.offsetMs()).now()).toEqual(new Date('2027-02-28T09:00:00Z'));
});

test('reset takes it back to the one beneath it', () => {
  const clock = turnableClock(runningClock(), 10 * minuteMs);
  clock.reset();
  expect(clock.now()).toEqual(new Date(start));
});
