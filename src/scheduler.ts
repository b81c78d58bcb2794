import { setTimeout as wait } from 'node:timers/promises';
import { schedule } from 'node-cron';
import { fromInstant, type Instant, toInstant } from './calendar/instant.ts';
import type { Sender } from './delivery/sender.ts';
import { sendDigests } from './digests/send-digests.ts';
import { askForReadings } from './kpis/ask-for-readings.ts';
import type { KpiDeps } from './kpis/deps.ts';
import type { Logger } from './log.ts';
import { advanceCheckins } from './plans/advance.ts';
import type { Pass } from './plans/pass.ts';
import { resumeDuePlans } from './plans/pause-plan.ts';
import { tellAttention } from './plans/tell-attention.ts';
import type { Prometheus } from './prometheus/ask-prometheus.ts';
import { pullReadings } from './prometheus/pull-readings.ts';
import { makeRounds } from './rounds.ts';
import { forgetAccepted } from './store/accepted-requests.ts';
import { forgetApiRequests } from './store/api-requests.ts';
import { nextDeliveryAt } from './store/deliveries.ts';
import { storageTrouble } from './store/dialect.ts';
import { nextOfEach } from './store/next-moments.ts';
import type { Turns } from './take-turns.ts';

export interface Scheduler {
  /** Something may be due: looks as soon as it can. */
  wake(): void;
  /** Does all that is due now, and waits until nothing is under way. */
  settle(): Promise<void>;
  /** When something is due next, be it now; undefined where nothing ever is. */
  nextDueAt(): Promise<Date | undefined>;
  /** What keeps it from working, for the operator; undefined while all is well. */
  trouble(): string | undefined;
  /** Begins nothing more, and waits for what is under way, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** Slack tries again for some minutes; this is long after. */
const forgetAfterMs = 7 * 24 * 3_600_000;

export interface SchedulerDeps extends KpiDeps {
  /** Where queries are asked; undefined: they wait. */
  prometheus: Prometheus | undefined;
  /** Left out: there is nobody to let go first. */
  turns?: Pick<Turns, 'afterOthers'>;
}

/**
 * Asks the database what is due, each minute and at each commit that makes something due. It keeps nothing in memory:
 * after a downtime, a sleep or a turned clock it finds what there is. Messages go out meanwhile, and whom to tell of
 * troubles is found out beside it, as Slack may take its time to say who the admins are.
 */
export function startScheduler(deps: SchedulerDeps, sender: Sender, log: Logger): Scheduler {
  const stopped = { yet: false };
  const failures = new Map<string, string>();
  const isStopped = (): boolean => stopped.yet;
  const pass: Pass = {
    isStopped,
    ...(deps.turns && { afterOthers: deps.turns.afterOthers }),
    onFailure: (err, plan) => log.error({ err, plan }, 'a plan cannot go on; the next minute tries it again'),
  };
  const roundsOf = (what: string, work: () => Promise<unknown>) =>
    makeRounds(async () => {
      try {
        await work();
        failures.delete(what);
      } catch (error) {
        failures.set(what, troubleWith(what, error));
        log.error({ err: error }, `${what} could not be looked for; the next minute tries again`);
      }
    }, isStopped);
  const advancing = roundsOf('what is due', async () => {
    if (!(await isAnythingDue(deps))) return;
    await resumeDuePlans(deps, pass);
    await advanceCheckins(deps, pass);
    await askForReadings(deps, pass); // after the check-ins, which come first on a day
    await sendDigests(deps, pass);
  });
  const telling = roundsOf('who needs to be told of troubles', () => tellAttention(deps, pass));
  const { prometheus } = deps;
  const pulling = roundsOf('what is asked of Prometheus', async () => {
    if (prometheus) await pullReadings({ ...deps, prometheus }, pass);
  });
  const all = [advancing, telling, pulling];
  const look = (): void => {
    for (const rounds of all) rounds.wake();
  };
  const wake = (): void => {
    if (isStopped()) return;
    sender.wake();
    look();
  };
  const forget = async (): Promise<void> => {
    const before = new Date(deps.clock.now().getTime() - forgetAfterMs);
    const keep = (error: unknown) => log.warn({ err: error }, 'old requests are kept');
    await forgetAccepted(deps.db, before).catch(keep);
    await forgetApiRequests(deps.db, before).catch(keep);
  };
  const everyMinute = schedule('* * * * *', wake, { noOverlap: true });
  const everyHour = schedule('17 * * * *', forget, { noOverlap: true });
  look();
  // what was missed may make stale what still waits to be sent
  void advancing.idle().then(() => sender.wake());

  return {
    wake,
    async settle() {
      wake();
      do {
        await Promise.all(all.map((rounds) => rounds.idle()));
        await sender.idle();
      } while (all.some((rounds) => rounds.isBusy())); // what was sent, or was not, may have led to more
    },
    nextDueAt: () => nextDueAt(deps),
    trouble: () => [...failures.values()][0],
    async stop(withinMs) {
      stopped.yet = true;
      await Promise.all([everyMinute.destroy(), everyHour.destroy()]);
      const rounds = Promise.all(all.map((one) => one.idle()));
      const enough = wait(withinMs, undefined, { ref: false });
      await Promise.all([sender.stop(withinMs), Promise.race([rounds, enough])]);
    },
  };
}

/** Anybody may see it: what the database itself says is for the log. */
function troubleWith(what: string, error: unknown): string {
  const storage = storageTrouble(error);
  return storage ? `the database does not answer (${storage})` : `${what} cannot be looked for; the log says why`;
}

const toMoment = (instant: Instant | undefined): Date | undefined =>
  instant === undefined ? undefined : fromInstant(instant);

/** In one question to the database: most minutes nothing is. */
async function isAnythingDue({ db, clock }: KpiDeps): Promise<boolean> {
  const { query: _, ...next } = await nextOfEach(db);
  const now = toInstant(clock.now());
  return Object.values(next).some((instant) => instant !== undefined && instant <= now);
}

async function nextDueAt({ db, prometheus }: SchedulerDeps): Promise<Date | undefined> {
  const { query, ...next } = await nextOfEach(db);
  const instants = [...Object.values(next), prometheus ? query : undefined];
  const times = [...instants.map(toMoment), await nextDeliveryAt(db)].flatMap((moment) => moment ?? []);
  return times.sort((one, other) => one.getTime() - other.getTime())[0];
}
