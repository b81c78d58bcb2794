import type { Done, DoneView } from '../../blocks/plans/plan-done.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import type { Actor } from '../plans/rights.ts';
import { findPerson } from '../store/people.ts';
import type { Plan } from '../store/plans.ts';

/** What somebody reads who has just done something to a plan, by their own calendar. */
export async function doneView({ db, clock }: PlanDeps, actor: Actor, plan: Plan, done: Done): Promise<DoneView> {
  const reader = await findPerson(db, actor);
  return {
    planId: plan.id,
    personId: plan.person_id,
    readerId: actor.personId,
    today: localDateOf(clock.now(), reader?.time_zone ?? 'UTC'),
    done,
  };
}
