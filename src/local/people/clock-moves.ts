import { addDays } from '../../calendar/local-date.ts';
import { localDateOf, localHourOf, localInstant } from '../../calendar/time-zone.ts';
import type { TurnableClock } from '../../calendar/turnable-clock.ts';

const MINUTE_MS = 60_000;
/** A day in which something stays due is gone through minute by minute, and that is 1,440 of them. */
const MOST_STEPS = 2000;

interface Turning {
  clock: TurnableClock;
  /** When something is due next; what is due already counts. */
  nextDueAt(): Promise<Date | undefined>;
  /** Does what is due. */
  settle(): Promise<void>;
  /** Called whenever the clock was turned, before anything is done. */
  onTurn(): Promise<void>;
  isOver(): boolean;
}

export interface Way {
  goal: Date;
  /** What is due up to here is done as well, though the clock is turned to the goal only. */
  until: Date;
}

/**
 * Turns the clock to a goal as if the time had passed: it stops whenever something is due, and lets it finish. What
 * stays due holds nothing up: then it goes on minute by minute, as the bot's own tick would.
 * Gives false when the goal was not reached in a sensible number of steps.
 */
export async function turnForward(turning: Turning, { goal, until }: Way): Promise<boolean> {
  const { clock } = turning;
  let settledAt = clock.now();
  await turning.settle();
  const step = async (to: Date): Promise<void> => {
    clock.turnTo(to);
    await turning.onTurn();
    settledAt = clock.now();
    await turning.settle();
  };
  for (let steps = 0; steps < MOST_STEPS && !turning.isOver(); steps += 1) {
    const due = await turning.nextDueAt();
    const isStuck = due !== undefined && due <= settledAt;
    const next = isStuck ? inAMinute(clock.now()) : due;
    if (next === undefined || next > until) {
      await step(goal);
      return true;
    }
    await step(next);
  }
  return false;
}

/** What is due within a minute of the next thing belongs to it: the bot sends one message after the other. */
export function wayToNext(due: Date, now: Date): Way {
  const goal = due > now ? due : inAMinute(now); // what is due and does not get done must not hold the clock
  return { goal, until: inAMinute(goal) };
}

function inAMinute(moment: Date): Date {
  return new Date(moment.getTime() + MINUTE_MS);
}

export function wayByAnHour(now: Date): Way {
  return wayTo(new Date(now.getTime() + 60 * MINUTE_MS));
}

/** To the same time of the next day, as the clocks in `timeZone` show it. */
export function wayByADay(now: Date, timeZone: string): Way {
  const day = localDateOf(now, timeZone);
  const hour = localHourOf(now, timeZone);
  const pastTheHourMs = now.getTime() - localInstant(day, hour, timeZone).getTime();
  return wayTo(new Date(localInstant(addDays(day, 1), hour, timeZone).getTime() + pastTheHourMs));
}

function wayTo(goal: Date): Way {
  return { goal, until: goal };
}
