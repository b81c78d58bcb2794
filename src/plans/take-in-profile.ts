import { toInstant } from '../calendar/instant.ts';
import { lookAgainAtDigest } from '../store/digests.ts';
import { findPerson, type Person, type PersonKey, savePerson } from '../store/people.ts';
import { resendFailed } from '../store/plan-deliveries.ts';
import { lockPlansOf, type Plan, plansOfManager, updatePlan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps, Profile, SeenProfile } from './deps.ts';
import { moveCheckins } from './move-checkins.ts';
import { raiseAttention } from './raise-attention.ts';
import { mended, ofManager } from './troubles.ts';

type Deps = Pick<PlanDeps, 'db' | 'clock' | 'holidays' | 'wake'>;

/** Takes in what Slack says of somebody now: their zone moves check-ins and digest, a closed account stops what needs it. */
export async function takeInProfile(deps: Deps, key: PersonKey, seen: SeenProfile): Promise<void> {
  // Slack tells of every change, be it of somebody's status
  if (!findNews(await findPerson(deps.db, key), seen)) return;
  await inTransaction(deps.db, async (trx) => {
    const planIds = (await plansOfManager(trx, key)).map(({ id }) => id);
    const plans = await lockPlansOf(trx, { workspaceId: key.workspaceId, personIds: [key.personId], planIds });
    const known = await findPerson(trx, key);
    const profile = findNews(known, seen);
    if (!known || !profile) return; // somebody else has taken it in
    const now = deps.clock.now();
    await savePerson(trx, key, { ...profile, at: now });
    const news = { known, profile, now, holidays: deps.holidays };
    for (const plan of plans) {
      if (plan.person_id === key.personId) await ownPlanSees(trx, plan, news);
      else if (plan.manager_id === key.personId) await managedPlanSees(trx, plan, news);
    }
    if (known.time_zone !== profile.timeZone) await lookAgainAtDigest(trx, key, now);
  });
  deps.wake();
}

/** Undefined where it is known already, or somebody has nothing to do with any plan. */
function findNews(known: Person | undefined, seen: SeenProfile): Profile | undefined {
  if (!known) return undefined;
  const profile = { ...seen, timeZone: seen.timeZone ?? known.time_zone };
  return profile.timeZone === known.time_zone && profile.account === known.account ? undefined : profile;
}

interface News extends Pick<PlanDeps, 'holidays'> {
  known: Person;
  profile: Profile;
  now: Date;
}

async function ownPlanSees(trx: Trx, plan: Plan, { known, profile, now, holidays }: News): Promise<void> {
  if (profile.account === 'deactivated') await raiseAttention(trx, plan, { attention: 'person-deactivated', now });
  else if (profile.account === 'guest') await raiseAttention(trx, plan, { attention: 'person-guest', now });
  else if (known.time_zone !== profile.timeZone) await moveCheckins(trx, plan, { holidays, now });
}

async function managedPlanSees(trx: Trx, plan: Plan, { profile, now }: News): Promise<void> {
  if (profile.account === 'deactivated') await raiseAttention(trx, plan, { attention: 'manager-deactivated', now });
  else if (profile.account === 'guest') await raiseAttention(trx, plan, { attention: 'manager-guest', now });
  else if (plan.attention === 'manager-deactivated' || plan.attention === 'manager-guest') {
    await updatePlan(trx, plan, mended(plan, ofManager, toInstant(now))); // they are back
    await resendFailed(trx, plan);
  }
}
