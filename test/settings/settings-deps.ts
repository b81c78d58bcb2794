import { holidayBook } from '../../src/calendar/country-holidays.ts';
import { milestones } from '../../src/calendar/milestone-dates.ts';
import type { PlanDeps, Profile } from '../../src/plans/deps.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { startPlan } from '../../src/plans/start-plan.ts';
import { Refusal, type RefusalReason } from '../../src/refusal.ts';
import { checkinsOf } from '../../src/store/checkins.ts';
import { findCurrentPlan } from '../../src/store/plans.ts';
import { type DatabaseKind, freshStore } from '../support/databases.ts';
import { builtInRole } from '../support/roles.ts';

export const workspaceId = 'T1';
const as = (personId: string) => ({ workspaceId, personId });
/** Bob is new, Mira his manager, Ada an admin, Joel anybody else; Gus is a guest. */
export const [bob, mira, ada, joel, gus] = [as('UBOB'), as('UMIRA'), as('UADA'), as('UJOEL'), as('UGUS')];

const berlin = { timeZone: 'Europe/Berlin', account: 'member', isAdmin: false } as const;
const people = new Map<string, Profile>([
  [bob.personId, berlin],
  [mira.personId, berlin],
  [ada.personId, { ...berlin, timeZone: 'Europe/London', isAdmin: true }],
  [joel.personId, { ...berlin, timeZone: 'America/New_York' }],
  [gus.personId, { ...berlin, account: 'guest' }],
]);

const role = roleGoals(builtInRole());
const holidays = holidayBook();

export interface SettingsTest extends AsyncDisposable {
  deps: PlanDeps;
  /** How often something may have become due. */
  woken(): number;
  /** On which days Bob's check-ins come: the first is Day 30, on Wed 30 Dec, the second Day 60, on Fri 29 Jan. */
  days(): Promise<string[]>;
}

/** It is Mon 30 Nov 2026, ten in the morning in Berlin. */
const now = new Date('2026-11-30T09:00:00Z');

/** A database with Bob's plan from today in it, unless that is not wanted. */
export async function startSettings(kind: DatabaseKind, { plan = true } = {}): Promise<SettingsTest> {
  const store = await freshStore(kind);
  const woken = { times: 0 };
  const deps: PlanDeps = {
    db: store.db,
    clock: { now: () => now },
    role,
    holidays,
    directory: { find: async (_, id) => people.get(id), admins: async () => [ada.personId] },
    wake: () => {
      woken.times++;
    },
  };
  const request = { personId: bob.personId, managerId: mira.personId, startsOn: '2026-11-30', milestones };
  if (plan) await startPlan(deps, mira, { ...request, hour: undefined });
  return {
    deps,
    woken: () => woken.times,
    async days() {
      const current = await findCurrentPlan(deps.db, bob);
      return current ? (await checkinsOf(deps.db, current)).map(({ due_on }) => due_on) : [];
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** Why something was not done; undefined where it was. */
export async function refusalOf(work: Promise<unknown>): Promise<RefusalReason | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
