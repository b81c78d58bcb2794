/** What a cell is sorted and found by. */
export interface CellValue {
  text: string;
  /** Where the cell is a number and nothing else. */
  number?: number;
}

export interface Sort {
  column: number;
  direction: 'ascending' | 'descending';
}

interface Order {
  /** Null: as sent. */
  sort: Sort | null;
  /** What some cell of a row must hold, whatever the case. */
  query: string;
}

/** A page of some rows, counted from 0; `to` is the first row after it. */
export interface Paging {
  page: number;
  from: number;
  to: number;
  isFirst: boolean;
  isLast: boolean;
}

/** What a click on the head of a column leads to: ascending, descending, as sent. */
export function nextSort(sort: Sort | null, column: number): Sort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

/** The rows that are found, by their place as sent. Those with nothing in the column come last either way. */
export function arrange(rows: readonly CellValue[][], { sort, query }: Order): number[] {
  const typed = query.trim().toLowerCase();
  const found = [...rows.keys()].filter((row) => rows[row]?.some(({ text }) => text.toLowerCase().includes(typed)));
  if (!sort) return found;
  const cellOf = (row: number) => rows[row]?.[sort.column] ?? { text: '' };
  const compare = isNumeric(rows, sort.column) ? byNumber : byText;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return found.toSorted((one, other) => {
    const [a, b] = [cellOf(one), cellOf(other)];
    return Number(isBlank(a)) - Number(isBlank(b)) || sign * compare(a, b);
  });
}

/** As in Slack a column is one of numbers when all its cells are, but for those with nothing in them. */
export function isNumeric(rows: readonly CellValue[][], column: number): boolean {
  const filled = rows.flatMap((row) => row[column] ?? []).filter((cell) => !isBlank(cell));
  return filled.length > 0 && filled.every(({ number }) => number !== undefined);
}

/** The page that is wanted of so many rows, or the last one there is. */
export function pageOf(count: number, size: number, wanted: number): Paging {
  const last = Math.max(0, Math.ceil(count / size) - 1);
  const page = Math.min(wanted, last);
  const from = page * size;
  return { page, from, to: Math.min(from + size, count), isFirst: page === 0, isLast: page === last };
}

const isBlank = ({ text }: CellValue): boolean => ['', '–'].includes(text.trim());

const byNumber = (a: CellValue, b: CellValue): number => (a.number ?? 0) - (b.number ?? 0);

const alphabet = new Intl.Collator('en');
const byText = (a: CellValue, b: CellValue): number => alphabet.compare(a.text, b.text);
