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
