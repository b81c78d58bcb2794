import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { type Actor, auditAdmin, requireSightOf, type Sight } from '../plans/rights.ts';
import { findPerson, type PersonKey } from '../store/people.ts';
import { countReadings, firstReadings, latestReadings, type Reading, readingsOf } from '../store/readings.ts';
import type { Db } from '../store/tables.ts';
import { targetsFor } from '../store/targets.ts';
import { aimOf } from './bounds.ts';
import type { KpiDeps } from './deps.ts';
import { todayOf } from './person.ts';
import type { RoleKpi } from './role-kpis.ts';
import { earliestShown, mostPoints, type Point, type Series, seriesOf } from './series.ts';
import { countedOnly, type Standing, standingOf } from './standing.ts';
import { targetOn, type ValidTarget } from './target-on.ts';

/** One KPI of one person over time. */
export interface Trend {
  personId: string;
  as: Sight['as'];
  today: LocalDate;
  standing: Standing;
  series: Omit<Series, 'points'> & { points: AimedPoint[] };
}

export interface AimedPoint extends Point {
  /** The value that was on target then; undefined: none was set, or it is a corridor. */
  aim: number | undefined;
}

/** @throws {Refusal} not theirs to see */
export async function readTrend(
  deps: KpiDeps,
  actor: Actor,
  { personId, kpi }: { personId: string; kpi: RoleKpi },
): Promise<Trend> {
  const { db } = deps;
  const key = { workspaceId: actor.workspaceId, personId };
  const { as, since } = await requireSightOf(deps, actor, personId);
  await auditAdmin(deps, actor, { as, action: 'read-readings', aboutId: personId, details: { kpi: kpi.id } });
  const today = todayOf(deps, (await findPerson(db, key)) ?? { time_zone: 'UTC' });
  const { counted, older } = await lately(db, { ...key, kpiId: kpi.id }, { since, today });
  const [baseline] = await firstReadings(db, key, { kpiIds: [kpi.id], since });
  const stored = await targetsFor(db, key, kpi.id);
  const targetFor = (day: string): ValidTarget => targetOn(kpi, { stored, day, baseline });
  const target = targetFor(counted[0]?.measured_on ?? today);
  const series = seriesOf(counted.toReversed());
  return {
    personId,
    as,
    today,
    standing: standingOf({ kpi, target, latest: counted, baseline, today }),
    series: {
      ...series,
      left: series.left + older,
      points: series.points.map((point) => ({ ...point, aim: aimOf(targetFor(point.to).target, baseline) })),
    },
  };
}

/** As many as a chart by day takes, and as many again for days that were corrected. */
const mostFew = 2 * mostPoints;

/** What counts of each day as far back as a chart reaches, newest first; of few readings the latest, however old. */
async function lately(
  db: Db,
  key: PersonKey & { kpiId: string },
  { since, today }: { since: Date | undefined; today: LocalDate },
): Promise<{ counted: Reading[]; older: number }> {
  const from = earliestShown(today);
  const counted = countedOnly((await readingsOf(db, key, { since, from })).reverse());
  const older = await countReadings(db, key, { since, to: addDays(from, -1) });
  if (older === 0 || counted.length >= mostPoints) return { counted, older };
  const latest = await latestReadings(db, key, { since, kpiIds: [key.kpiId], each: mostFew });
  const few = countedOnly(latest).slice(0, mostPoints);
  const oldest = few.at(-1)?.measured_on ?? from;
  return { counted: few, older: await countReadings(db, key, { since, to: addDays(oldest, -1) }) };
}
