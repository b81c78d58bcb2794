import { z } from 'zod';
import type { Message } from '../../blocks/kit.ts';
import { lineDoubt, lineNews } from '../../blocks/team/line-news.ts';
import type { PlanDeps } from '../plans/deps.ts';
import type { Delivery } from '../store/deliveries.ts';
import { lineOf } from '../store/reporting-lines.ts';

const newsDetails = z.object({
  personId: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  isBack: z.boolean().optional(),
});

/** Unless it has changed once more: that has news of its own. */
export async function renderLineNews(
  { db }: Pick<PlanDeps, 'db'>,
  { workspaceId, recipientId, details }: Delivery,
): Promise<Message | undefined> {
  const { personId, from, to, isBack = false } = newsDetails.parse(details);
  const line = await lineOf(db, { workspaceId, personId });
  return line?.manager_id === to ? lineNews({ personId, from, to, isBack, readerId: recipientId }) : undefined;
}

const doubtDetails = z.object({ personId: z.string(), managerId: z.string(), byId: z.string() });

/** While they still report to nobody. */
export async function renderLineDoubt(
  { db }: Pick<PlanDeps, 'db'>,
  { workspaceId, details }: Delivery,
): Promise<Message | undefined> {
  const doubt = doubtDetails.parse(details);
  const line = await lineOf(db, { workspaceId, personId: doubt.personId });
  return line ? undefined : lineDoubt(doubt);
}
