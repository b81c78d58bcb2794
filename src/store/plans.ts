import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { isPostgres } from './dialect.ts';
import type { PersonKey } from './people.ts';
import { deleteLine, saveLine } from './reporting-lines.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type Plan = Selectable<Tables['plans']>;

export async function insertPlan(db: Db, plan: Insertable<Tables['plans']>): Promise<void> {
  await db.insertInto('plans').values(plan).execute();
  await moveLine(db, plan, plan);
}

/** Whoever becomes the manager in a plan is who its person reports to from then on, also once it is over. */
async function moveLine(
  db: Db,
  { workspace_id, person_id }: Pick<Plan, 'workspace_id' | 'person_id'>,
  { manager_id, manager_since }: Updateable<Tables['plans']>,
): Promise<void> {
  if (manager_id && manager_since) await saveLine(db, { workspace_id, person_id, manager_id, since_at: manager_since });
  else await deleteLine(db, { workspaceId: workspace_id, personId: person_id });
}

export async function findPlan(db: Db, workspaceId: string, planId: string): Promise<Plan | undefined> {
  return db
    .selectFrom('plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', planId)
    .executeTakeFirst();
}

/** Keeps others from changing these plans and what belongs to them until the transaction is over; in one order for all. */
export async function lockPlans(trx: Trx, ids: readonly string[]): Promise<Plan[]> {
  if (ids.length === 0) return [];
  const query = trx.selectFrom('plans').selectAll().where('id', 'in', ids).orderBy('id');
  return isPostgres(trx) ? query.forUpdate().execute() : query.execute(); // SQLite has one writer at a time
}

/** @throws {Refusal} the plan is gone */
export async function lockPlan(trx: Trx, workspaceId: string, planId: string): Promise<Plan> {
  const query = trx.selectFrom('plans').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', planId);
  const plan = await (isPostgres(trx) ? query.forUpdate() : query).executeTakeFirst();
  if (!plan) throw new Refusal({ kind: 'gone' });
  return plan;
}

/**
 * The same for the plans that some people have now, and for others beside them: all at once, to be called before
 * anything of these people is written.
 */
export async function lockPlansOf(
  trx: Trx,
  {
    workspaceId,
    personIds,
    planIds = [],
  }: { workspaceId: string; personIds: readonly string[]; planIds?: readonly string[] },
): Promise<Plan[]> {
  const own = await trx
    .selectFrom('plans')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', personIds)
    .where('state', '<>', 'ended')
    .execute();
  return lockPlans(trx, [...new Set([...planIds, ...own.map(({ id }) => id)])]);
}

/** The plan that a person has now, running or paused (index `plans_running`). */
export async function findCurrentPlan(db: Db, { workspaceId, personId }: PersonKey): Promise<Plan | undefined> {
  return db
    .selectFrom('plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('state', '<>', 'ended')
    .executeTakeFirst();
}

/** The latest plan of a person, be it ended (index `plans_of_person`). */
export async function findLatestPlan(db: Db, { workspaceId, personId }: PersonKey): Promise<Plan | undefined> {
  return db
    .selectFrom('plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Of some people each one's latest plan, be it ended (index `plans_of_person`). */
export async function latestPlansOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<Plan[]> {
  const plans = await db
    .selectFrom('plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .orderBy('created_at')
    .execute();
  return [...new Map(plans.map((plan) => [plan.person_id, plan])).values()];
}

/** The plans in which somebody is the manager and that are not over (index `plans_of_manager`). */
export async function plansOfManager(db: Db, { workspaceId, personId }: PersonKey): Promise<Plan[]> {
  return db
    .selectFrom('plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .where('state', '<>', 'ended')
    .orderBy('created_at')
    .execute();
}

/** The ids of the plans whose person reported to somebody before (index `plans_of_former_manager`). */
export async function planIdsOfFormerManager(db: Db, { workspaceId, personId }: PersonKey): Promise<string[]> {
  const plans = await db
    .selectFrom('plans')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('former_manager_id', '=', personId)
    .execute();
  return plans.map(({ id }) => id);
}

/** Locks all plans of a workspace that are not over: for what changes for all of them at once, like its holidays. */
export async function lockCurrentPlans(trx: Trx, workspaceId: string): Promise<Plan[]> {
  const query = trx
    .selectFrom('plans')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('state', '<>', 'ended')
    .orderBy('id');
  return isPostgres(trx) ? query.forUpdate().execute() : query.execute();
}

export async function updatePlan(db: Db, plan: Plan, change: Updateable<Tables['plans']>): Promise<void> {
  const { workspace_id, id } = plan;
  await db.updateTable('plans').set(change).where('workspace_id', '=', workspace_id).where('id', '=', id).execute();
  if ('manager_id' in change || 'manager_since' in change) await moveLine(db, plan, { ...plan, ...change });
}

/** Whether anybody set a goal of a plan, answered, or began to. */
export async function isAnythingRecorded(db: Db, { workspace_id, id }: Plan): Promise<boolean> {
  const ofPlan = db
    .selectFrom('checkins')
    .select('checkins.plan_id')
    .where('checkins.workspace_id', '=', workspace_id)
    .where('checkins.plan_id', '=', id);
  const goals = db
    .selectFrom('goals')
    .select('goals.plan_id')
    .where('goals.workspace_id', '=', workspace_id)
    .where('goals.plan_id', '=', id);
  const withDraft = ofPlan.innerJoin('drafts', (join) =>
    join.onRef('drafts.workspace_id', '=', 'checkins.workspace_id').onRef('drafts.checkin_id', '=', 'checkins.id'),
  );
  const found = await goals
    .unionAll(ofPlan.where('checkins.version', '>', 0))
    .unionAll(withDraft)
    .execute();
  return found.length > 0;
}

/** Removes a plan with everything that was recorded in it. */
export async function deletePlan(db: Db, { workspace_id, id }: Plan): Promise<void> {
  await db.deleteFrom('plans').where('workspace_id', '=', workspace_id).where('id', '=', id).execute();
}

/** Paused plans whose pause is over, of all workspaces, without some (index `plans_due`). */
export async function duePlans(
  db: Db,
  now: Instant,
  { limit, except = [] }: { limit: number; except?: readonly string[] },
): Promise<string[]> {
  const due = await db
    .selectFrom('plans')
    .select('id')
    .where('next_at', '<=', now)
    .$if(except.length > 0, (query) => query.where('id', 'not in', except))
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return due.map(({ id }) => id);
}

/** Plans that need somebody who was not told yet, of all workspaces, those after one of them (index `plans_untold`). */
export async function untoldPlans(
  db: Db,
  { limit, after }: { limit: number; after?: Plan | undefined },
): Promise<Plan[]> {
  return db
    .selectFrom('plans')
    .selectAll()
    .where('attention', 'is not', null)
    .where('attention_told_at', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('attention_since', 'id'), '>', eb.tuple(after?.attention_since ?? '', after?.id ?? '')),
      ),
    )
    .orderBy('attention_since')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Whether anybody in a workspace has or had a plan. */
export async function hasPlans(db: Db, workspaceId: string): Promise<boolean> {
  const any = await db.selectFrom('plans').select('id').where('workspace_id', '=', workspaceId).limit(1).execute();
  return any.length > 0;
}
