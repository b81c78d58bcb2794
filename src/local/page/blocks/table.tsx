import type { TableBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { RichText } from './rich-text.tsx';

type Cell = TableBlock['rows'][number][number];

/** A `table` block; slack-blocks-to-jsx breaks on a number and knows no header cells. */
export function Table({ block }: { block: TableBlock }): ReactNode {
  const [head = [], ...body] = block.rows;
  const classOf = (column: number) => {
    const { align = 'left', is_wrapped: wrapped = false } = block.column_settings?.[column] ?? {};
    return `${align}${wrapped ? ' wrapped' : ''}`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={place(column)} scope="col" className={classOf(column)}>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={place(index)}>
              {row.map((cell, column) => (
                <td key={place(column)} className={classOf(column)}>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Rows and cells have no name but their place. */
export function place(index: number): string {
  return `at-${index}`;
}

export function CellText({ cell }: { cell: Cell }): ReactNode {
  return cell.type === 'rich_text' ? <RichText block={cell} /> : cell.text;
}
