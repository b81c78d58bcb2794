import type { RichTextElement } from '@slack/types';
import type { QueryError, QueryOf, QueryProblem } from '../../src/kpis/query-view.ts';
import { longestQuery, mostQueries } from '../../src/kpis/query-view.ts';
import { clipped, mention, phrase } from '../kit.ts';

/** Why a query gives no reading, and what to do about it. */
export function queryErrorText(error: QueryError): string {
  switch (error.kind) {
    case 'no-answer':
      return 'Prometheus did not answer within 10 seconds. Check that it runs where PROMETHEUS_URL says.';
    case 'no-data':
      return 'It gives no data. Check the names and labels in it, and whether something is scraped for them.';
    case 'several':
      return `It gives ${error.count} values, and a reading is one. Bring them together, as with sum(…) or max(…).`;
    case 'not-a-number':
      return 'It gives no number just now: a quotient of nothing, perhaps, or a whole range. Let it give one value at a moment.';
    case 'refused':
      return `Prometheus cannot run it: "${clipped(error.message, 300)}". Mend the query.`;
    case 'status':
      return `Something other than Prometheus answers there, with the status ${error.status}. Check PROMETHEUS_URL.`;
    case 'out-of-range':
      return `It gives ${error.value}, which this KPI cannot be. Convert it to the KPI's unit in the query.`;
    case 'nobody':
      return 'There is nobody whose reading it would be. Choose somebody else, or take the query back.';
    case 'no-such-kpi':
      return 'Its KPI is no longer part of the role. Take the query back, and add one for another KPI.';
  }
}

/** Why a query is not taken. */
export function queryProblemText(problem: QueryProblem): string {
  switch (problem) {
    case 'no-kpi':
      return 'Choose the KPI that the query measures.';
    case 'no-query':
      return 'There is no query yet. Write one in PromQL.';
    case 'too-long':
      return `That is longer than ${longestQuery} characters. Let Prometheus record a part of it as a rule of its own.`;
    case 'nobody':
      return 'Choose a person, or whose team it is for.';
    case 'two-of-them':
      return 'Choose either a person or a team, and clear the other field.';
    case 'too-many':
      return `There are ${mostQueries} queries already. Take one back first.`;
  }
}

/** Whose reading it becomes. */
export const queryOfText = (of: QueryOf): RichTextElement[] =>
  'personId' in of ? [mention(of.personId)] : phrase`everybody whom ${mention(of.teamOf)} manages`;
