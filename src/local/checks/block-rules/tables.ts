import limits from '../block-limits.json' with { type: 'json' };
import { textLength } from './measure.ts';
import { blockId } from './objects.ts';
import { richText } from './rich-text.ts';
import {
  all,
  flag,
  integer,
  isRecord,
  list,
  number,
  object,
  oneOf,
  oneOfTypes,
  optional,
  type Rule,
  required,
  string,
} from './shape.ts';

const cellText = string({ min: limits.data_table.cell_text.min_length });
const plainCells = {
  raw_text: object({ text: required(cellText) }),
  raw_number: object({ value: required(number()), text: required(cellText) }),
};
const cell = oneOfTypes({ ...plainCells, rich_text: richText });
const headerCell = oneOfTypes(plainCells);

const columns = limits.data_table.columns;
const { page_size: pageSize } = limits.data_table;
// block-limits.json says 201 rows, Slack's page 101 (100 and the header): we stay inside the smaller
const dataTableRows = { min: limits.data_table.rows.min_items, max: 101 };
const tableRows = { min: 1, max: 100 };
const tableCharacters = 10_000;

const cellsOf = (rule: Rule): Rule => list(rule, { min: columns.min_items, max: columns.max_items });

function charactersUpTo(max: number): Rule {
  return (rows, pointer, report) => {
    const length = textLength(rows);
    if (length > max) report(pointer, `no more than ${max} characters allowed in a table, not ${length}`);
  };
}

const sameLength: Rule = (rows, pointer, report) => {
  if (!Array.isArray(rows) || !Array.isArray(rows[0])) return;
  const width = rows[0].length;
  for (const [index, row] of rows.entries()) {
    if (Array.isArray(row) && row.length !== width) report(`${pointer}/${index}`, `must have ${width} items, as row 0`);
  }
};

const plainHeader: Rule = (rows, pointer, report) => {
  if (Array.isArray(rows)) list(headerCell, {})(rows[0], `${pointer}/0`, report);
};

/** `column_settings` may skip a column with `null`. */
const columnSetting: Rule = (value, pointer, report) => {
  if (value !== null) columnSettings(value, pointer, report);
};
const columnSettings = object({ align: optional(oneOf('left', 'center', 'right')), is_wrapped: optional(flag) });

export const table = object({
  block_id: optional(blockId),
  rows: required(all(list(cellsOf(cell), tableRows), sameLength, charactersUpTo(tableCharacters))),
  column_settings: optional(list(columnSetting, { max: columns.max_items })),
});

const indexOfAColumn: Rule = (value, pointer, report) => {
  if (!isRecord(value) || !Array.isArray(value['rows'])) return;
  const { rows, row_header_column_index: index } = value;
  const [header] = rows;
  if (typeof index === 'number' && Array.isArray(header) && index >= header.length) {
    report(`${pointer}/row_header_column_index`, 'must be the index of a column');
  }
};

export const dataTable = object(
  {
    block_id: optional(blockId),
    caption: required(string({ min: 1 })),
    rows: required(
      all(
        list(cellsOf(cell), dataTableRows),
        sameLength,
        plainHeader,
        charactersUpTo(limits.data_table.content.max_length),
      ),
    ),
    page_size: optional(integer({ min: pageSize.min, max: pageSize.max })),
    row_header_column_index: optional(integer({ min: 0 })),
  },
  indexOfAColumn,
);
