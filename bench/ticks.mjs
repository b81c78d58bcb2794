import { makeSender, usualPace } from '../dist/src/delivery/sender.js';
import { systemTimers } from '../dist/src/delivery/timers.js';
import { startScheduler } from '../dist/src/scheduler.js';
import { planDeps, silent } from './plan-deps.mjs';
import { storeWith } from './stores.mjs';

/**
 * How long the scheduler takes to find that nothing is due, in milliseconds, over so many plans (`sizes`). Each has its
 * turn in each round: what else the machine does then weighs on all alike.
 */
export async function measureTicks(kind, { sizes, rounds, ticks, now }) {
  const measured = [];
  for (const plans of sizes) measured.push({ plans, rounds: [], ...(await startOver({ kind, plans, now })) });
  for (const { scheduler } of measured) await ticksMs(scheduler, ticks); // until it is warm
  for (let round = 0; round < rounds; round++) {
    for (const { scheduler, rounds: runs } of measured) runs.push(await ticksMs(scheduler, ticks));
  }
  for (const { stop } of measured) await stop();
  return measured;
}

/** The bot's own scheduler over so many plans, at a moment that stays. */
async function startOver({ kind, plans, now }) {
  const { db, close } = await storeWith({ kind, plans, now });
  const clock = { now: () => now };
  const sender = makeSender({ db, clock, timers: systemTimers, settings: usualPace, log: silent });
  const scheduler = startScheduler(planDeps(db, clock), sender, silent);
  const stop = async () => {
    await scheduler.stop(1000);
    await close();
  };
  return { scheduler, stop };
}

/** `settle` is a tick and a second look at the outbox. */
async function ticksMs(scheduler, ticks) {
  const taken = [];
  for (let tick = 0; tick < ticks; tick++) {
    const startedAt = performance.now();
    await scheduler.settle();
    taken.push(performance.now() - startedAt);
  }
  if (scheduler.trouble()) throw new Error(scheduler.trouble());
  return taken;
}
