import { eachHour, type Hourly } from './hourly.ts';
import type { Logger } from './log.ts';
import type { PlanDeps } from './plans/deps.ts';
import { refreshPeople } from './plans/refresh-people.ts';

/** Looks people up again at the start and each hour, for the changes that Slack's events did not bring. */
export function watchPeople(deps: PlanDeps, log: Logger): Hourly {
  const onFailure = (err: unknown, person: string): void =>
    log.error({ err, person }, 'what Slack says of somebody could not be taken in');
  return eachHour(37, async (turn) => {
    await refreshPeople(deps, { ...turn, onFailure }).catch((error: unknown) =>
      log.warn({ err: error }, 'people could not be looked up again'),
    );
  });
}
