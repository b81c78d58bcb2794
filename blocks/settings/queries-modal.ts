import type { InputBlock, KnownBlock, RichTextElement } from '@slack/types';
import { z } from 'zod';
import { formatValue } from '../../src/kpis/format-value.ts';
import { type Asked, longestQuery, type QueryProblem, type QueryView } from '../../src/kpis/query-view.ts';
import type { RoleKpi } from '../../src/kpis/role-kpis.ts';
import { fullDayText } from '../dates.ts';
import {
  actions,
  afterAsking,
  button,
  clipped,
  code,
  context,
  lines,
  type Modal,
  phrase,
  plain,
  select,
  strong,
  words,
} from '../kit.ts';
import { queryErrorText, queryOfText, queryProblemText } from './query-text.ts';

export const queriesView = 'queries.list';
export const queryActions = { try: 'queries.try', drop: 'queries.drop' } as const;

const queriesMetadata = z.object({
  /** How many were added in this page: what is typed stands in blocks of another name then, and starts empty. */
  added: z.number(),
});
export type QueriesMetadata = z.infer<typeof queriesMetadata>;

/** Reads a view's `private_metadata`. @throws when it is not that of the queries */
export const readQueriesMetadata = (text: string): QueriesMetadata => queriesMetadata.parse(JSON.parse(text));

export interface QueriesPage {
  queries: QueryView[];
  kpis: readonly RoleKpi[];
  metadata?: QueriesMetadata;
  /** What was just done, or what a query gives now. */
  said?: Said | undefined;
}

export type Said =
  | { kind: 'added'; query: QueryView }
  | { kind: 'dropped' }
  | { kind: 'tried'; kpi: RoleKpi; asked: Asked }
  | { kind: 'not-tried'; problem: QueryProblem };

/** Every query of the workspace with how it fares, and the form for another one; for admins. */
export const queriesModal = ({ queries, kpis, metadata = { added: 0 }, said }: QueriesPage): Modal => ({
  type: 'modal',
  callback_id: queriesView,
  private_metadata: JSON.stringify(metadata),
  title: plain('Prometheus queries'),
  submit: plain('Add'),
  close: plain('Back'),
  blocks: [
    ...(said && said.kind !== 'tried' && said.kind !== 'not-tried' ? [lines(...saidText(said))] : []),
    ...(queries.length === 0
      ? [lines(words('No query is set up yet. Add one, and its value becomes a reading at the cadence of its KPI.'))]
      : queries.flatMap(queryBlocks)),
    { type: 'divider' },
    ...fields(kpis, metadata),
    ...actions([button('Try it', queryActions.try, 'try')]),
    ...(said?.kind === 'tried' || said?.kind === 'not-tried' ? [lines(...saidText(said))] : []),
    context(
      'I ask at 06:00 UTC: on Mondays what is weekly, on the Monday after each sprint, on the first of a month or quarter, and every day what has no cadence.',
    ),
  ],
});

function queryBlocks({ id, kpi, of, query, nextAt, failing }: QueryView): KnownBlock[] {
  const state = failing
    ? phrase`${strong(`Fails since ${fullDayText(failing.since.toISOString().slice(0, 10))}. `)}${queryErrorText(failing.error)}`
    : phrase`Asked next on ${fullDayText(nextAt.toISOString().slice(0, 10))}.`;
  return [
    lines(
      strong(kpi?.title ?? 'A KPI that has left the role'),
      ...phrase` of ${queryOfText(of)}: ${code(clipped(query, 300))}\n`,
      ...state,
    ),
    ...actions([
      afterAsking(button('Take back', queryActions.drop, id), {
        title: 'Take this query back?',
        text: 'It is not asked any more. The readings that it gave stay.',
        yes: 'Take it back',
      }),
    ]),
  ];
}

function saidText(said: Said): RichTextElement[] {
  switch (said.kind) {
    case 'added':
      return phrase`${strong('Added. ')}I ask it first on ${fullDayText(said.query.nextAt.toISOString().slice(0, 10))}.`;
    case 'dropped':
      return [strong('Taken back.')];
    case 'not-tried':
      return phrase`${strong('Not tried. ')}${queryProblemText(said.problem)}`;
    case 'tried':
      return said.asked.ok
        ? phrase`${strong(`Now: ${formatValue(said.asked.value, said.kpi.target.unit)}. `)}Nothing was stored.`
        : phrase`${strong('No reading. ')}${queryErrorText(said.asked.error)}`;
  }
}

type Field = 'kpi' | 'person' | 'team' | 'query';
const blockOf = (field: Field, { added }: QueriesMetadata): string => `${field}~${added}`;
const inputOf = (field: Field): string => `queries.${field}`;

function fields(kpis: readonly RoleKpi[], metadata: QueriesMetadata): InputBlock[] {
  const kpiMenu = select(
    'Choose a KPI',
    inputOf('kpi'),
    kpis.map(({ id, title }) => ({ label: title, value: id })),
  );
  const input = (field: Field, label: string, hint: string, element: InputBlock['element']): InputBlock => ({
    type: 'input',
    block_id: blockOf(field, metadata),
    optional: true, // so that trying needs no person; what is missing is said under its field
    label: plain(label),
    hint: plain(hint),
    element,
  });
  return [
    input('kpi', 'KPI', 'Its unit is the one that the query has to give.', kpiMenu),
    input('person', 'For one person', 'Each value becomes a reading of theirs.', {
      type: 'users_select',
      action_id: inputOf('person'),
      placeholder: plain('Choose a person'),
    }),
    input('team', 'Or for a team, by its manager', 'Everybody whom they manage at that moment gets the same reading.', {
      type: 'users_select',
      action_id: inputOf('team'),
      placeholder: plain('Choose a manager'),
    }),
    input(
      'query',
      'PromQL',
      'One number, in the unit of the KPI. Where that is milliseconds and you measure seconds, multiply by 1000; a percentage is 12.5, not 0.125.',
      {
        type: 'plain_text_input',
        action_id: inputOf('query'),
        multiline: true,
        max_length: longestQuery,
        placeholder: plain('1000 * histogram_quantile(0.95, sum by (le) (rate(…_bucket[7d])))'),
      },
    ),
  ];
}

interface InputState {
  value?: string | null | undefined;
  selected_option?: { value: string } | null | undefined;
  selected_user?: string | null | undefined;
}

/** What is filled in so far. */
export function readQueryDraft(
  values: Readonly<Record<string, Readonly<Record<string, InputState>>>>,
  metadata: QueriesMetadata,
) {
  const state = (field: Field): InputState | undefined => values[blockOf(field, metadata)]?.[inputOf(field)];
  return {
    kpiId: state('kpi')?.selected_option?.value,
    personId: state('person')?.selected_user ?? undefined,
    teamOf: state('team')?.selected_user ?? undefined,
    query: state('query')?.value ?? '',
  };
}

const fieldOf: Record<QueryProblem, Field> = {
  'no-kpi': 'kpi',
  'no-query': 'query',
  'too-long': 'query',
  'too-many': 'query',
  nobody: 'person',
  'two-of-them': 'team',
};

/** What is wrong, under its field. */
export const queryErrors = (problem: QueryProblem, metadata: QueriesMetadata): Record<string, string> => ({
  [blockOf(fieldOf[problem], metadata)]: queryProblemText(problem),
});
