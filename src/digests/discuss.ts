import { toInstant } from '../calendar/instant.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, requireManaged } from '../plans/rights.ts';
import { saveDiscussed } from '../store/digests.ts';
import { allPoints } from './digest.ts';

/** What there is to talk about with somebody is left out from now on, until something new happens. @throws {Refusal} */
export async function markDiscussed(deps: PlanDeps, actor: Actor, personId: string): Promise<void> {
  await requireManaged(deps, actor, personId);
  await saveDiscussed(deps.db, {
    workspace_id: actor.workspaceId,
    manager_id: actor.personId,
    person_id: personId,
    point: allPoints,
    discussed_at: toInstant(deps.clock.now()),
  });
}
