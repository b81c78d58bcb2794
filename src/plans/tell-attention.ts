import { toInstant } from '../calendar/instant.ts';
import { Refusal } from '../refusal.ts';
import { enqueue, type NewDelivery } from '../store/deliveries.ts';
import { lockPlans, type Plan, untoldPlans, updatePlan } from '../store/plans.ts';
import type { Db } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { PlanDeps } from './deps.ts';
import { failureOf, type Pass, wholePass } from './pass.ts';
import { workingTimeOf } from './person-calendar.ts';
import { ofManager } from './troubles.ts';

/**
 * Tells the manager, or where there is none to tell the admins, of each trouble once. Managers first: who the admins are
 * is for Slack to say, which may take its time. @returns whether there was anything to tell
 */
export async function tellAttention(deps: PlanDeps, pass: Pass = wholePass): Promise<boolean> {
  const forAdmins: Plan[] = [];
  let any = false;
  const tell = async (plan: Plan, recipients: readonly string[]): Promise<void> => {
    const failure = await failureOf(() => enqueueMessages(deps, plan, recipients));
    if (failure) return pass.onFailure(failure.error, plan.id);
    any = true;
    deps.wake();
  };
  for await (const plan of eachUntold(deps.db)) {
    if (pass.isStopped()) return any;
    const managerHasIt = plan.manager_id !== null && plan.attention !== null && !ofManager.has(plan.attention);
    if (managerHasIt && plan.manager_id !== null) await tell(plan, [plan.manager_id]);
    else forAdmins.push(plan);
  }
  const adminsOf = adminsOnce(deps);
  for (const plan of forAdmins) {
    const admins = await adminsOf(plan.workspace_id);
    if (pass.isStopped()) return any;
    const others = admins?.filter((id) => id !== plan.person_id);
    if (admins && others) await tell(plan, others.length > 0 ? others : admins); // the only admin looks after their own plan
  }
  return any;
}

const atOnce = 50;

async function* eachUntold(db: Db): AsyncGenerator<Plan> {
  for (let after: Plan | undefined; ; ) {
    const plans = await untoldPlans(db, { limit: atOnce, after });
    yield* plans;
    after = plans.at(-1);
    if (plans.length < atOnce) return;
  }
}

/** Each workspace is asked about once; undefined: Slack does not answer, and the next pass asks again. */
function adminsOnce({ directory }: PlanDeps): (workspaceId: string) => Promise<string[] | undefined> {
  const known = new Map<string, Promise<string[] | undefined>>();
  return (workspaceId) => {
    const admins = known.get(workspaceId) ?? directory.admins(workspaceId).catch(noneOnRefusal);
    known.set(workspaceId, admins);
    return admins;
  };
}

function noneOnRefusal(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

async function enqueueMessages(deps: PlanDeps, plan: Plan, recipients: readonly string[]): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    const [current] = await lockPlans(trx, [plan.id]);
    if (!current || !isSame(current, plan)) return; // another trouble by now, or none: the next look sees it
    for (const personId of recipients) {
      const dueAt = await workingTimeOf(trx, { workspaceId: plan.workspace_id, personId }, { ...deps, now });
      await enqueue(trx, attentionMessage(plan, personId, { now, dueAt }));
    }
    await updatePlan(trx, plan, { attention_told_at: toInstant(now) });
  });
}

const isSame = (one: Plan, other: Plan): boolean =>
  one.attention === other.attention &&
  one.attention_since === other.attention_since &&
  one.attention_told_at === other.attention_told_at &&
  one.manager_id === other.manager_id;

const attentionMessage = (
  plan: Plan,
  recipientId: string,
  { now, dueAt }: { now: Date; dueAt: Date },
): NewDelivery => ({
  workspaceId: plan.workspace_id,
  key: `attention:${plan.id}:${plan.attention}:${plan.attention_since}:${recipientId}`,
  kind: 'attention',
  priority: 0,
  recipientId,
  planId: plan.id,
  details: { since: plan.attention_since },
  timing: 'working-hours',
  dueAt,
  createdAt: now,
});
