import { eachHour, type Hourly } from './hourly.ts';
import type { Logger } from './log.ts';
import type { PlanDeps } from './plans/deps.ts';
import { eraseWhoLeft } from './privacy/erase-left.ts';
import { applyRetention } from './privacy/retention.ts';
import { forgetNews } from './store/news-deliveries.ts';

/** The record of what somebody was told of another goes a week after it went out. */
const newsKeptMs = 7 * 24 * 3_600_000;

/** Lets go, at the start and each hour, of what is kept no longer: of those who have left, and what has grown too old. */
export function watchRetention(deps: PlanDeps, log: Logger): Hourly {
  return eachHour(47, async (turn) => {
    await eraseWhoLeft(deps, {
      ...turn,
      onFailure: (err, person) => log.error({ err, person }, 'what is kept of somebody who left is not deleted'),
    }).catch((error: unknown) => log.error({ err: error }, 'who has left could not be looked for'));
    await applyRetention(deps, {
      ...turn,
      onFailure: (err, workspace) => log.error({ err, workspace }, 'some of what is too old to be kept is still there'),
    }).catch((error: unknown) => log.error({ err: error }, 'what is too old to be kept could not be looked for'));
    await forgetNews(deps.db, new Date(deps.clock.now().getTime() - newsKeptMs)).catch((error: unknown) =>
      log.error({ err: error }, 'what people were told of others a week ago is still there'),
    );
  });
}
