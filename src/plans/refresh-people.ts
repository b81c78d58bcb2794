import { toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { noteLookUp, type PersonKey, peopleToLookUp } from '../store/people.ts';
import type { PlanDeps } from './deps.ts';
import { failureOf, type Pass } from './pass.ts';
import { takeInProfile } from './take-in-profile.ts';

/** Slack allows 100 look-ups a minute and more; what somebody waits for goes first. */
const betweenLookUpsMs = 1000;
/** Five minutes' worth, each hour. */
const mostAtOnce = 300;
/** Who was asked about this recently, be it by another process or before a restart, is not asked about again. */
const freshMs = 30 * 60_000;

/**
 * Looks up some of those who have a running plan or manage one, whoever was looked up the longest ago first: what
 * changed while nobody was there to be told of it (a zone, a closed account) is taken in.
 * @param pause between two of them
 */
export async function refreshPeople(
  deps: PlanDeps,
  { isStopped, onFailure, pause }: Pass & { pause: (ms: number) => Promise<void> },
): Promise<void> {
  const since = toInstant(new Date(deps.clock.now().getTime() - freshMs));
  for (const person of await peopleToLookUp(deps.db, { since, limit: mostAtOnce })) {
    if (isStopped()) return;
    const failure = await failureOf(() => refresh(deps, person));
    // the directory has logged that Slack does not answer
    if (failure && !(failure.error instanceof Refusal)) onFailure(failure.error, person.personId);
    await pause(betweenLookUpsMs);
  }
}

/** Whatever Slack says, the others have their turn before it is asked about this person again. */
async function refresh(deps: PlanDeps, person: PersonKey): Promise<void> {
  await noteLookUp(deps.db, person, deps.clock.now());
  const profile = await deps.directory.find(person.workspaceId, person.personId);
  if (profile) await takeInProfile(deps, person, profile);
}
