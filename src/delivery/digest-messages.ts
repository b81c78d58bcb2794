import { z } from 'zod';
import { digestMessage } from '../../blocks/digests/digest.ts';
import { askedReminder } from '../../blocks/digests/reminded.ts';
import type { Message } from '../../blocks/kit.ts';
import { fromInstant } from '../calendar/instant.ts';
import { mondayOf } from '../calendar/local-date.ts';
import { readDigest } from '../digests/read-digest.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { readProgress } from '../plans/read-progress.ts';
import { managerSince } from '../plans/rights.ts';
import type { Delivery } from '../store/deliveries.ts';
import { findDigest } from '../store/digests.ts';
import type { Plan } from '../store/plans.ts';

const digestDetails = z.object({ on: z.string(), since: z.string() });

/** Not once its week is over, it was turned off, or nobody is left to tell of. */
export async function renderDigest(
  deps: KpiDeps,
  { workspaceId, recipientId, details }: Delivery,
): Promise<Message | undefined> {
  const { on, since } = digestDetails.parse(details);
  const manager = { workspaceId, personId: recipientId };
  const row = await findDigest(deps.db, manager);
  const digest = row?.is_on === 1 ? await readDigest(deps, manager, fromInstant(since)) : undefined;
  if (!digest || mondayOf(digest.today) !== mondayOf(on)) return undefined;
  const isEmpty = digest.attention.length + digest.others.length === 0;
  return isEmpty && row?.empty_weeks === 'skip' ? undefined : digestMessage(digest, 1);
}

const askedDetails = z.object({ byId: z.string() });

/** While it still has no answer, and whoever asked for it is still the manager. */
export async function renderAskedReminder(
  deps: PlanDeps,
  delivery: Delivery,
  plan: Plan,
): Promise<Message | undefined> {
  const { byId } = askedDetails.parse(delivery.details);
  const actor = { workspaceId: plan.workspace_id, personId: byId };
  if (plan.state !== 'running' || !(await managerSince(deps, actor, plan.person_id))) return undefined;
  const { milestones } = await readProgress(deps, plan, { since: undefined });
  const milestone = milestones.find(({ checkinId }) => checkinId === delivery.checkinId);
  const isOpen = milestone && ['asked', 'snoozed', 'missed'].includes(milestone.state);
  return isOpen ? askedReminder(byId, milestone) : undefined;
}
