import type { Clock } from '../../src/calendar/clock.ts';
import type { BotTime } from '../../src/local/people/workspace-time.ts';

/** What a bot has to do and when, and what became of it. */
export interface Agenda extends Omit<BotTime, 'clock'> {
  at(moment: string, run?: () => Promise<unknown>): void;
  /** When each thing was done, by the bot's clock. */
  done: string[];
  /** From now on nothing that is due gets done, as with a delivery that waits. */
  sleep(): void;
  /** How often it was asked to begin anew. */
  startedOver(): number;
  /** How often it was told to do what it does each hour. */
  hourly(): number;
}

export function createAgenda(clock: Clock): Agenda {
  const state = {
    waiting: [] as { at: Date; run: () => Promise<unknown> }[],
    isAsleep: false,
    startedOver: 0,
    hourly: 0,
  };
  const done: string[] = [];
  const next = () => state.waiting.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
  return {
    done,
    at(moment, run = async () => {}) {
      state.waiting.push({ at: new Date(moment), run });
    },
    sleep() {
      state.isAsleep = true;
    },
    startedOver: () => state.startedOver,
    hourly: () => state.hourly,
    beginHourly() {
      state.hourly += 1;
    },
    nextDueAt: async () => next()?.at,
    async settle() {
      for (;;) {
        const due = next();
        if (state.isAsleep || !due || due.at > clock.now()) return;
        state.waiting = state.waiting.filter((one) => one !== due);
        done.push(clock.now().toISOString());
        await due.run();
      }
    },
    async startOver() {
      state.waiting = [];
      state.startedOver += 1;
    },
  };
}
