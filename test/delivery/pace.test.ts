import { describe, expect, test } from 'vitest';
import { makePace, type Slot } from '../../src/delivery/pace.ts';
import { random } from './random.ts';

const held = (startedAtMs: number): Slot => ({ startedAtMs, wasHeld: true });

describe('the pace', () => {
  test('starts with four a second', () => {
    const pace = makePace({ startPerSecond: 4, mostPerSecond: 50 });
    pace.start({ startedAtMs: 1000, wasHeld: false });
    expect(pace.waitMs(1000)).toBeGreaterThan(240);
    expect(pace.waitMs(1260)).toBe(0);
  });

  test('falls by half on a 429 and waits as long as Slack says, once for all that were under way', () => {
    const pace = makePace({ startPerSecond: 20, mostPerSecond: 20 });
    for (const startedAt of [1000, 1050, 1100]) pace.start(held(startedAt));
    pace.limited(held(1000), 1200, 3000);
    pace.limited(held(1050), 1210, 3000);
    pace.limited(held(1100), 1220, 3000);
    expect(pace.perSecond()).toBeLessThanOrEqual(10);
    expect(pace.perSecond()).toBeGreaterThanOrEqual(6);
    expect(pace.waitMs(1220)).toBe(3000);
    pace.limited(held(4500), 4600, 1000); // another burst
    expect(pace.perSecond()).toBeLessThan(6);
  });

  test('comes back to most of what it was, and goes further only slowly', () => {
    const pace = makePace({ startPerSecond: 20, mostPerSecond: 50 });
    for (let at = 0; at < 1000; at += 50) pace.answered({ startedAtMs: at, wasHeld: false }, at);
    pace.limited(held(990), 1000, 1000);
    const rates: number[] = [];
    for (let answers = 1; answers <= 2000; answers++) {
      pace.answered(held(2000 + answers), 2000 + answers);
      rates.push(pace.perSecond());
    }
    expect(rates[30]).toBeGreaterThan(17);
    expect(rates[200]).toBeLessThan(20);
    expect(rates[1999]).toBe(50); // what Slack allows may have changed
  });

  test('learns nothing from requests that did not have to wait for it', () => {
    const pace = makePace({ startPerSecond: 4, mostPerSecond: 50 });
    for (let at = 0; at < 100_000; at += 1000) pace.answered({ startedAtMs: at, wasHeld: false }, at);
    expect(pace.perSecond()).toBe(4);
  });

  test('pauses longer each time that Slack does not answer, until it does', () => {
    const pace = makePace({ startPerSecond: 4, mostPerSecond: 50 });
    const pauses: number[] = [];
    for (let at = 0; pauses.length < 8; at += pace.waitMs(at)) {
      pace.start(held(at));
      pace.unanswered(held(at), at + 1);
      pauses.push(pace.waitMs(at + 1));
      at += 1;
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    pace.answered(held(900_000), 900_000);
    pace.unanswered(held(900_001), 900_002);
    expect(pace.waitMs(900_002)).toBe(1000);
  });

  test('a clock that is set back holds up nothing any longer', () => {
    const pace = makePace({ startPerSecond: 4, mostPerSecond: 50 });
    pace.start(held(10_000_000));
    pace.limited(held(10_000_000), 10_000_100, 30_000);
    expect(pace.waitMs(5000)).toBe(30_000);
  });
});

/** How Slack may count: nobody knows. Each says whether it takes a request that comes at that moment. */
const limiters: Record<string, (perSecond: number) => (now: number) => boolean> = {
  'so many in any second': (perSecond) => {
    let taken: number[] = [];
    return (now) => {
      taken = taken.filter((at) => at > now - 1000);
      if (taken.length >= perSecond) return false;
      taken.push(now);
      return true;
    };
  },
  'a bucket that fills steadily': (perSecond) => {
    const most = perSecond / 5;
    let left = most;
    let last = 0;
    return (now) => {
      left = Math.min(most, left + ((now - last) * perSecond) / 1000);
      last = now;
      if (left < 1) return false;
      left--;
      return true;
    };
  },
};

describe.each(Object.keys(limiters))('against %s', (name) => {
  const cases = [10, 20, 50].flatMap((perSecond) => [20, 200].map((latencyMs) => ({ perSecond, latencyMs })));

  test.each(cases)(
    '2,000 messages at a known $perSecond a second, answered in $latencyMs ms: hardly over the floor',
    (some) => {
      const { ratio, refused } = race(name, { ...some, startPerSecond: some.perSecond, mostPerSecond: some.perSecond });
      expect(ratio).toBeLessThan(1.05);
      expect(refused).toBe(0);
    },
  );

  test.each(cases)(
    '2,000 at $perSecond a second that has to be found out, answered in $latencyMs ms: near the floor, and few 429s',
    (some) => {
      const { ratio, refused } = race(name, { ...some, startPerSecond: 4, mostPerSecond: 100 });
      expect(ratio).toBeLessThan(1.3);
      expect(refused).toBeLessThan(20);
    },
  );
});

interface Race {
  perSecond: number;
  latencyMs: number;
  startPerSecond: number;
  mostPerSecond: number;
}

const messages = 2000;

/** Sends 2,000 messages; the floor is the time that the limit asks for. */
function race(name: string, { perSecond, latencyMs, ...settings }: Race): { ratio: number; refused: number } {
  const pace = makePace(settings);
  const takes = limiters[name]?.(perSecond);
  const chance = random(perSecond + latencyMs);
  const answers: { at: number; slot: Slot; isTaken: boolean | undefined }[] = [];
  let now = 0;
  let left = messages;
  let refused = 0;
  while (left > 0 || answers.length > 0) {
    const mayStart = left > 0 && answers.length < 50;
    const startAt = mayStart ? now + pace.waitMs(now) : Number.POSITIVE_INFINITY;
    const next = answers[0];
    if (next && next.at <= startAt) {
      answers.shift();
      now = Math.max(now, next.at);
      if (next.isTaken) pace.answered(next.slot, now);
      else pace.limited(next.slot, now, 1000);
      if (!next.isTaken) refused++;
      if (!next.isTaken) left++;
    } else {
      now = startAt + chance.between(0, 20) / 10; // timers are a little late
      const slot = { startedAtMs: now, wasHeld: left < messages };
      pace.start(slot);
      left--;
      const arrivesAt = now + latencyMs / 2 + chance.between(0, 30) / 10;
      answers.push({ at: arrivesAt + latencyMs / 2, slot, isTaken: takes?.(arrivesAt) });
      answers.sort((one, other) => one.at - other.at);
    }
  }
  return { ratio: now / ((messages * 1000) / perSecond), refused };
}
