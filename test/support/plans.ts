import { randomUUID } from 'node:crypto';
import { holidayBook } from '../../src/calendar/country-holidays.ts';
import { fromInstant, toInstant } from '../../src/calendar/instant.ts';
import { type Milestone, milestones } from '../../src/calendar/milestone-dates.ts';
import { type TurnableClock, turnableClock } from '../../src/calendar/turnable-clock.ts';
import { sendableAt } from '../../src/delivery/late.ts';
import { advanceCheckins } from '../../src/plans/advance.ts';
import type { Answer } from '../../src/plans/answer.ts';
import { answerCheckin, type Saved, type Submission } from '../../src/plans/answer-checkin.ts';
import { readCheckinForm } from '../../src/plans/checkin-form.ts';
import type { Directory, PlanDeps, Profile } from '../../src/plans/deps.ts';
import { resumeDuePlans } from '../../src/plans/pause-plan.ts';
import { calendarOf } from '../../src/plans/person-calendar.ts';
import type { Actor } from '../../src/plans/rights.ts';
import type { RoleGoals } from '../../src/plans/role-goals.ts';
import { type PlanRequest, startPlan } from '../../src/plans/start-plan.ts';
import { tellAttention } from '../../src/plans/tell-attention.ts';
import { type Checkin, checkinsOf } from '../../src/store/checkins.ts';
import { type Delivery, fromRow, nextDeliveryAt } from '../../src/store/deliveries.ts';
import { nextOfEach } from '../../src/store/next-moments.ts';
import { findPerson } from '../../src/store/people.ts';
import type { Plan } from '../../src/store/plans.ts';
import type { Db } from '../../src/store/tables.ts';
import { shown } from '../calendar/wall-clock.ts';
import { type DatabaseKind, emptiedStore } from './databases.ts';
import { madeUpRole } from './made-up-role.ts';

/** A message that would have gone out at that moment. */
export interface Sent extends Delivery {
  at: Date;
}

export interface TestPlans {
  deps: PlanDeps;
  clock: TurnableClock;
  /** What Slack says of people; to be changed as time goes by. */
  people: Map<string, Profile>;
  /** In the order in which they went out. */
  sent: Sent[];
  /** Bob's plan with Mira as his manager, where nothing else is said, and what is due at once. */
  starts(request: Pick<PlanRequest, 'startsOn'> & Partial<PlanRequest>): Promise<Plan>;
  /** Turns the clock, and does what is due at each moment on the way. */
  turnsTo(instant: string): Promise<void>;
  /** Turns the clock while no process runs: what was missed is found when one starts. */
  isDownUntil(instant: string): Promise<void>;
  /** Does all that is due now, as the scheduler would. */
  ticks(): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
  /** A plan's check-in for a milestone. */
  checkin(plan: Plan, milestone: Milestone): Promise<Checkin>;
  /** What Bob was sent about his check-ins, by the clock on his wall: `2026-12-30 09:00 checkin day-30`. */
  asked(): Promise<string[]>;
}

export const workspaceId = 'T0PLANS';
export const actor = (personId: string): Actor => ({ workspaceId, personId });
export const [bob, mira, ada] = [actor('U0BOB'), actor('U0MIRA'), actor('U0ADA')];

export const member: Profile = { timeZone: 'Europe/Berlin', account: 'member', isAdmin: false };

export interface TestPlansOptions {
  db: Db;
  /** What the clock shows; it stands until it is turned. */
  at: string;
  role?: RoleGoals;
  /** Bob's; the others are in Berlin. */
  timeZone?: string;
}

/** For a `describe`: what each of its tests starts with, on one store that is emptied before. */
export function plansOn(database: DatabaseKind): (options: Omit<TestPlansOptions, 'db'>) => Promise<TestPlans> {
  const emptied = emptiedStore(database);
  return async (options) => startPlans({ ...options, db: await emptied() });
}

