import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange, type CellValue, isNumeric, nextSort, pageOf } from '../../src/local/page/blocks/data-table-rows.ts';

const number = (value: number): CellValue => ({ text: String(value), number: value });
const text = (value: string): CellValue => ({ text: value });
const column = (...cells: CellValue[]) => cells.map((cell) => [cell]);
const directions = ['ascending', 'descending'] as const;

/** What the only column reads once it is sorted. */
function sorted(direction: (typeof directions)[number], rows: CellValue[][]): (string | undefined)[] {
  return arrange(rows, { sort: { column: 0, direction }, query: '' }).map((row) => rows[row]?.[0]?.text);
}

describe('a column', () => {
  test.each<[string, CellValue[][], string[], string[]]>([
    [
      'of numbers goes by their value',
      column(number(10), number(9), number(-2.5)),
      ['-2.5', '9', '10'],
      ['10', '9', '-2.5'],
    ],
    [
      'of text goes by the alphabet, whatever the case and accents',
      column(text('zoom'), text('Éclair'), text('echo'), text('Fox')),
      ['echo', 'Éclair', 'Fox', 'zoom'],
      ['zoom', 'Fox', 'Éclair', 'echo'],
    ],
    [
      'with text among its numbers goes by the alphabet, as in Slack',
      column(number(9), number(10), text('about 5')),
      ['10', '9', 'about 5'],
      ['about 5', '9', '10'],
    ],
    [
      'has cells with nothing in them last, either way',
      column(text('–'), number(10), text(' '), number(9)),
      ['9', '10', '–', ' '],
      ['10', '9', '–', ' '],
    ],
  ])('%s', (_, rows, ascending, descending) => {
    expect(sorted('ascending', rows)).toEqual(ascending);
    expect(sorted('descending', rows)).toEqual(descending);
  });

  test('is one of numbers when nothing but numbers stands in it', () => {
    expect(isNumeric(column(number(1), text('–')), 0)).toBe(true);
    expect(isNumeric(column(number(1), text('about 5')), 0)).toBe(false);
    expect(isNumeric(column(text('–')), 0)).toBe(false);
    expect(isNumeric([], 0)).toBe(false);
  });
});

test('whatever is in a table, sorting keeps each row once, equals as sent, and what is blank last', () => {
  const cell = fc.oneof(fc.integer({ min: -3, max: 3 }).map(number), fc.constantFrom('–', '', 'a', 'B', 'b').map(text));
  const direction = fc.constantFrom(...directions);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell)), direction, (rows, way) => {
      const order = arrange(rows, { sort: { column: 0, direction: way }, query: '' });
      expect(order.toSorted((a, b) => a - b)).toEqual([...rows.keys()]);
      const read = order.map((row) => ({ row, text: rows[row]?.[0].text ?? '' }));
      const filled = read.filter(({ text }) => text !== '' && text !== '–');
      expect(read.slice(0, filled.length)).toEqual(filled);
      for (const [index, { row, text }] of filled.entries()) {
        const next = filled[index + 1];
        if (next?.text === text) expect(next.row).toBeGreaterThan(row);
      }
    }),
  );
});

test('the head of a column sorts it up, then down, then as sent; another begins anew', () => {
  const up = nextSort(null, 1);
  expect(up).toEqual({ column: 1, direction: 'ascending' });
  const down = nextSort(up, 1);
  expect(down).toEqual({ column: 1, direction: 'descending' });
  expect(nextSort(down, 1)).toBeNull();
  expect(nextSort(down, 2)).toEqual({ column: 2, direction: 'ascending' });
});

test('a sort of a column that an update took away leaves the rows as sent', () => {
  expect(arrange(column(text('b'), text('a')), { sort: { column: 3, direction: 'descending' }, query: '' })).toEqual([
    0, 1,
  ]);
});

test('rows are found by any of their cells, whatever the case, and sorted then', () => {
  const rows = [
    [text('Latency'), text('Mira')],
    [text('Uptime'), text('Joel')],
    [text('Accuracy'), text('Mira')],
  ];
  const find = (query: string) => arrange(rows, { sort: { column: 0, direction: 'ascending' }, query });
  expect(find(' mira ')).toEqual([2, 0]);
  expect(find('UPT')).toEqual([1]);
  expect(find('nobody')).toEqual([]);
  expect(find('')).toEqual([2, 0, 1]);
});

describe('pages', () => {
  test('hold every row once, whatever their size', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.integer({ min: 1, max: 100 }), (count, size) => {
        const pages = Array.from({ length: Math.max(1, Math.ceil(count / size)) }, (_, page) =>
          pageOf(count, size, page),
        );
        const rows = pages.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
        expect(rows).toEqual([...Array(count).keys()]);
        expect(pages.filter(({ isFirst }) => isFirst)).toEqual([pages[0]]);
        expect(pages.filter(({ isLast }) => isLast)).toEqual([pages.at(-1)]);
      }),
    );
  });

  test('beyond the last, which an update may bring about, are the last', () => {
    expect(pageOf(12, 5, 7)).toEqual({ page: 2, from: 10, to: 12, isFirst: false, isLast: true });
    expect(pageOf(0, 5, 7)).toEqual({ page: 0, from: 0, to: 0, isFirst: true, isLast: true });
  });
});
