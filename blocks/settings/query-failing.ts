import type { QueryView } from '../../src/kpis/query-view.ts';
import { actions, button, clipped, code, lines, type Message, phrase, words } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { queryErrorText, queryOfText } from './query-text.ts';
import { settingsActions } from './settings-actions.ts';

/** Told once to whoever made the query. */
export function queryFailing({ kpi, of, query, failing }: QueryView): Message | undefined {
  if (!failing) return undefined;
  return asMessage([
    lines(
      ...phrase`Your Prometheus query for ${kpi?.title ?? 'a KPI'} of ${queryOfText(of)} gives no reading: ${code(clipped(query, 300))}`,
    ),
    lines(words(queryErrorText(failing.error))),
    lines(words('I ask again every hour and write no more of it; once it works, its readings go on by themselves.')),
    ...actions([button('See the queries', settingsActions.queries, 'queries')]),
  ]);
}
