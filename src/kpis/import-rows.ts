import { type LocalDate, readLocalDate } from '../calendar/local-date.ts';
import type { RefusalReason } from '../refusal.ts';
import type { Columns } from './import-columns.ts';
import type { CsvRow } from './import-csv.ts';
import type { NewReading } from './log-reading.ts';
import { readDate } from './read-date.ts';
import { type EntryProblem, longestNote } from './read-entry.ts';
import { readValue } from './read-value.ts';
import type { RoleKpi, RoleKpis } from './role-kpis.ts';
import { valueRules } from './units.ts';
import { pieceOf } from './value-problem.ts';

export interface ImportedReading extends NewReading {
  /** Where it is in the file, from 1. */
  line: number;
}

/** What cannot be read, and why. */
export interface ImportProblem {
  line: number;
  reason: RefusalReason | { kind: 'no-confidence'; typed: string };
}

export interface ReadRows {
  readings: ImportedReading[];
  problems: ImportProblem[];
}

interface Known {
  columns: Columns;
  kpis: RoleKpis;
  /** The person's own: nothing is measured later. */
  today: LocalDate;
}

/** Reads what stands below the first row; an empty cell of a KPI's own column is no reading. */
export function readRows(rows: readonly CsvRow[], known: Known): ReadRows {
  const all = rows.flatMap((row) => readRow(row, known));
  return {
    readings: all.filter((one) => 'entry' in one),
    problems: all.filter((one) => 'reason' in one),
  };
}

function readRow({ line, cells }: CsvRow, { columns, kpis, today }: Known): (ImportedReading | ImportProblem)[] {
  const cell = (index: number | undefined): string => (index === undefined ? '' : (cells[index] ?? ''));
  const { values } = columns;
  if (Array.isArray(values) && values.every(({ value }) => cell(value) === '')) return [];
  const measuredOn = readDay(cell(columns.date), today);
  if (measuredOn === undefined) return [{ line, reason: { kind: 'no-date', typed: pieceOf(cell(columns.date)) } }];
  const confidence = readConfidence(cell(columns.confidence));
  if (confidence === 'none')
    return [{ line, reason: { kind: 'no-confidence', typed: pieceOf(cell(columns.confidence)) } }];
  const shared = { line, measuredOn, confidence, note: cell(columns.note), today };
  const currency = cell(columns.currency);
  if (Array.isArray(values)) {
    return values.flatMap(({ kpiId, value, unit }) => {
      const kpi = kpis.find(kpiId);
      if (!kpi || cell(value) === '') return [];
      return [readOne({ ...shared, kpi, typed: withUnit(cell(value), kpi, unit || currency) })];
    });
  }
  const named = kpis.readName(cell(values.kpi));
  if (named?.rest !== '') return [{ line, reason: { kind: 'no-such-kpi', typed: pieceOf(cell(values.kpi)) } }];
  const typed = withUnit(withUnit(cell(values.value), named.kpi, cell(columns.unit)), named.kpi, currency);
  return [readOne({ ...shared, kpi: named.kpi, typed })];
}

/** A unit beside a bare number is read as if it stood behind it; the KPI's own need not be said. */
function withUnit(value: string, { target }: RoleKpi, unit: string): string {
  const isBare = /^[-+−]?[\d.,'\s]*\d$/.test(value);
  return isBare && unit !== '' && unit.toLowerCase() !== target.unit ? `${value} ${unit}` : value;
}

/** `2026-11-20`, with a time or without, `20.11.2026`, `20 Nov 2026`; undefined where the year is missing, as a file is kept. */
function readDay(typed: string, today: LocalDate): LocalDate | undefined {
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{1,2}:.*)?$/.exec(typed) ?? [];
  if (iso !== undefined) return readLocalDate(iso);
  const [, day = '', month = '', year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(typed) ?? [];
  if (year !== undefined) return readLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  const read = typed.length <= 40 && /\d{4}/.test(typed) ? readDate(typed, today) : undefined;
  return read?.ok && read.rest.trim() === '' ? read.date : undefined;
}

function readConfidence(typed: string): number | undefined | 'none' {
  if (typed === '') return undefined;
  return /^[1-5]$/.test(typed) ? Number(typed) : 'none';
}

interface One {
  line: number;
  kpi: RoleKpi;
  typed: string;
  measuredOn: LocalDate;
  confidence: number | undefined;
  note: string;
  today: LocalDate;
}

function readOne({ line, kpi, typed, measuredOn, confidence, note, today }: One): ImportedReading | ImportProblem {
  const refused = (problem: EntryProblem): ImportProblem => ({
    line,
    reason: { kind: 'unreadable-value', problem, kpi: { title: kpi.title, unit: kpi.target.unit } },
  });
  if (measuredOn > today) return refused({ kind: 'date-ahead', piece: measuredOn, date: measuredOn });
  if (Array.from(note).length > longestNote)
    return refused({ kind: 'note-too-long', piece: pieceOf(note), most: longestNote });
  const read = readValue(typed, { ...valueRules(kpi.target), counts: false }); // what a file says is the value itself
  if (!read.ok) return refused(read.problem);
  return { line, kpi, confidence, entry: { ...read.measured, measuredOn, note } };
}
