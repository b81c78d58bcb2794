import { lineNews } from '../plans/line-news.ts';
import { newsTo } from '../plans/plan-news.ts';
import { raiseAttention } from '../plans/raise-attention.ts';
import type { Actor } from '../plans/rights.ts';
import { audit, byItself } from '../store/audit-log.ts';
import { enqueueAll } from '../store/deliveries.ts';
import { eraseRowsOf, planIdsOf, withdrawNews } from '../store/erase.ts';
import type { PersonKey } from '../store/people.ts';
import { lockPlans, type Plan, planIdsOfFormerManager, plansOfManager, updatePlan } from '../store/plans.ts';
import { deleteLinesTo, linesTo } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';

/**
 * Locks the plans that erasing somebody changes: theirs, those that they manage and that are not over, and those of whoever
 * reported to them before.
 */
export async function lockPlansToErase(trx: Trx, key: PersonKey): Promise<Plan[]> {
  const own = await planIdsOf(trx, key);
  const managed = (await plansOfManager(trx, key)).map(({ id }) => id);
  const formerly = await planIdsOfFormerManager(trx, key);
  return lockPlans(trx, [...new Set([...own, ...managed, ...formerly])]);
}

export interface Erasure {
  now: Date;
  /** They asked for it, or their account has been closed for so long. */
  because: 'forgotten' | 'left';
  /** As `lockPlansToErase` has them. */
  plans: readonly Plan[];
  /** When others are told of it: at once, or when their work begins. */
  tellsAt(recipientId: string): Promise<Date>;
}

/**
 * Deletes all that is kept of somebody, for good. Their plan ends, of which its manager is told; those whom they manage
 * need another manager. Where nothing is kept, nothing is written down.
 */
export async function erasePerson(trx: Trx, key: PersonKey, erasure: Erasure): Promise<void> {
  const { now, because, plans, tellsAt } = erasure;
  const { workspaceId, personId } = key;
  const by = because === 'forgotten' ? key : undefined;
  const mine = plans.filter(({ person_id }) => person_id === personId);
  await withdrawNews(trx, { workspaceId, planIds: mine.map(({ id }) => id), at: now });
  for (const plan of plans)
    if (isManagedBy(plan, key)) await loseManager(trx, plan, { from: personId, by, now, tellsAt });
  for (const plan of plans)
    if (plan.former_manager_id === personId)
      await updatePlan(trx, plan, { former_manager_id: null, former_since: null }); // or an undo would make them it again
  await tellReportsWithoutPlan(trx, key, erasure);
  await deleteLinesTo(trx, key);
  if ((await eraseRowsOf(trx, key)) === 0) return;
  for (const plan of mine) {
    if (plan.state === 'ended' || plan.manager_id === null) continue;
    const dueAt = await tellsAt(plan.manager_id);
    await enqueueAll(trx, [newsTo(plan.manager_id, plan, by, { kind: because, now, dueAt })]);
  }
  const action = because === 'forgotten' ? 'forget-me' : 'erase-left';
  await audit(trx, { workspaceId, at: now, byId: by?.personId ?? byItself, action, aboutId: personId });
}

const isManagedBy = (plan: Plan, { personId }: PersonKey): boolean =>
  plan.manager_id === personId && plan.person_id !== personId && plan.state !== 'ended';

/** Those whose plan loses its manager hear of it as news of the plan. */
async function tellReportsWithoutPlan(trx: Trx, key: PersonKey, { now, plans, tellsAt }: Erasure): Promise<void> {
  const withPlan = new Set(plans.filter((plan) => isManagedBy(plan, key)).map(({ person_id }) => person_id));
  const others = (await linesTo(trx, key)).filter(({ person_id }) => !withPlan.has(person_id));
  for (const { person_id: personId } of others) {
    const change = { personId, from: key.personId, to: undefined, now, dueAt: await tellsAt(personId) };
    await enqueueAll(trx, lineNews(key, change));
  }
}

/** Nobody can be forgotten and still be the one who hears of help that is wanted. */
async function loseManager(
  trx: Trx,
  plan: Plan,
  { from, by, now, tellsAt }: { from: string; by: Actor | undefined } & Pick<Erasure, 'now' | 'tellsAt'>,
): Promise<void> {
  const change = { manager_id: null, manager_since: null };
  await updatePlan(trx, plan, change);
  const news = { kind: 'manager-changed' as const, from, to: undefined, now, dueAt: await tellsAt(plan.person_id) };
  await enqueueAll(trx, [newsTo(plan.person_id, plan, by, news)]);
  await raiseAttention(trx, { ...plan, ...change }, { attention: 'no-manager', now });
}
