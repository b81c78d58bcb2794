import {
  queriesModal,
  queriesView,
  queryErrors,
  readQueriesMetadata,
  readQueryDraft,
} from '../../blocks/settings/queries-modal.ts';
import { addQuery, readQueries } from '../prometheus/manage-queries.ts';
import type { Deps } from './deps.ts';
import type { FormAnswer, FormRoute, Submission } from './submissions.ts';

/** The form that adds a Prometheus query: it stays open and shows it among the others. */
export const queryForms: ReadonlyMap<string, FormRoute> = new Map<string, FormRoute>([[queriesView, add]]);

async function add({ actor, view, values }: Submission, { kpis }: Deps): Promise<FormAnswer> {
  const metadata = readQueriesMetadata(view.private_metadata);
  const added = await addQuery(kpis, actor, readQueryDraft(values, metadata));
  if (!added.ok) return { errors: queryErrors(added.problem, metadata) };
  const queries = await readQueries(kpis, actor);
  const said = { kind: 'added' as const, query: added.query };
  return { update: queriesModal({ queries, kpis: kpis.kpis.all, metadata: { added: metadata.added + 1 }, said }) };
}
