import { readProgress } from '../plans/read-progress.ts';
import type { PersonKey } from '../store/people.ts';
import { findCurrentPlan } from '../store/plans.ts';
import type { KpiDeps } from './deps.ts';
import type { RoleKpi } from './role-kpis.ts';

/** What somebody might begin with: what goes with the goals that they still have to reach, the nearest first. */
export async function suggestedFor(deps: KpiDeps, key: PersonKey): Promise<RoleKpi[]> {
  const plan = await findCurrentPlan(deps.db, key);
  if (!plan) return suggestKpis(deps.kpis.all, []);
  const { milestones } = await readProgress(deps, plan, { since: undefined });
  const open = milestones.flatMap(({ goals }) => goals.filter(({ state }) => state !== 'done' && state !== 'dropped'));
  return suggestKpis(
    deps.kpis.all,
    open.slice(0, mostGoals).map(({ id }) => id),
  );
}

/** What lies a year ahead says little of today. */
const mostGoals = 8;

/** How many are suggested. */
const mostSuggested = 3;

/**
 * What somebody might begin with: KPIs that go with the goals of where they are, those that come round by themselves
 * first, else the first of the role.
 * @param goalIds the goals that they work on
 */
function suggestKpis(all: readonly RoleKpi[], goalIds: readonly string[]): RoleKpi[] {
  const recurring = all.filter(({ cadence }) => cadence !== 'event');
  const fitting = recurring.filter(({ goals }) => goals.some((id) => goalIds.includes(id)));
  return [...new Set([...fitting, ...recurring, ...all])].slice(0, mostSuggested);
}
