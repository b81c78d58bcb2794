import { fromInstant, toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { type ReadDeps, readReport } from '../digests/read-reports.ts';
import type { Actor } from '../plans/rights.ts';
import { notesAbout, type OneToOneNote } from '../store/one-to-one-notes.ts';
import { leaveOf } from '../store/people.ts';
import { newestReadings } from '../store/readings.ts';
import { targetsFor } from '../store/targets.ts';
import { memberOf, zoneOf } from './read-team.ts';
import { sinceOf } from './reporting.ts';
import type { Member } from './team.ts';
import { byTime, type Moment, planMoments, readingMoments } from './timeline.ts';

/** One person as their manager sees them: what was recorded since they report to that manager. */
export interface PersonPage {
  managerId: string;
  now: Date;
  /** The manager's day, as is `since`. */
  today: LocalDate;
  /** What was recorded before is not shown; undefined: all is. */
  since: LocalDate | undefined;
  member: Member;
  /** Still to come or under way, the soonest first. */
  daysAway: { from: LocalDate; to: LocalDate }[];
  /** The newest first, and how many came before. */
  timeline: { shown: Moment[]; older: number };
  /** The manager's own notes, the newest first. */
  notes: { shown: ManagersNote[]; hasMore: boolean };
}

export interface ManagersNote {
  writtenOn: LocalDate;
  text: string;
  isShared: boolean;
  isDiscussed: boolean;
}

const mostMoments = 20;
const mostNotes = 10;

/** @returns undefined where that person does not report to whoever asks */
export async function readPerson(deps: ReadDeps, actor: Actor, personId: string): Promise<PersonPage | undefined> {
  const { db, clock, role, kpis } = deps;
  const report = await readReport(deps, actor, personId);
  if (!report) return undefined;
  const key = { workspaceId: actor.workspaceId, personId };
  const now = clock.now();
  const timeZone = await zoneOf(deps, actor);
  const readings = await newestReadings(db, key, { since: report.since, limit: mostMoments });
  const ofPlan = planMoments(report, { role, timeZone });
  const measured = readingMoments(report, { readings, kpis, stored: await targetsFor(db, key) });
  const shown = [...ofPlan, ...measured].sort(byTime).slice(0, mostMoments);
  const leave = await leaveOf(db, { ...key, ids: [personId] }, report.today);
  const notes = await notesAbout(db, actor, { aboutId: personId, limit: mostNotes + 1 });
  return {
    managerId: actor.personId,
    now,
    today: localDateOf(now, timeZone),
    since: sinceOf({ since_at: toInstant(report.since) }, timeZone),
    member: memberOf(report, { role, timeZone, now }),
    daysAway: leave.map(({ from_on, to_on }) => ({ from: from_on, to: to_on })),
    timeline: { shown, older: ofPlan.length + (readings[0]?.all ?? 0) - shown.length },
    notes: {
      shown: notes.slice(0, mostNotes).map((note) => noteOf(note, timeZone)),
      hasMore: notes.length > mostNotes,
    },
  };
}

const noteOf = ({ note, is_shared, discussed_at, written_at }: OneToOneNote, timeZone: string): ManagersNote => ({
  writtenOn: localDateOf(fromInstant(written_at), timeZone),
  text: note,
  isShared: is_shared === 1,
  isDiscussed: discussed_at !== null,
});
