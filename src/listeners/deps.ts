import { askedOnce } from '../directory.ts';
import type { Guide } from '../guide.ts';
import type { Logger } from '../log.ts';
import type { PlanDeps } from '../plans/deps.ts';
import type { Say } from './say.ts';

/** What the listeners are given. */
export interface Deps {
  guide: Guide;
  log: Logger;
  say: Say;
  plans: PlanDeps;
}

/** The same for one request: somebody waits, so that nobody is asked about twice. */
export const forRequest = (deps: Deps): Deps => ({
  ...deps,
  plans: { ...deps.plans, directory: askedOnce(deps.plans.directory) },
});
