/** A row with something in it, and the line of the file that it begins in, from 1. */
export interface CsvRow {
  line: number;
  /** Without the space around them. */
  cells: string[];
}

/** `line` is where a quote begins that never ends. */
export type ReadCsv = { ok: true; rows: CsvRow[] } | { ok: false; line: number };

const separators = [',', ';', '\t'] as const;

/**
 * Rows of a table as spreadsheets save it: https://www.rfc-editor.org/rfc/rfc4180, with a comma, a semicolon or a tab
 * between cells, whichever the first row has most of, and any kind of line end. Empty rows are left out.
 */
export function readCsv(text: string): ReadCsv {
  const rows: CsvRow[] = [];
  const reader = makeReader(text, separatorOf(text));
  for (let row = reader.next(); row !== undefined; row = reader.next()) {
    if (row === 'open-quote') return { ok: false, line: reader.line() };
    if (row.cells.some((cell) => cell !== '')) rows.push(row);
  }
  return { ok: true, rows };
}

function separatorOf(text: string): string {
  const first = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = separators.map((sign) => ({ sign, count: first.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

interface Reader {
  /** Undefined at the end. */
  next(): CsvRow | 'open-quote' | undefined;
  /** Where the last row began. */
  line(): number;
}

function makeReader(text: string, separator: string): Reader {
  const cell = new RegExp(`[^\\S${separator}\\r\\n]*(?:"([^"]*(?:""[^"]*)*)"|(?!"))([^${separator}\\r\\n]*)`, 'y');
  let at = 0;
  let line = 1;
  let begun = 1;
  return {
    line: () => begun,
    next() {
      if (at >= text.length) return undefined;
      begun = line;
      const cells: string[] = [];
      for (;;) {
        cell.lastIndex = at;
        const found = cell.exec(text);
        if (!found) return 'open-quote';
        const [whole, quoted, plain = ''] = found;
        cells.push(quoted === undefined ? harmless(whole) : harmless(`${quoted.replaceAll('""', '"')}${plain}`));
        line += lineEndsIn(quoted ?? '');
        at += whole.length;
        if (text[at] !== separator) break;
        at++;
      }
      at += /^(?:\r\n|\r|\n)/.exec(text.slice(at, at + 2))?.[0].length ?? 0;
      line++;
      return { line: begun, cells };
    },
  };
}

const lineEndsIn = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;

/** Without the apostrophe that keeps a spreadsheet from running a cell as a formula: our own files have it. */
const harmless = (text: string): string => text.trim().replace(/^'(?=[=+\-@])/, '');
