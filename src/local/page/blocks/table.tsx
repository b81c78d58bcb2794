import type { DataTableBlock, TableBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { RichText } from './rich-text.tsx';

type Cell = TableBlock['rows'][number][number];

/** A `table` block; slack-blocks-to-jsx breaks on a number and knows no header cells. */
export function Table({ block }: { block: TableBlock }): ReactNode {
  const columns = block.column_settings ?? [];
  return (
    <Rows
      rows={block.rows}
      className={(column) => {
        const { align = 'left', is_wrapped: wrapped = false } = columns[column] ?? {};
        return `${align}${wrapped ? ' wrapped' : ''}`;
      }}
    />
  );
}

/** A `data_table`: its caption and all its rows. Slack sorts and pages them; here they are just read. */
export function DataTable({ block }: { block: DataTableBlock }): ReactNode {
  return (
    <Rows
      rows={block.rows}
      caption={block.caption}
      headerColumn={block.row_header_column_index}
      className={(_, cell) => (cell.type === 'raw_number' ? 'right' : 'left wrapped')}
    />
  );
}

interface RowsProps {
  rows: Cell[][];
  caption?: string;
  headerColumn?: number | undefined;
  className: (column: number, cell: Cell) => string;
}

function Rows({ rows, caption, headerColumn, className }: RowsProps): ReactNode {
  const [head = [], ...body] = rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table" aria-label={caption ?? 'Table'} tabIndex={0}>
      <table>
        {caption ? <caption>{caption}</caption> : null}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={place(column)} scope="col" className={className(column, cell)}>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={place(index)}>
              {row.map((cell, column) => {
                const Tag = column === headerColumn ? 'th' : 'td';
                return (
                  <Tag key={place(column)} className={className(column, cell)}>
                    <CellText cell={cell} />
                  </Tag>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Rows and cells have no name but their place. */
function place(index: number): string {
  return `at-${index}`;
}

function CellText({ cell }: { cell: Cell }): ReactNode {
  return cell.type === 'rich_text' ? <RichText block={cell} /> : cell.text;
}
