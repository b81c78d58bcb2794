import { wordsOf } from '../role/words.ts';
import type { RoleKpis } from './role-kpis.ts';

/** Where what is; a place is undefined where there is no such column. */
export interface Columns {
  date: number;
  note: number | undefined;
  confidence: number | undefined;
  unit: number | undefined;
  currency: number | undefined;
  /** A row is one reading, named in it, or one of each of these KPIs. */
  values: { kpi: number; value: number } | { kpiId: string; value: number; unit: string }[];
  /** Columns of what I know nothing of, where every column but a few is a KPI. */
  ignored: string[];
}

export type ReadColumns = { ok: true; columns: Columns } | { ok: false; missing: 'date' | 'kpi' | 'value' };

const names = {
  date: ['date', 'day', 'on', 'measured', 'measured on'],
  kpi: ['kpi', 'metric', 'measure', 'kpi id'],
  value: ['value', 'reading', 'result'],
  note: ['note', 'notes', 'comment', 'comments'],
  confidence: ['confidence'],
  unit: ['unit'],
  currency: ['currency'],
} as const;

/** In characters; KPIs are called by less. */
const longestName = 200;

/** Finds the columns by their names in the first row, in any order, in capitals or not. */
export function readColumns(head: readonly string[], kpis: RoleKpis): ReadColumns {
  const spelled = head.map((name) => wordsOf(name).join(' '));
  const find = (what: keyof typeof names): number | undefined => {
    const known: readonly string[] = names[what];
    return spelled.flatMap((name, index) => (known.includes(name) ? [index] : []))[0];
  };
  const [date, kpi, value] = [find('date'), find('kpi'), find('value')];
  if (date === undefined) return { ok: false, missing: 'date' };
  const beside = {
    note: find('note'),
    confidence: find('confidence'),
    unit: find('unit'),
    currency: find('currency'),
  };
  if (kpi !== undefined) {
    if (value === undefined) return { ok: false, missing: 'value' };
    return { ok: true, columns: { date, ...beside, values: { kpi, value }, ignored: [] } };
  }
  const taken = new Set([date, ...Object.values(beside)]);
  const others = head.map((name, index) => ({ name, index })).filter(({ index }) => !taken.has(index));
  const read = others.map(({ name, index }) => ({ name, index, kpi: kpiIn(name, kpis) }));
  const values = read.flatMap(({ index, kpi }) => (kpi ? [{ ...kpi, value: index }] : []));
  if (values.length === 0) return { ok: false, missing: 'kpi' };
  const ignored = read.flatMap(({ name, kpi }) => (kpi || name === '' ? [] : [name]));
  return { ok: true, columns: { date, ...beside, values, ignored } };
}

/** `p95 latency`, `Latency (s)`: a KPI, with or without the unit that its values are in. */
function kpiIn(name: string, kpis: RoleKpis): { kpiId: string; unit: string } | undefined {
  const [, title = '', unit = ''] = /^(.*?)\s*(?:[([](.*)[)\]])?$/s.exec(name.trim().slice(0, longestName)) ?? [];
  const found = kpis.readName(title);
  return found?.rest === '' ? { kpiId: found.kpi.id, unit } : undefined;
}
