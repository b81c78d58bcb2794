import { askedOnce } from '../directory.ts';
import type { Guide } from '../guide.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import type { Logger } from '../log.ts';
import type { PlanDeps } from '../plans/deps.ts';
import type { Prometheus } from '../prometheus/ask-prometheus.ts';
import type { Say } from './say.ts';

/** What the listeners are given. */
export interface Deps {
  guide: Guide;
  log: Logger;
  say: Say;
  plans: PlanDeps;
  kpis: KpiDeps;
  /** Left out: none is set, and nobody is offered to ask it. */
  prometheus?: Prometheus | undefined;
}

/** The same for one request: somebody waits, so that nobody is asked about twice. */
export function forRequest(deps: Deps): Deps {
  const directory = askedOnce(deps.plans.directory);
  return { ...deps, plans: { ...deps.plans, directory }, kpis: { ...deps.kpis, directory } };
}
