import type { Selectable, Updateable } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import { type Milestone, milestones } from '../calendar/milestone-dates.ts';
import type { Db, Tables } from './tables.ts';

export type Checkin = Selectable<Tables['checkins']>;
export type CheckinChange = Updateable<Tables['checkins']>;

export async function insertCheckins(db: Db, checkins: Checkin[]): Promise<void> {
  if (checkins.length > 0) await db.insertInto('checkins').values(checkins).execute();
}

/** In the order of a year, be it that one was asked about before a new start moved the others. */
export async function checkinsOf(db: Db, plan: { workspace_id: string; id: string }): Promise<Checkin[]> {
  const checkins = await db
    .selectFrom('checkins')
    .selectAll()
    .where('workspace_id', '=', plan.workspace_id)
    .where('plan_id', '=', plan.id)
    .execute();
  return checkins.sort(byMilestone);
}

/** Those of some plans, each plan's in the order of a year. */
export async function checkinsOfPlans(db: Db, planIds: readonly string[]): Promise<Checkin[]> {
  if (planIds.length === 0) return []; // PostgreSQL takes no empty list
  const checkins = await db.selectFrom('checkins').selectAll().where('plan_id', 'in', planIds).execute();
  return checkins.sort(byMilestone);
}

const byMilestone = (one: Checkin, other: Checkin): number =>
  milestones.indexOf(one.milestone) - milestones.indexOf(other.milestone);

/** The milestones of a plan of which something is recorded: a goal was set, or an answer begun. */
export async function recordedMilestones(
  db: Db,
  plan: { workspace_id: string; id: string },
): Promise<ReadonlySet<Milestone>> {
  const ofPlan = { workspace_id: plan.workspace_id, plan_id: plan.id };
  const rows = await db
    .selectFrom('goals')
    .select('milestone')
    .where((eb) => eb.and(ofPlan))
    .union(
      db
        .selectFrom('checkins')
        .select('milestone')
        .where((eb) => eb.and(ofPlan))
        .where('id', 'in', (eb) =>
          eb.selectFrom('drafts').select('checkin_id').where('workspace_id', '=', plan.workspace_id),
        ),
    )
    .execute();
  return new Set(rows.map(({ milestone }) => milestone));
}

export async function findCheckin(db: Db, workspaceId: string, checkinId: string): Promise<Checkin | undefined> {
  return db
    .selectFrom('checkins')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', checkinId)
    .executeTakeFirst();
}

export async function updateCheckin(db: Db, { workspace_id, id }: Checkin, change: CheckinChange): Promise<void> {
  await db.updateTable('checkins').set(change).where('workspace_id', '=', workspace_id).where('id', '=', id).execute();
}

/** Stores the times of many at once: some hundred in each statement. */
export async function saveTimes(db: Db, checkins: readonly Checkin[]): Promise<void> {
  for (let from = 0; from < checkins.length; from += mostAtOnce) {
    await db
      .insertInto('checkins')
      .values(checkins.slice(from, from + mostAtOnce))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          falls_on: eb.ref('excluded.falls_on'),
          due_on: eb.ref('excluded.due_on'),
          state: eb.ref('excluded.state'),
          next_step: eb.ref('excluded.next_step'),
          next_at: eb.ref('excluded.next_at'),
        })),
      )
      .execute();
  }
}

/** Well below what either database takes as parameters. */
const mostAtOnce = 500;

export async function deleteCheckins(db: Db, checkins: Checkin[]): Promise<void> {
  const [first] = checkins;
  if (!first) return;
  await db
    .deleteFrom('checkins')
    .where('workspace_id', '=', first.workspace_id)
    .where(
      'id',
      'in',
      checkins.map(({ id }) => id),
    )
    .execute();
}

/**
 * The plans that have a check-in with something to do now, of all workspaces, without some; the longest due first (index
 * `checkins_due`).
 */
export async function plansWithDueCheckins(
  db: Db,
  now: Instant,
  { limit, except = [] }: { limit: number; except?: readonly string[] },
): Promise<string[]> {
  const due = await db
    .selectFrom('checkins')
    .select('plan_id')
    .where('next_at', '<=', now)
    .$if(except.length > 0, (query) => query.where('plan_id', 'not in', except))
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return [...new Set(due.map(({ plan_id }) => plan_id))];
}

/** When some people are asked about check-ins, or were, from a day before a moment to a day after (index `plans_of_person`). */
export async function checkinMomentsOf(
  db: Db,
  { workspaceId, ids, from, to }: { workspaceId: string; ids: readonly string[]; from: Instant; to: Instant },
): Promise<{ personId: string; at: Instant }[]> {
  const rows = await db
    .selectFrom('plans')
    .innerJoin('checkins', 'checkins.plan_id', 'plans.id')
    .select(['plans.person_id', 'checkins.asked_at', 'checkins.next_at', 'checkins.next_step'])
    .where('plans.workspace_id', '=', workspaceId)
    .where('plans.person_id', 'in', ids)
    .where('plans.state', '=', 'running')
    .where(({ and, eb, or }) =>
      or([
        and([eb('checkins.asked_at', '>=', from), eb('checkins.asked_at', '<=', to)]),
        and([eb('checkins.next_at', '>=', from), eb('checkins.next_at', '<=', to)]),
      ]),
    )
    .execute();
  return rows.flatMap(({ person_id, asked_at, next_at, next_step }) => {
    const comes = next_step === 'ask' || next_step === 'remind-1' || next_step === 'remind-2' ? next_at : null;
    return [asked_at, comes].flatMap((at) => (at === null ? [] : [{ personId: person_id, at }]));
  });
}