/** Plans on a store, with people who are made up. What would be sent is noted down instead. */
export function startPlans({ db, at, role, timeZone }: TestPlansOptions): TestPlans {
  const clock = turnableClock({ now: () => new Date(at) });
  const people = new Map([
    [bob.personId, { ...member, timeZone: timeZone ?? member.timeZone }],
    [mira.personId, member],
    [ada.personId, { ...member, isAdmin: true }],
  ]);
  const woken = { again: false };
  const deps: PlanDeps = {
    db,
    clock,
    role: role ?? madeUpRole(),
    holidays: holidayBook(),
    directory: directoryOf(people),
    wake: () => {
      woken.again = true;
    },
  };
  const sent: Sent[] = [];
  async function ticks(): Promise<void> {
    do {
      woken.again = false;
      await resumeDuePlans(deps);
      await advanceCheckins(deps);
      await tellAttention(deps);
      await post(deps, sent);
    } while (woken.again);
  }
  return {
    deps,
    clock,
    people,
    sent,
    ticks,
    nextDueAt: () => nextDueAt(db),
    async starts(request) {
      const { personId = bob.personId, managerId = mira.personId } = request;
      const plan = await startPlan(deps, actor(managerId), { ...usual, ...request, personId, managerId });
      await ticks();
      return plan;
    },
    async turnsTo(instant) {
      const target = new Date(instant);
      let before: Date | undefined;
      for (let next = await nextDueAt(db); next && next <= target; next = await nextDueAt(db)) {
        if (before && next <= before) throw new Error(`What was due at ${toInstant(next)} is still due`);
        clock.turnTo(next);
        await ticks();
        before = next;
      }
      clock.turnTo(target);
      await ticks();
    },
    async isDownUntil(instant) {
      clock.turnTo(new Date(instant));
      await ticks();
    },
    checkin: (plan, milestone) => findCheckinOf(db, plan, milestone),
    asked: () => linesOf(db, sent),
  };
}

const usual = { milestones, hour: undefined };

const directoryOf = (people: ReadonlyMap<string, Profile>): Directory => ({
  find: async (_, personId) => people.get(personId),
  admins: async () => [...people].filter(([, { isAdmin }]) => isAdmin).map(([id]) => id),
});

async function nextDueAt(db: Db): Promise<Date | undefined> {
  const { checkin, plan } = await nextOfEach(db);
  const instants = [checkin, plan].flatMap((instant) => instant ?? []).map(fromInstant);
  const moments = [...instants, ...[await nextDeliveryAt(db)].flatMap((moment) => moment ?? [])];
  return moments.sort((one, other) => one.getTime() - other.getTime())[0];
}

/** Notes down what is due in the outbox, at the hours that the sender keeps to. */
async function post({ db, clock, holidays }: PlanDeps, sent: Sent[]): Promise<void> {
  const now = clock.now();
  const due = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('due_at', '<=', toInstant(now))
    .orderBy('priority')
    .orderBy('created_at')
    .execute();
  const calendar = (workspace: string, personId: string) =>
    calendarOf(db, { workspaceId: workspace, personId }, { holidays, now });
  for (const delivery of due.map(fromRow)) {
    const at = await sendableAt({ clock, calendarOf: calendar }, delivery, now);
    const change = at > now ? { due_at: toInstant(at) } : { state: 'sent' as const, settled_at: toInstant(now) };
    await db.updateTable('deliveries').set(change).where('id', '=', delivery.id).execute();
    if (at <= now) sent.push({ ...delivery, at });
  }
}

async function linesOf(db: Db, sent: readonly Sent[]): Promise<string[]> {
  const person = await findPerson(db, bob);
  const rows = await db.selectFrom('checkins').select(['id', 'milestone']).execute();
  const milestoneOf = new Map(rows.map(({ id, milestone }) => [id, milestone]));
  return sent.flatMap(({ kind, details, checkinId, at }) => {
    if (!['heads-up', 'checkin', 'reminder'].includes(kind)) return [];
    const word = kind === 'reminder' ? String(details['step']) : kind;
    const when = shown(at, person?.time_zone ?? 'UTC').slice(0, 16);
    return [`${when} ${word} ${milestoneOf.get(checkinId ?? '') ?? '(gone)'}`];
  });
}

type GoalAnswers = Answer['goals'];

type Said = Partial<Answer> & { requestKey?: string };

/** What Bob sends from a form that he opened now: everything is under way, where nothing else is said. */
export async function submission(
  { deps }: Pick<TestPlans, 'deps'>,
  plan: Plan,
  milestone: Milestone,
  { requestKey = `view:${randomUUID()}`, ...texts }: Said = {},
): Promise<Submission> {
  const { id } = await findCheckinOf(deps.db, plan, milestone);
  const { milestone: asked, earlier, answer } = await readCheckinForm(deps, actor(plan.person_id), id);
  const goals: GoalAnswers = answer.goals.map((goal) => ({ ...goal, state: 'in_progress' }));
  return {
    checkinId: id,
    version: asked.version,
    goalVersions: Object.fromEntries([...asked.goals, ...earlier].map((goal) => [goal.id, goal.version])),
    answer: { ...answer, goals, ...texts },
    requestKey,
  };
}

export async function answers(plans: TestPlans, plan: Plan, milestone: Milestone, said?: Said): Promise<Saved> {
  return answerCheckin(plans.deps, actor(plan.person_id), await submission(plans, plan, milestone, said));
}

async function findCheckinOf(db: Db, plan: Plan, milestone: Milestone): Promise<Checkin> {
  const found = (await checkinsOf(db, plan)).find((one) => one.milestone === milestone);
  if (!found) throw new Error(`The plan has no check-in for ${milestone}`);
  return found;
}
