import { toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { anybodyToLookUp, noteLookUp, planPeopleToLookUp } from '../store/look-ups.ts';
import type { PersonKey } from '../store/people.ts';
import type { PlanDeps } from './deps.ts';
import { failureOf, type Pass } from './pass.ts';
import { takeInProfile } from './take-in-profile.ts';

/** Slack allows 100 look-ups a minute and more; what somebody waits for goes first. */
const betweenLookUpsMs = 1000;
/** Five minutes' worth, each hour. */
const mostAtOnce = 300;
/** Who was asked about this recently, be it by another process or before a restart, is not asked about again. */
const freshMs = 30 * 60_000;
/** Of whoever has no plan, or has left, there is nothing that could not wait so long. */
const weekMs = 7 * 24 * 3_600_000;
/** However many these are, those with a plan have two thirds of the hour. */
const mostOthers = 100;

/**
 * Looks up some of those who have a running plan or manage one, and once a week anybody else who is known, whoever was
 * looked up the longest ago first: what changed while nobody was there to be told of it (a zone, a closed account) is
 * taken in.
 * @param pause between two of them
 */
export async function refreshPeople(
  deps: PlanDeps,
  { isStopped, onFailure, pause }: Pass & { pause: (ms: number) => Promise<void> },
): Promise<void> {
  for (const person of await whomToLookUp(deps)) {
    if (isStopped()) return;
    const failure = await failureOf(() => refresh(deps, person));
    // the directory has logged that Slack does not answer
    if (failure && !(failure.error instanceof Refusal)) onFailure(failure.error, person.personId);
    await pause(betweenLookUpsMs);
  }
}

async function whomToLookUp({ db, clock }: Pick<PlanDeps, 'db' | 'clock'>): Promise<PersonKey[]> {
  const before = (ms: number) => toInstant(new Date(clock.now().getTime() - ms));
  const others = await anybodyToLookUp(db, { since: before(weekMs), limit: mostOthers });
  const withPlans = await planPeopleToLookUp(db, { since: before(freshMs), limit: mostAtOnce });
  const all = [...others, ...withPlans].map((person) => [`${person.workspaceId} ${person.personId}`, person] as const);
  return [...new Map(all).values()].slice(0, mostAtOnce);
}

/** Whatever Slack says, the others have their turn before it is asked about this person again. */
async function refresh(deps: PlanDeps, person: PersonKey): Promise<void> {
  await noteLookUp(deps.db, person, deps.clock.now());
  const profile = await deps.directory.find(person.workspaceId, person.personId);
  if (profile) await takeInProfile(deps, person, profile);
}
