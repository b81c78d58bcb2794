import { fromInstant } from '../calendar/instant.ts';
import { plansOfManager } from '../store/plans.ts';
import type { PlanDeps } from './deps.ts';
import type { PlanProgress } from './progress.ts';
import { readProgress } from './read-progress.ts';
import { type Actor, isManager } from './rights.ts';

/** So that a tab is drawn in time; the others are found by name. */
const mostShown = 10;

export interface People {
  shown: PlanProgress[];
  more: number;
}

/** Those whose manager somebody is, each with how far they are, as much of it as is to be seen. */
export async function peopleOf(deps: PlanDeps, actor: Actor): Promise<People> {
  const plans = [];
  for (const plan of await plansOfManager(deps.db, actor)) if (await isManager(deps, actor, plan)) plans.push(plan);
  const shown = [];
  for (const plan of plans.slice(0, mostShown)) {
    const since = plan.manager_since === null ? undefined : fromInstant(plan.manager_since);
    shown.push(await readProgress(deps, plan, { since }));
  }
  return { shown, more: plans.length - shown.length };
}
