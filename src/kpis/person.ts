import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { findPerson, type Person, savePerson } from '../store/people.ts';
import type { KpiDeps } from './deps.ts';

/**
 * Somebody who keeps KPIs: known already, or asked about in Slack and stored, plan or not.
 * @throws {Refusal} there is no such person, or Slack does not answer
 */
export async function knownPerson(
  { db, directory, clock }: Pick<KpiDeps, 'db' | 'directory' | 'clock'>,
  key: Actor,
): Promise<Person> {
  const known = await findPerson(db, key);
  if (known) return known;
  const profile = await directory.find(key.workspaceId, key.personId);
  if (!profile) throw new Refusal({ kind: 'no-such-person', personId: key.personId });
  await savePerson(db, key, { ...profile, at: clock.now() });
  const stored = await findPerson(db, key);
  if (!stored) throw new Error(`${key.personId} was stored and is not there`);
  return stored;
}

/** What day it is where they are. */
export const todayOf = ({ clock }: Pick<KpiDeps, 'clock'>, person: Pick<Person, 'time_zone'>): LocalDate =>
  localDateOf(clock.now(), person.time_zone);
