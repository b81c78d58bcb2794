import type { DataTableBlock } from '@slack/types';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../workspace.ts';
import { arrange, type CellValue, isNumeric, nextSort, type Paging, pageOf, type Sort } from './data-table-rows.ts';
import { plainText } from './rich-text-words.ts';
import { CellText, place } from './table.tsx';

type Row = DataTableBlock['rows'][number];

interface Column {
  isNumeric: boolean;
  /** Whether it names the rows. */
  isHeader: boolean;
}

/** Slack's own, where the app names no `page_size`. */
const defaultPageSize = 5;

/** A `data_table`: sorted by the heads of its columns, and in pages with a field to filter where it is long. */
export function DataTable({ block }: { block: DataTableBlock }): ReactNode {
  const toValue = useCellValues();
  const [sort, setSort] = useState<Sort | null>(null);
  const [query, setQuery] = useState('');
  const [wantedPage, setWantedPage] = useState(0);
  const { caption, page_size: size = defaultPageSize } = block;
  const [head = [], ...body] = block.rows;
  const isLong = body.length > size;
  const values = body.map((row) => row.map(toValue));
  const columns = head.map((_, column) => ({
    isNumeric: isNumeric(values, column),
    isHeader: column === (block.row_header_column_index ?? 0),
  }));
  const found = arrange(values, { sort, query: isLong ? query : '' });
  const paging = pageOf(found.length, size, wantedPage);
  const fromTheFirst = (change: () => void) => {
    change();
    setWantedPage(0);
  };
  return (
    <div className="data-table">
      {isLong && (
        <input
          className="text-input filter"
          type="search"
          aria-label={`Filter ${caption}`}
          placeholder="Filter"
          value={query}
          onChange={({ target }) => fromTheFirst(() => setQuery(target.value))}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="table" aria-label={caption} tabIndex={0}>
        <table>
          <caption>
            <span>{caption}</span>
          </caption>
          <Head
            cells={head}
            columns={columns}
            sort={sort}
            onSort={(column) => fromTheFirst(() => setSort(nextSort(sort, column)))}
          />
          <Body rows={body} columns={columns} order={found} paging={paging} />
        </table>
      </section>
      {isLong && <Pager caption={caption} count={found.length} paging={paging} onPage={setWantedPage} />}
    </div>
  );
}

/** Reads cells as they are shown, people by name. */
function useCellValues(): (cell: Row[number]) => CellValue {
  const workspace = useWorkspace();
  return (cell) => {
    if (cell.type === 'rich_text') return { text: plainText(cell, workspace) };
    return cell.type === 'raw_number' ? { text: cell.text, number: cell.value } : { text: cell.text };
  };
}

interface HeadProps {
  cells: Row;
  columns: Column[];
  sort: Sort | null;
  onSort: (column: number) => void;
}

const arrows = { ascending: '↑', descending: '↓', none: '↕' };

function Head({ cells, columns, sort, onSort }: HeadProps): ReactNode {
  return (
    <thead>
      <tr>
        {cells.map((cell, column) => {
          const sorted = sort?.column === column ? sort.direction : 'none';
          return (
            <th key={place(column)} scope="col" aria-sort={sorted} className={classOf(columns[column], cell)}>
              <button type="button" onClick={() => onSort(column)}>
                <span className="cell">
                  <CellText cell={cell} />
                </span>
                <span className="arrow" aria-hidden="true">
                  {arrows[sorted]}
                </span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface BodyProps {
  rows: Row[];
  columns: Column[];
  /** The places of the rows that are found. */
  order: number[];
  paging: Paging;
}

/** The rows off the page are there, collapsed, so that columns keep their width from page to page. */
function Body({ rows, columns, order, paging }: BodyProps): ReactNode {
  const shown = order.slice(paging.from, paging.to);
  const others = [...rows.keys()].filter((row) => !shown.includes(row));
  return (
    <tbody>
      {[...shown, ...others].map((at, index) => (
        <tr key={place(at)} className={index < shown.length ? undefined : 'off-page'}>
          {rows[at]?.map((cell, column) => {
            const [Tag, scope] = columns[column]?.isHeader ? (['th', 'row'] as const) : (['td', undefined] as const);
            return (
              <Tag key={place(column)} scope={scope} className={classOf(columns[column], cell)}>
                <div className="cell">
                  <CellText cell={cell} />
                </div>
              </Tag>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}

function classOf(column: Column | undefined, cell: Row[number]): string {
  const isRight = column?.isNumeric || cell.type === 'raw_number';
  return `${isRight ? 'right' : 'left'}${column?.isHeader ? ' row-head' : ''}`;
}

interface PagerProps {
  caption: string;
  /** Of the rows that are found. */
  count: number;
  paging: Paging;
  onPage: (page: number) => void;
}

/** A button at the end of its way is not disabled: that would take the focus from whoever pressed it last. */
function Pager({ caption, count, paging, onPage }: PagerProps): ReactNode {
  const { page, from, to, isFirst, isLast } = paging;
  return (
    <nav className="pager" aria-label={`Pages of ${caption}`}>
      <span role="status">{count === 0 ? 'Nothing matches.' : `${from + 1}–${to} of ${count}`}</span>
      <button type="button" className="button" aria-disabled={isFirst} onClick={() => isFirst || onPage(page - 1)}>
        Previous
      </button>
      <button type="button" className="button" aria-disabled={isLast} onClick={() => isLast || onPage(page + 1)}>
        Next
      </button>
    </nav>
  );
}
