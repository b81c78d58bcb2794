import { Refusal } from '../refusal.ts';
import { peopleToLookUp } from '../store/people.ts';
import { takeInProfile } from './attention.ts';
import type { PlanDeps } from './deps.ts';

/** Slack allows 100 look-ups a minute and more; what somebody waits for goes first. */
const betweenLookUpsMs = 1000;

/**
 * Looks up everybody who has a running plan or manages one, one after the other: what changed while nobody was there to
 * be told of it (a zone, a closed account) is taken in. Stops at the first person of whom Slack does not tell.
 */
export async function refreshPeople(
  deps: PlanDeps,
  { wait, isStopped }: { wait: (ms: number) => Promise<void>; isStopped: () => boolean },
): Promise<void> {
  const people = await peopleToLookUp(deps.db);
  try {
    for (const person of people) {
      if (isStopped()) return;
      const profile = await deps.directory.find(person.workspaceId, person.personId);
      if (profile) await takeInProfile(deps, person, profile);
      await wait(betweenLookUpsMs);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
