import type { LocalDate } from '../calendar/local-date.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import type { NewReading } from '../kpis/log-reading.ts';
import { knownPerson, todayOf } from '../kpis/person.ts';
import { type ReadEntry, readEntry } from '../kpis/read-entry.ts';
import { readValue } from '../kpis/read-value.ts';
import type { RoleKpi } from '../kpis/role-kpis.ts';
import { valueRules } from '../kpis/units.ts';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import { readNote } from './read-note.ts';

/** Today, where whoever asks is. @throws {Refusal} Slack does not answer */
export const todayFor = async (deps: KpiDeps, actor: Actor): Promise<LocalDate> =>
  todayOf(deps, await knownPerson(deps, actor));

/** `latency 87 ms on 2026-11-20 after the cache`. @throws {Refusal} no KPI, or no value that can be */
export function readTypedReading({ kpis }: Pick<KpiDeps, 'kpis'>, typed: string, today: LocalDate): NewReading {
  const text = readNote(typed, new Map()); // a note may name people and pages
  const named = kpis.readName(text);
  if (!named) throw new Refusal({ kind: 'no-such-kpi', typed: text });
  const { kpi, rest } = named;
  return { kpi, entry: understood(kpi, readEntry(rest, { ...valueRules(kpi.target), today })) };
}

/** A value alone, from a field of a form. @throws {Refusal} */
export function readFieldReading(
  kpi: RoleKpi,
  { value, on, note = '' }: { value: string; on: LocalDate; note?: string },
): NewReading {
  const read = readValue(value, valueRules(kpi.target));
  if (!read.ok) throw unreadable(kpi, read.problem);
  return { kpi, entry: { ...read.measured, measuredOn: on, note } };
}

function understood(kpi: RoleKpi, read: ReadEntry) {
  if (!read.ok) throw unreadable(kpi, read.problem);
  return read.entry;
}

const unreadable = ({ title, target }: RoleKpi, problem: Extract<ReadEntry, { ok: false }>['problem']): Refusal =>
  new Refusal({ kind: 'unreadable-value', problem, kpi: { title, unit: target.unit } });
