import type { KnownBlock, TableBlock } from '@slack/types';
import type { Entry, Topic } from '../src/role/outline.ts';
import { clipped } from './kit.ts';
import { packed } from './packed.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: 100 rows with the head, 10,000 characters */
const mostRows = 99;
const mostCharacters = 8500;

type Columns = { head: string; cell: (entry: Entry, part: Topic['parts'][number]) => string }[];

const fact = (name: string) => (entry: Entry) => entry.facts.find((other) => other.name === name)?.text ?? '';

/** What is read across rather than down: the topics that are tables, and their columns. */
const columnsOf: { [Name in Topic['name']]?: Columns } = {
  kpis: [
    { head: 'KPI', cell: ({ title }) => title ?? '' },
    { head: 'Target', cell: ({ target }) => target?.text ?? '' },
    { head: 'How often', cell: fact('frequency') },
    { head: 'What it measures', cell: fact('measures') },
  ],
  tools: [
    { head: 'Tool', cell: ({ title }) => title ?? '' },
    { head: 'Used for', cell: fact('use') },
    { head: 'Adoption', cell: fact('adoption') },
    { head: 'Category', cell: (_, part) => part.title ?? '' },
  ],
};

/** A topic's entries as a table, or as several where they are too many for one; undefined where it is no table. */
export function tableBlocks({ name, parts }: Pick<Topic, 'name' | 'parts'>): KnownBlock[] | undefined {
  const columns = columnsOf[name];
  if (!columns) return undefined;
  const rows = parts.flatMap((part) => part.entries.map((entry) => columns.map(({ cell }) => cell(entry, part))));
  const head = columns.map((column) => column.head);
  const fits = (some: string[][]) => some.length <= mostRows && some.flat().join('').length <= mostCharacters;
  return packed(rows, fits).map((some) => table(head, some));
}

const table = (head: string[], rows: string[][]): TableBlock => ({
  type: 'table',
  column_settings: head.map(() => ({ is_wrapped: true })),
  rows: [head, ...rows].map((row) => row.map((text) => ({ type: 'raw_text', text: clipped(text, 600) || '–' }))),
});
