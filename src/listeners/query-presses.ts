import { fromOlderVersion } from '../../blocks/problem.ts';
import {
  queriesModal,
  queryActions,
  readQueriesMetadata,
  readQueryDraft,
  type Said,
} from '../../blocks/settings/queries-modal.ts';
import { settingsActions } from '../../blocks/settings/settings-actions.ts';
import { dropQuery, readQueries, tryQuery } from '../prometheus/manage-queries.ts';
import type { Deps } from './deps.ts';
import { carriedBy, type Press, type PressRoute, pushModal, showBeside } from './press.ts';

/** The buttons about Prometheus queries. */
export const queryPresses: ReadonlyMap<string, PressRoute> = new Map<string, PressRoute>([
  [settingsActions.queries, openQueries],
  [queryActions.try, tryIt],
  [queryActions.drop, takeBack],
]);

async function openQueries(press: Press, { kpis, prometheus }: Deps): Promise<void> {
  if (!prometheus) return showBeside(press, fromOlderVersion()); // it was set when the button was shown
  const queries = await readQueries(kpis, press.actor);
  await pushModal(press, queriesModal({ queries, kpis: kpis.kpis.all }));
}

/** In the page itself, so that what is typed stays. */
async function tryIt(press: Press, deps: Deps): Promise<void> {
  const { kpis, prometheus } = deps;
  const { view } = press.body;
  if (!view || !prometheus) return showBeside(press, fromOlderVersion());
  const draft = readQueryDraft(view.state.values, readQueriesMetadata(view.private_metadata));
  const tried = await tryQuery({ ...kpis, prometheus }, press.actor, draft);
  const kpi = kpis.kpis.find(draft.kpiId ?? '');
  if (!tried.ok || !kpi) return show(press, deps, { kind: 'not-tried', problem: tried.ok ? 'no-kpi' : tried.problem });
  await show(press, deps, { kind: 'tried', kpi, asked: tried.asked });
}

async function takeBack(press: Press, deps: Deps): Promise<void> {
  await dropQuery(deps.kpis, press.actor, carriedBy(press.action));
  await show(press, deps, { kind: 'dropped' });
}

async function show({ actor, body: { view }, client }: Press, { kpis }: Deps, said: Said): Promise<void> {
  if (!view) return;
  const metadata = readQueriesMetadata(view.private_metadata);
  const queries = await readQueries(kpis, actor);
  await client.views.update({ view_id: view.id, view: queriesModal({ queries, kpis: kpis.kpis.all, metadata, said }) });
}
