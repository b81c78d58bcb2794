/**
 * Why a file as a whole cannot be imported. `open-quote` is the line in which it begins; `no-column` names what is
 * missing from the first row.
 */
export type ImportTrouble =
  | { kind: 'not-csv'; name: string }
  | { kind: 'too-large' | 'not-utf8' | 'not-theirs' | 'gone' | 'not-allowed' | 'unreachable' | 'no-rows' }
  | { kind: 'open-quote'; line: number }
  | { kind: 'no-column'; column: 'date' | 'kpi' | 'value' }
  | { kind: 'too-many'; most: number };
