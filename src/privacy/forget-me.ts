import type { PlanDeps } from '../plans/deps.ts';
import { newsTo } from '../plans/plan-news.ts';
import { raiseAttention } from '../plans/raise-attention.ts';
import type { Actor } from '../plans/rights.ts';
import { audit } from '../store/audit-log.ts';
import { enqueueAll } from '../store/deliveries.ts';
import { countRowsOf, eraseRowsOf, planIdsOf, type RowCount, withdrawNews } from '../store/erase.ts';
import { findCurrentPlan, lockPlans, type Plan, plansOfManager, updatePlan } from '../store/plans.ts';
import { deleteLinesTo, linesTo } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';

type Deps = Pick<PlanDeps, 'db' | 'clock' | 'wake'>;

/** What would go, and what would follow from that. */
export interface ToForget {
  personId: string;
  /** By table, in the order of the list of all; empty where nothing is kept of them. */
  counts: RowCount[];
  hasPlan: boolean;
  /** Who is told, where somebody is. */
  managerId: string | undefined;
  /** Those whose plans lose their manager. */
  managed: string[];
}

/** Nobody's but one's own can be asked for. */
export async function readToForget({ db }: Pick<Deps, 'db'>, actor: Actor): Promise<ToForget> {
  const plan = await findCurrentPlan(db, actor);
  return {
    personId: actor.personId,
    counts: await countRowsOf(db, actor),
    hasPlan: plan !== undefined,
    managerId: plan?.manager_id ?? undefined,
    managed: (await linesTo(db, actor)).map(({ person_id }) => person_id),
  };
}

/**
 * Deletes all that is kept of whoever asks, at once and for good. Their plan ends, of which its manager is told; those
 * whom they manage need another manager. Where nothing is kept, nothing happens.
 */
export async function forgetMe(deps: Deps, actor: Actor): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    const own = await planIdsOf(trx, actor);
    const managed = (await plansOfManager(trx, actor)).map(({ id }) => id);
    const plans = await lockPlans(trx, [...new Set([...own, ...managed])]);
    const mine = plans.filter(({ person_id }) => person_id === actor.personId);
    await withdrawNews(trx, { workspaceId: actor.workspaceId, planIds: mine.map(({ id }) => id), at: now });
    for (const plan of plans) if (isManagedBy(plan, actor)) await loseManager(trx, plan, { actor, now });
    await deleteLinesTo(trx, actor);
    if ((await eraseRowsOf(trx, actor)) === 0) return;
    await enqueueAll(
      trx,
      mine.flatMap((plan) => ended(plan, actor, now)),
    );
    const { workspaceId, personId } = actor;
    await audit(trx, { workspaceId, at: now, byId: personId, action: 'forget-me', aboutId: personId });
  });
  deps.wake();
}

const isManagedBy = (plan: Plan, { personId }: Actor): boolean =>
  plan.manager_id === personId && plan.person_id !== personId && plan.state !== 'ended';

/** Nobody can be forgotten and still be the one who hears of help that is wanted. */
async function loseManager(trx: Trx, plan: Plan, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  const change = { manager_id: null, manager_since: null };
  await updatePlan(trx, plan, change);
  const news = { kind: 'manager-changed' as const, from: actor.personId, to: undefined, now };
  await enqueueAll(trx, [newsTo(plan.person_id, plan, actor, news)]);
  await raiseAttention(trx, { ...plan, ...change }, { attention: 'no-manager', now });
}

/** To the manager of a plan that was not over. */
const ended = (plan: Plan, actor: Actor, now: Date) =>
  plan.state === 'ended' || plan.manager_id === null
    ? []
    : [newsTo(plan.manager_id, plan, actor, { kind: 'forgotten', now })];
