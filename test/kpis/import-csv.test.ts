import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/kpis/import-csv.ts';
import { toCsv } from '../../src/settings/csv.ts';

const cellsOf = (text: string): string[][] | number => {
  const read = readCsv(text);
  return read.ok ? read.rows.map(({ cells }) => cells) : read.line;
};

describe('a table as text', () => {
  test.each([
    ['commas', 'date,kpi\n2026-11-20,latency\n'],
    ['semicolons', 'date;kpi\r\n2026-11-20;latency'],
    ['tabs', 'date\tkpi\r2026-11-20\tlatency\r'],
    ['space around cells', ' date , kpi \n 2026-11-20 , "latency" \n'],
    ['empty rows', '\n\ndate,kpi\n,\n2026-11-20,latency\n\n'],
  ])('is read with %s', (_, text) => {
    expect(cellsOf(text)).toEqual([
      ['date', 'kpi'],
      ['2026-11-20', 'latency'],
    ]);
  });

  test('keeps separators, quotes and lines in quoted cells, and a quote inside a plain one', () => {
    expect(cellsOf('a;b\n"1;2";"say ""hi""\nthere"\n5" disk;"x" y')).toEqual([
      ['a', 'b'],
      ['1;2', 'say "hi"\nthere'],
      ['5" disk', 'x y'],
    ]);
  });

  test('has empty cells where nothing stands between separators or at the end', () => {
    expect(cellsOf('a,,b,\n')).toEqual([['a', '', 'b', '']]);
  });

  test('takes the separator that the first row has most of, quoted cells left aside', () => {
    expect(cellsOf('"a,b,c";d\n1,5;2\n')).toEqual([
      ['a,b,c', 'd'],
      ['1,5', '2'],
    ]);
  });

  test('says in which line each row begins, lines within cells counted', () => {
    const read = readCsv('a,b\r\n"one\r\ntwo",1\r\n\r\n3,4');
    expect(read.ok && read.rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test('says where a quote begins that never ends', () => {
    expect(cellsOf('a,b\n1,2\n3,"4\n5,6\n')).toBe(3);
  });

  test('is nothing where there is nothing', () => {
    expect([cellsOf(''), cellsOf('\r\n \n')]).toEqual([[], []]);
  });

  test('that we wrote reads back as it was, negative values and formulas included', () => {
    const cell = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/^[\s']+|\s+$/g, ''));
    const rows = fc.array(fc.tuple(fc.constantFrom('-2', '=1+1', 'x'), cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(rows, (table) => {
        expect(cellsOf(`a,b,c\r\n${toCsv(table)}`)).toEqual([['a', 'b', 'c'], ...table]);
      }),
    );
  });

  test('of a megabyte of any one sign is read within seconds', () => {
    for (const sign of ['"', ',', 'x', '\n', '""', ' ', ';"']) {
      const text = sign.repeat((1024 * 1024) / sign.length);
      const before = performance.now();
      readCsv(text);
      expect(performance.now() - before, JSON.stringify(sign)).toBeLessThan(3000);
    }
  });
});
