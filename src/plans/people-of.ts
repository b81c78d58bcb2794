import { plansOfManager } from '../store/plans.ts';
import type { PlanDeps } from './deps.ts';
import type { PlanProgress } from './progress.ts';
import { readProgress } from './read-progress.ts';
import { type Actor, managerSince } from './rights.ts';

/** So that a tab is drawn in time; the others are found by name. */
const mostShown = 10;

export interface People {
  shown: PlanProgress[];
  more: number;
}

/** Those whose manager somebody is, each with how far they are, as much of it as is to be seen. */
export async function peopleOf(deps: PlanDeps, actor: Actor): Promise<People> {
  const plans = [];
  for (const plan of await plansOfManager(deps.db, actor)) {
    const since = await managerSince(deps, actor, plan.person_id);
    if (since) plans.push({ plan, since });
  }
  const shown = [];
  for (const { plan, since } of plans.slice(0, mostShown)) shown.push(await readProgress(deps, plan, { since }));
  return { shown, more: plans.length - shown.length };
}
