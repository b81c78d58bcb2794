import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '../plans/rights.ts';
import { deleteImported } from '../store/imported-readings.ts';
import { insertReadings, type NewReading } from '../store/insert-readings.ts';
import { lockPeople } from '../store/people.ts';
import { allReadingsOf, type Reading } from '../store/readings.ts';
import type { Db } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import type { KpiDeps } from './deps.ts';
import { readColumns } from './import-columns.ts';
import { readCsv } from './import-csv.ts';
import { type ImportedReading, type ImportProblem, type ReadRows, readRows } from './import-rows.ts';
import type { ImportTrouble } from './import-trouble.ts';
import { knownPerson, todayOf } from './person.ts';

/** What a file comes to for one person, before anything of it is stored. */
export interface Import {
  /** What would be stored. */
  fresh: ImportedReading[];
  /** How many are here already: the same value, note and confidence of the same day. */
  known: number;
  problems: ImportProblem[];
  /** Columns that are no KPI's. */
  ignored: string[];
  /** Of all that can be read in it: another one means that the file, or how it is read, has changed. */
  digest: string;
}

export type ReadImport = { ok: true; import: Import } | { ok: false; trouble: ImportTrouble };

/** So that storing them keeps nobody waiting for long. */
const mostReadings = 10_000;

/** Reads a file and stores nothing. @throws {Refusal} Slack does not say who that is */
export async function readImport(deps: KpiDeps, actor: Actor, text: string): Promise<ReadImport> {
  const person = await knownPerson(deps, actor);
  const csv = readCsv(text);
  if (!csv.ok) return { ok: false, trouble: { kind: 'open-quote', line: csv.line } };
  const [head, ...rows] = csv.rows;
  if (!head || rows.length === 0) return { ok: false, trouble: { kind: 'no-rows' } };
  const read = readColumns(head.cells, deps.kpis);
  if (!read.ok) return { ok: false, trouble: { kind: 'no-column', column: read.missing } };
  const { columns } = read;
  const found = readRows(rows, { columns, kpis: deps.kpis, today: todayOf(deps, person) });
  if (found.readings.length > mostReadings) return { ok: false, trouble: { kind: 'too-many', most: mostReadings } };
  return { ok: true, import: { ...(await compare(deps.db, actor, found)), ignored: columns.ignored } };
}

export type StoredImport = { kind: 'stored'; stored: number; known: number } | { kind: 'changed'; import: Import };

/**
 * Stores what was shown, all or nothing; what is here already is not stored again, whichever file it came by.
 * @param digest of what was shown: where the file comes to something else by now, nothing is stored
 */
export async function storeImport(
  deps: KpiDeps,
  actor: Actor,
  { text, digest }: { text: string; digest: string },
): Promise<StoredImport | { kind: 'trouble'; trouble: ImportTrouble }> {
  const read = await readImport(deps, actor, text);
  if (!read.ok) return { kind: 'trouble', trouble: read.trouble };
  if (read.import.digest !== digest) return { kind: 'changed', import: read.import };
  const all = read.import;
  return inTransaction(deps.db, async (trx) => {
    await lockPeople(trx, actor.workspaceId, [actor.personId]);
    const before = await allReadingsOf(trx, actor, { since: undefined });
    const fresh = withoutKnown(all.fresh, before); // somebody may have pressed twice
    await insertReadings(
      trx,
      fresh.map((one) => rowOf(actor, one, digest)),
      deps.clock.now(),
    );
    return { kind: 'stored', stored: fresh.length, known: all.known + all.fresh.length - fresh.length };
  });
}

/** Takes back all that one press stored. @returns how many readings these were */
export async function takeBackImport(deps: KpiDeps, actor: Actor, digest: string): Promise<number> {
  return inTransaction(deps.db, (trx) => deleteImported(trx, actor, digest));
}

async function compare(db: Db, actor: Actor, { readings, problems }: ReadRows): Promise<Omit<Import, 'ignored'>> {
  const before = await allReadingsOf(db, actor, { since: undefined });
  const money = withCurrencies(readings, before);
  const fresh = withoutKnown(money.readings, before);
  return {
    fresh,
    known: money.readings.length - fresh.length,
    problems: [...problems, ...money.problems].sort((one, other) => one.line - other.line),
    digest: createHash('sha256')
      .update(JSON.stringify(money.readings.map(contentOf)))
      .digest('hex'),
  };
}

/** Money without a currency is in that of the KPI's other values; in two of them it could not be compared. */
function withCurrencies(readings: readonly ImportedReading[], before: readonly Reading[]): ReadRows {
  const used = new Map(before.flatMap(({ kpi_id, currency }) => (currency === null ? [] : [[kpi_id, currency]])));
  for (const { kpi, entry } of readings)
    if (entry.currency !== undefined && !used.has(kpi.id)) used.set(kpi.id, entry.currency);
  const read: ReadRows = { readings: [], problems: [] };
  for (const reading of readings) {
    const { kpi, entry, line } = reading;
    const own = used.get(kpi.id);
    if (own === undefined) read.readings.push(reading);
    else if (entry.currency === undefined || entry.currency === own)
      read.readings.push({ ...reading, entry: { ...entry, currency: own } });
    else read.problems.push({ line, reason: { kind: 'other-currency', typed: entry.currency, before: own } });
  }
  return read;
}

function contentOf({ kpi, entry, confidence }: ImportedReading): string {
  return JSON.stringify([
    kpi.id,
    entry.measuredOn,
    entry.value,
    entry.currency ?? null,
    confidence ?? null,
    entry.note,
  ]);
}

const storedContentOf = ({ kpi_id, measured_on, value, currency, confidence, note }: Reading): string =>
  JSON.stringify([kpi_id, measured_on, value, currency, confidence, note]);

function withoutKnown(readings: readonly ImportedReading[], before: readonly Reading[]): ImportedReading[] {
  const known = new Set(before.map(storedContentOf));
  return readings.filter((reading) => {
    const content = contentOf(reading);
    const isKnown = known.has(content);
    known.add(content); // the same line twice is one reading
    return !isKnown;
  });
}

const rowOf = (
  { workspaceId, personId }: Actor,
  { kpi, entry, confidence }: ImportedReading,
  digest: string,
): NewReading => ({
  id: randomUUID(),
  workspace_id: workspaceId,
  person_id: personId,
  kpi_id: kpi.id,
  measured_on: entry.measuredOn,
  value: entry.value,
  currency: entry.currency ?? null,
  confidence: confidence ?? null,
  note: entry.note,
  source: 'import',
  source_id: digest,
  recorded_by: personId,
});
