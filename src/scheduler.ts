import { schedule } from 'node-cron';
import { fromInstant } from './calendar/instant.ts';
import type { Sender } from './delivery/sender.ts';
import type { Logger } from './log.ts';
import { advanceCheckins } from './plans/advance.ts';
import { tellAttention } from './plans/attention.ts';
import type { PlanDeps } from './plans/deps.ts';
import { resumeDuePlans } from './plans/pause-plan.ts';
import { forgetAccepted } from './store/accepted-requests.ts';
import { nextCheckinAt } from './store/checkins.ts';
import { nextDeliveryAt } from './store/deliveries.ts';
import { nextPlanAt } from './store/plans.ts';

export interface Scheduler {
  /** Something may be due: looks as soon as it can. */
  wake(): void;
  /** Does all that is due now, and waits until nothing is under way. */
  settle(): Promise<void>;
  /** When something is due next, be it now; undefined where nothing ever is. */
  nextDueAt(): Promise<Date | undefined>;
  /** What keeps it from working, for the operator; undefined while all is well. */
  trouble(): string | undefined;
  stop(withinMs: number): Promise<void>;
}

/** Slack tries again for some minutes; this is long after. */
const forgetAfterMs = 7 * 24 * 3_600_000;

/**
 * Asks the database what is due, each minute and at each commit that makes something due. It keeps nothing in memory:
 * after a downtime, a sleep or a turned clock it finds what there is.
 */
export function startScheduler(deps: PlanDeps, sender: Sender, log: Logger): Scheduler {
  let running: Promise<void> | undefined;
  let again = false;
  let failure: string | undefined;
  let stopped = false;

  const pass = async (): Promise<void> => {
    try {
      await resumeDuePlans(deps);
      await advanceCheckins(deps);
      await tellAttention(deps);
      failure = undefined;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      log.error({ err: error }, 'what is due could not be looked for; the next minute tries again');
    }
    sender.wake();
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      await pass();
    } while (again && !stopped);
    running = undefined;
  };
  const wake = (): void => {
    if (stopped) return;
    if (running) again = true;
    else running = run();
  };
  const forget = async (): Promise<void> => {
    const before = new Date(deps.clock.now().getTime() - forgetAfterMs);
    await forgetAccepted(deps.db, before).catch((error: unknown) => log.warn({ err: error }, 'old requests are kept'));
  };
  async function settle(): Promise<void> {
    wake();
    while (running) await running;
    await sender.idle();
    if (running) await settle(); // what was sent, or was not, may have led to more
  }
  const everyMinute = schedule('* * * * *', wake, { noOverlap: true });
  const everyHour = schedule('17 * * * *', forget, { noOverlap: true });
  wake();

  return {
    wake,
    settle,
    nextDueAt: () => nextDueAt(deps),
    trouble: () => failure,
    async stop(withinMs) {
      stopped = true;
      await Promise.all([everyMinute.destroy(), everyHour.destroy()]);
      await sender.stop(withinMs);
      await running;
    },
  };
}

async function nextDueAt({ db }: PlanDeps): Promise<Date | undefined> {
  const instants = [await nextCheckinAt(db), await nextPlanAt(db)].flatMap((instant) => instant ?? []).map(fromInstant);
  const times = [...instants, ...[await nextDeliveryAt(db)].flatMap((moment) => moment ?? [])];
  return times.sort((one, other) => one.getTime() - other.getTime())[0];
}
