import type { Clock } from '../calendar/clock.ts';
import type { Claim } from '../store/delivery-claims.ts';

/** How long a claim is ours: its turn, and up to three requests one after the other. */
export const leaseMs = 60_000;

/** When the client gives up waiting for Slack, and by how much longer Slack may take to do it all the same. */
const requestMs = 10_000;
const afterthoughtMs = 20_000;

/** Whether what a request starts now is over before anybody else looks for it. */
export const coversRequest = ({ leaseUntil }: Pick<Claim, 'leaseUntil'>, clock: Clock): boolean =>
  clock.now().getTime() + requestMs + afterthoughtMs <= leaseUntil.getTime();

const minuteMs = 60_000;
/** Two days in all: somebody has to see that a token is no good, say. */
const waitsInMinutes = [1, 2, 5, 15, 60, 180, 360, 720, 1440];

/** How long after so many attempts the next one waits; undefined: there is none. At first as long as a lease. */
export function waitAfter(attempts: number): number | undefined {
  const minutes = waitsInMinutes[attempts - 1];
  return minutes === undefined ? undefined : minutes * minuteMs;
}
