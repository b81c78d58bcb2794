import type { PlanDeps } from '../plans/deps.ts';
import type { Actor } from '../plans/rights.ts';
import { countRowsOf, type RowCount } from '../store/erase.ts';
import { findCurrentPlan } from '../store/plans.ts';
import { linesTo } from '../store/reporting-lines.ts';
import { inTransaction } from '../store/transaction.ts';
import { erasePerson, lockPlansToErase } from './erase-person.ts';

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
export async function forgetMe({ db, clock, wake }: Deps, actor: Actor): Promise<void> {
  const now = clock.now();
  await inTransaction(db, async (trx) => {
    const plans = await lockPlansToErase(trx, actor);
    await erasePerson(trx, actor, { now, because: 'forgotten', plans, tellsAt: async () => now });
  });
  wake();
}
