import { findPerson, type PersonKey, savePerson } from '../store/people.ts';
import type { Trx } from '../store/tables.ts';
import type { Profile } from './deps.ts';
import { moveCheckinsOf } from './move-checkins.ts';

type Sources = Parameters<typeof moveCheckinsOf>[2];

/**
 * Stores what Slack says of somebody who may have a plan of their own, which is locked already (`lockPlansOf`): where
 * their zone is another one, it moves with it.
 */
export async function saveProfile(
  trx: Trx,
  { key, profile }: { key: PersonKey; profile: Profile },
  sources: Sources,
): Promise<void> {
  const known = await findPerson(trx, key);
  await savePerson(trx, key, { ...profile, at: sources.now });
  if (known && known.time_zone !== profile.timeZone) await moveCheckinsOf(trx, key, sources);
}
