import { systemClock } from '../../src/calendar/clock.ts';
import { type TurnableClock, turnableClock } from '../../src/calendar/turnable-clock.ts';

/** Time that runs as it always does, but for what is skipped of it. */
export interface SkippableTime {
  clock: TurnableClock;
  /** Runs `run` when that much time has passed, be it skipped. */
  after(ms: number, run: () => Promise<void>): void;
  /** Skips that much; what was to happen meanwhile has happened then, each at its time. */
  skip(ms: number): Promise<void>;
}

interface Alarm {
  at: Date;
  timer: NodeJS.Timeout;
  run(): Promise<void>;
}

export function skippableTime(start: Date): SkippableTime {
  const clock = turnableClock(systemClock);
  clock.turnTo(start);
  const alarms = new Set<Alarm>();
  const nextUntil = (end: Date): Alarm | undefined =>
    [...alarms].filter(({ at }) => at <= end).sort((one, other) => one.at.getTime() - other.at.getTime())[0];
  return {
    clock,
    after(ms, run) {
      const at = new Date(clock.now().getTime() + ms);
      const timer = setTimeout(() => {
        alarms.delete(alarm);
        void run();
      }, ms);
      const alarm: Alarm = { at, timer, run };
      alarms.add(alarm);
    },
    async skip(ms) {
      const end = new Date(clock.now().getTime() + ms);
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        clearTimeout(next.timer);
        alarms.delete(next);
        clock.turnTo(next.at);
        await next.run();
      }
      clock.turnTo(end);
    },
  };
}
