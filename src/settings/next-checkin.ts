import { fromInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { atTheirHour } from '../calendar/working-days.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { calendarOf } from '../plans/person-calendar.ts';
import { checkinsOf } from '../store/checkins.ts';
import type { PersonKey } from '../store/people.ts';
import { findCurrentPlan } from '../store/plans.ts';

/** What a person's settings come to. */
export type NextCheckin =
  | { kind: 'planned'; title: string; at: Date }
  | { kind: 'paused'; until: LocalDate | undefined }
  /** Every one of the plan has been asked about. */
  | { kind: 'none' }
  | { kind: 'no-plan' };

/** When a person is asked next, as it stands now. The caller has asked `rights.ts`. */
export async function nextCheckin(
  { db, clock, holidays, role }: Pick<PlanDeps, 'db' | 'clock' | 'holidays' | 'role'>,
  key: PersonKey,
): Promise<NextCheckin> {
  const plan = await findCurrentPlan(db, key);
  if (!plan) return { kind: 'no-plan' };
  if (plan.state === 'paused') return { kind: 'paused', until: plan.paused_until ?? undefined };
  const calendar = await calendarOf(db, key, { holidays, now: clock.now() });
  const toCome = (await checkinsOf(db, plan)).flatMap(({ milestone, state, due_on, next_step, next_at }) => {
    if (state !== 'planned' && state !== 'snoozed') return [];
    // a heads-up comes before it
    const at = next_step === 'ask' && next_at !== null ? fromInstant(next_at) : atTheirHour(due_on, calendar);
    return [{ title: role.titleOf(milestone), at }];
  });
  const [next] = toCome.sort((one, other) => one.at.getTime() - other.at.getTime());
  return next ? { kind: 'planned', ...next } : { kind: 'none' };
}
