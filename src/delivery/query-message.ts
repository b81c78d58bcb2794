import { z } from 'zod';
import type { Message } from '../../blocks/kit.ts';
import { queryFailing } from '../../blocks/settings/query-failing.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import { viewOf } from '../prometheus/manage-queries.ts';
import type { Delivery } from '../store/deliveries.ts';
import { findQuery } from '../store/kpi-queries.ts';

const failingDetails = z.object({ queryId: z.string(), since: z.string() });

/** Only while it still fails as it did: not once it works again, or is gone. */
export async function renderQueryFailing(
  deps: Pick<KpiDeps, 'db' | 'kpis'>,
  { workspaceId, details }: Delivery,
): Promise<Message | undefined> {
  const { queryId, since } = failingDetails.parse(details);
  const query = await findQuery(deps.db, workspaceId, queryId);
  return query?.failing_since === since ? queryFailing(viewOf(deps, query)) : undefined;
}
