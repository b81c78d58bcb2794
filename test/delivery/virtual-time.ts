import type { Clock } from '../../src/calendar/clock.ts';
import type { Timers } from '../../src/delivery/timers.ts';

/** Time that passes when nothing is left to do at the moment that it is, and then at once. */
export interface VirtualTime {
  clock: Clock;
  timers: Timers;
  wait(ms: number): Promise<void>;
  /** What happens outside of JavaScript, in a database say: no time passes meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Lets time pass until `goal` is reached. @throws {Error} nothing happens any more, or it takes a month */
  runUntil(goal: () => boolean | Promise<boolean>): Promise<void>;
  /** Lets that much time pass. */
  advance(ms: number): Promise<void>;
}

interface Alarm {
  at: number;
  order: number;
  run(): void;
}

const monthMs = 31 * 86_400_000;

export function virtualTime(start: Date): VirtualTime {
  let now = start.getTime();
  let order = 0;
  let busy = 0;
  let alarms: Alarm[] = [];

  const after = (ms: number, run: () => void): (() => void) => {
    order++;
    const alarm = { at: now + Math.max(0, ms), order, run };
    alarms.push(alarm);
    return () => {
      alarms = alarms.filter((other) => other !== alarm);
    };
  };

  /** All that can go on without time passing has done so. */
  async function settle(): Promise<void> {
    for (let quiet = 0, seen = -1; quiet < 2; seen = order) {
      await new Promise(setImmediate);
      quiet = busy === 0 && seen === order ? quiet + 1 : 0;
    }
  }

  function goOn(until: number): boolean {
    const next = alarms.reduce<Alarm | undefined>(
      (first, alarm) =>
        !first || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order) ? alarm : first,
      undefined,
    );
    if (!next || next.at > until) return false;
    alarms = alarms.filter((alarm) => alarm !== next);
    now = Math.max(now, next.at);
    next.run();
    return true;
  }

  return {
    clock: { now: () => new Date(now) },
    timers: { after },
    wait: (ms) => new Promise((resolve) => void after(ms, resolve)),
    async during(work) {
      busy++;
      order++;
      try {
        return await work();
      } finally {
        busy--;
      }
    },
    async runUntil(goal) {
      for (;;) {
        await settle();
        if (await goal()) return;
        if (now - start.getTime() > monthMs) throw new Error('a month has passed');
        if (!goOn(Number.POSITIVE_INFINITY)) throw new Error('nothing happens any more');
      }
    },
    async advance(ms) {
      const until = now + ms;
      do await settle();
      while (goOn(until));
      now = until;
    },
  };
}
