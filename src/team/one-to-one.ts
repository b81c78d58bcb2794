import { fromInstant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { type Point, pointKey } from '../digests/digest.ts';
import { isDiscussed, newsOf, pointsOf } from '../digests/person-news.ts';
import { type ReadDeps, type Report, readReport, readReports } from '../digests/read-reports.ts';
import type { Actor } from '../plans/rights.ts';
import { Refusal } from '../refusal.ts';
import {
  notesAbout,
  notesSharedWith,
  type OneToOneNote,
  openNotesAbout,
  openPointsBy,
} from '../store/one-to-one-notes.ts';
import { zoneOf } from './read-team.ts';

/** What a manager typed, or shared of what came up by itself. */
export interface Note {
  id: string;
  text: string;
  /** Whether the person reads it, too. */
  isShared: boolean;
  /** The manager's day, as is the other one. */
  writtenOn: LocalDate;
  /** Undefined: it is still to be talked about. */
  discussedOn: LocalDate | undefined;
}

/** What there is to talk about with one person, for their manager. */
export interface OneToOne {
  kind: 'manager';
  personId: string;
  managerId: string;
  /** The manager's. */
  today: LocalDate;
  /** As things stood then. */
  at: Date;
  /** Since when they report to this manager. */
  since: Date;
  /** What came up by itself, the most pressing first. */
  points: Point[];
  /** What was not talked about yet, the oldest first. */
  notes: Note[];
  /** What was talked about lately: it comes back if the manager says so, or a point when something new happens. */
  discussed: { points: Point[]; notes: Note[] };
}

/** What a former manager has: what they wrote themself, and nothing of the person's. */
export interface OwnNotes {
  kind: 'former';
  personId: string;
  today: LocalDate;
  /** The oldest first. */
  notes: Note[];
}

/** Two weeks hold the last one-to-one of most. */
const latelyMs = 14 * 24 * 3_600_000;
/** More than anybody writes about one person in years. */
const mostNotes = 1000;

/** @throws {Refusal} whoever asks is not their manager, and has no notes from when they were */
export async function readOneToOne(deps: ReadDeps, manager: Actor, personId: string): Promise<OneToOne | OwnNotes> {
  const found = await findOneToOne(deps, manager, personId);
  if (!found) throw new Refusal({ kind: 'not-yours-to-see', personId });
  return found;
}

/** The same where nobody is there to be refused: undefined. */
export async function findOneToOne(
  deps: ReadDeps,
  manager: Actor,
  personId: string,
): Promise<OneToOne | OwnNotes | undefined> {
  const report = await readReport(deps, manager, personId);
  const place = await placeOf(deps, manager);
  if (report) return ofReport(deps, manager, { report, ...place });
  const rows = await notesAbout(deps.db, manager, { aboutId: personId, limit: mostNotes });
  if (rows.length === 0) return undefined;
  const notes = rows.map((row) => noteOf(row, place.timeZone)).reverse();
  return { kind: 'former', personId, today: place.today, notes };
}

/** Everything that a manager has noted about somebody, the oldest first: for a file of their own. */
export async function readAllNotes(deps: ReadDeps, manager: Actor, personId: string): Promise<Note[]> {
  const { timeZone } = await placeOf(deps, manager);
  const rows = await notesAbout(deps.db, manager, { aboutId: personId, limit: mostNotes });
  return rows.map((row) => noteOf(row, timeZone)).reverse();
}

interface Place {
  timeZone: string;
  today: LocalDate;
}

async function placeOf(deps: ReadDeps, actor: Actor): Promise<Place> {
  const timeZone = await zoneOf(deps, actor);
  return { timeZone, today: localDateOf(deps.clock.now(), timeZone) };
}

async function ofReport(
  deps: ReadDeps,
  manager: Actor,
  { report, timeZone, today }: Place & { report: Report },
): Promise<OneToOne> {
  const { personId, since } = report;
  const at = deps.clock.now();
  const lately = toInstant(new Date(at.getTime() - latelyMs));
  const open = await openNotesAbout(deps.db, manager, personId);
  const closed = (await notesAbout(deps.db, manager, { aboutId: personId, limit: mostNotes })).filter(
    ({ discussed_at }) => discussed_at !== null && discussed_at >= lately,
  );
  // what was shared stands there as it was shared, and not twice
  const pointsIn = (notes: readonly OneToOneNote[]) => new Set(notes.map(({ point }) => point));
  const [opened, done] = [pointsIn(open), pointsIn(closed)];
  const points = pointsSince(deps, report, { timeZone }).filter((point) => !opened.has(pointKey(point)));
  return {
    ...{ kind: 'manager', personId, managerId: manager.personId, today, at, since },
    points: points.filter((point) => !isDiscussed(report, point)),
    notes: open.map((row) => noteOf(row, timeZone)),
    discussed: {
      points: points.filter((point) => isDiscussed(report, point) && !done.has(pointKey(point))),
      notes: closed.map((row) => noteOf(row, timeZone)),
    },
  };
}

/**
 * All that comes up by itself with somebody, talked about or not.
 * @param since as a digest that tells what has changed since then; left out: nothing is left out for its age
 * @throws {Refusal} whoever asks is not their manager
 */
export async function readPoints(
  deps: ReadDeps,
  manager: Actor,
  { personId, since }: { personId: string; since?: Date | undefined },
): Promise<{ report: Report; points: Point[] }> {
  const report = await readReport(deps, manager, personId);
  if (!report) throw new Refusal({ kind: 'not-yours-to-see', personId });
  return { report, points: pointsSince(deps, report, { timeZone: await zoneOf(deps, manager), since }) };
}

const pointsSince = (
  { role, clock }: ReadDeps,
  report: Report,
  { timeZone, since = report.since }: { timeZone: string; since?: Date | undefined },
): Point[] => pointsOf(report, { role, timeZone, since, now: clock.now() });

const noteOf = (row: OneToOneNote, timeZone: string): Note => ({
  id: row.id,
  text: row.note,
  isShared: row.is_shared === 1,
  writtenOn: localDateOf(fromInstant(row.written_at), timeZone),
  discussedOn: row.discussed_at === null ? undefined : localDateOf(fromInstant(row.discussed_at), timeZone),
});

/** Somebody with whom there is something to talk about. */
export interface OpenOneToOne {
  personId: string;
  points: number;
  notes: number;
}

/** Of all who report to somebody, those with whom there is something to talk about, most of it first; undefined: nobody does. */
export async function readOneToOnes(deps: ReadDeps, manager: Actor): Promise<OpenOneToOne[] | undefined> {
  const reports = await readReports(deps, manager);
  if (reports.length === 0) return undefined;
  const { timeZone } = await placeOf(deps, manager);
  const now = deps.clock.now();
  const shared = await openPointsBy(deps.db, manager);
  return reports
    .map((report) => newsOf(report, { role: deps.role, timeZone, since: report.since, now }))
    .map(({ personId, points, notes }) => {
      const noted = shared.filter(({ person_id }) => person_id === personId).map(({ point }) => point);
      return { personId, points: points.filter((point) => !noted.includes(pointKey(point))).length, notes };
    })
    .filter(({ points, notes }) => points + notes > 0)
    .sort((one, other) => other.points + other.notes - (one.points + one.notes));
}

/** What one manager shares with somebody. */
export interface SharedNotes {
  managerId: string;
  /** The oldest first. */
  texts: string[];
}

/** What managers share with whoever asks and have not talked about yet; nobody's but one's own can be asked for. */
export async function readSharedWithMe({ db }: Pick<ReadDeps, 'db'>, actor: Actor): Promise<SharedNotes[]> {
  const byManager = new Map<string, string[]>();
  for (const { manager_id, note } of await notesSharedWith(db, actor))
    byManager.set(manager_id, [...(byManager.get(manager_id) ?? []), note]);
  return [...byManager].map(([managerId, texts]) => ({ managerId, texts }));
}
