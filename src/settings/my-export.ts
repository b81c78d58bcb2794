import { setImmediate as nextTurn } from 'node:timers/promises';
import { toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { KpiDeps } from '../kpis/deps.ts';
import type { Actor } from '../plans/rights.ts';
import { allNotesSharedWith, type OneToOneNote } from '../store/one-to-one-notes.ts';
import { findPerson } from '../store/people.ts';
import { type PersonalRow, readableTables, rowsAbout } from '../store/personal-rows.ts';
import { allReadingsOf, type Reading } from '../store/readings.ts';
import { toCsv } from './csv.ts';

/** All that is kept of one person, as files. */
export interface MyExport {
  /** Every row of theirs, table by table, as it is stored, and the notes that managers share with them. */
  json: string;
  /** Their readings for a spreadsheet, in columns that the import reads again; undefined where there are none. */
  readingsCsv: string | undefined;
  /** What is in it, by table; empty tables are left out. */
  counts: { table: string; rows: number }[];
  /** How many notes for one-to-ones are shared with them. */
  sharedNotes: number;
  /** The person's own day. */
  on: LocalDate;
}

/**
 * Everything that `personal-data.ts` lists as about this person and theirs to read, and what a manager shares with them.
 * What they wrote of others, or as their manager, is those people's, and what a manager keeps for themself alone is that
 * manager's; ids of others stay ids.
 */
export async function exportMyData({ db, clock, kpis }: KpiDeps, actor: Actor): Promise<MyExport> {
  const now = clock.now();
  const person = await findPerson(db, actor);
  const data: Record<string, PersonalRow[]> = {};
  for (const readable of readableTables) {
    const rows = await rowsAbout(db, actor, readable);
    if (rows.length > 0) data[readable.table] = rows;
    await nextTurn(); // SQLite answers at once: others get their turn between two tables
  }
  const shared = (await allNotesSharedWith(db, actor)).map(sharedNote);
  const readings = await allReadingsOf(db, actor, { since: undefined });
  const head = { person: actor.personId, workspace: actor.workspaceId, exported_at: toInstant(now) };
  return {
    json: `${JSON.stringify({ ...head, data, shared_with_me: shared }, undefined, 2)}\n`,
    readingsCsv: readings.length > 0 ? csvOf(readings, kpis) : undefined,
    counts: Object.entries(data).map(([table, rows]) => ({ table, rows: rows.length })),
    sharedNotes: shared.length,
    on: localDateOf(now, person?.time_zone ?? 'UTC'),
  };
}

/** Of a row that is its author's: what the one reads with whom it is shared. */
const sharedNote = ({ manager_id, written_at, note, discussed_at }: OneToOneNote) => ({
  written_by: manager_id,
  written_at,
  note,
  discussed_at,
});

const columns = 'date,kpi,value,unit,currency,confidence,note,name,source,recorded_by,recorded_at'.split(',');

/** The KPI by its id, which every version of a role reads; one that has left the role has no name and no unit. */
const csvOf = (readings: readonly Reading[], kpis: KpiDeps['kpis']): string =>
  toCsv([
    columns,
    ...readings.map((reading) => {
      const kpi = kpis.find(reading.kpi_id);
      const unit = kpi?.target.unit ?? '';
      return [
        ...[reading.measured_on, reading.kpi_id, String(reading.value), unit, reading.currency ?? ''],
        ...[String(reading.confidence ?? ''), reading.note, kpi?.title ?? ''],
        ...[reading.source, reading.recorded_by, reading.recorded_at],
      ];
    }),
  ]);
