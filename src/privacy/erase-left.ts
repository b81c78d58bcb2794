import { toInstant } from '../calendar/instant.ts';
import { addDays } from '../calendar/local-date.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { failureOf, type Pass } from '../plans/pass.ts';
import { workingTimeOf } from '../plans/person-calendar.ts';
import { takeInProfile } from '../plans/take-in-profile.ts';
import { Refusal } from '../refusal.ts';
import { noteLookUp, peopleWhoLeft } from '../store/look-ups.ts';
import { findPerson, lockPeople, type PersonKey } from '../store/people.ts';
import { inTransaction } from '../store/transaction.ts';
import { erasePerson, lockPlansToErase } from './erase-person.ts';

/** So long after their account was closed somebody can come back and find everything as it was. */
const daysAfterLeaving = 90;
/** Slack is asked about each. */
const mostAtOnce = 300;
const betweenLookUpsMs = 1000;

type Deps = Pick<PlanDeps, 'db' | 'clock' | 'holidays' | 'directory' | 'wake'>;

/**
 * Deletes all that is kept of those whose account has been closed for 90 days, as if they had asked for it. Slack is
 * asked once more before: it may have told nobody that somebody is back. Where it does not answer, they wait for the
 * next time.
 * @param pause between two of them
 */
export async function eraseWhoLeft(
  deps: Deps,
  { isStopped, onFailure, pause }: Pass & { pause: (ms: number) => Promise<void> },
): Promise<void> {
  const now = toInstant(deps.clock.now());
  const before = `${addDays(now.slice(0, 10), -daysAfterLeaving)}${now.slice(10)}`;
  for (const person of await peopleWhoLeft(deps.db, { before, limit: mostAtOnce })) {
    if (isStopped()) return;
    const failure = await failureOf(() => eraseUnlessBack(deps, person, before));
    // the directory has logged that Slack does not answer
    if (failure && !(failure.error instanceof Refusal)) onFailure(failure.error, person.personId);
    await pause(betweenLookUpsMs);
  }
}

async function eraseUnlessBack(deps: Deps, person: PersonKey, before: string): Promise<void> {
  await noteLookUp(deps.db, person, deps.clock.now());
  const profile = await deps.directory.find(person.workspaceId, person.personId);
  if (profile && profile.account !== 'deactivated') return takeInProfile(deps, person, profile);
  await inTransaction(deps.db, async (trx) => {
    const plans = await lockPlansToErase(trx, person);
    await lockPeople(trx, person.workspaceId, [person.personId]);
    const since = (await findPerson(trx, person))?.deactivated_at;
    if (!since || since > before) return; // another process has erased them, or they are back
    const now = deps.clock.now();
    const tellsAt = (recipientId: string) => workingTimeOf(trx, { ...person, personId: recipientId }, { ...deps, now });
    await erasePerson(trx, person, { now, because: 'left', plans, tellsAt });
  });
  deps.wake();
}
