import type { LocalDate } from '../calendar/local-date.ts';
import { type Actor, auditAdmin, requireSightOf, type Sight } from '../plans/rights.ts';
import { findPerson } from '../store/people.ts';
import { firstReadings, readingsOf } from '../store/readings.ts';
import { targetsFor } from '../store/targets.ts';
import { boundsOf } from './bounds.ts';
import type { KpiDeps } from './deps.ts';
import { todayOf } from './person.ts';
import { planOf } from './read-standings.ts';
import type { RoleKpi } from './role-kpis.ts';
import { earliestShown, type Point, type Series, seriesOf } from './series.ts';
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
  const { as, since } = await requireSightOf(deps, actor, { personId, plan: await planOf(db, key) });
  await auditAdmin(deps, actor, { as, action: 'read-readings', aboutId: personId, details: { kpi: kpi.id } });
  const today = todayOf(deps, (await findPerson(db, key)) ?? { time_zone: 'UTC' });
  const from = earliestShown(today);
  const newestFirst = (await readingsOf(db, { ...key, kpiId: kpi.id }, { since, from })).reverse();
  const counted = countedOnly(newestFirst);
  const [baseline] = await firstReadings(db, key, [kpi.id]);
  const stored = await targetsFor(db, key, kpi.id);
  const targetFor = (day: string): ValidTarget => targetOn(kpi, { stored, day, baseline });
  const target = targetFor(counted[0]?.measured_on ?? today);
  const series = seriesOf(counted.toReversed());
  return {
    personId,
    as,
    today,
    standing: standingOf({ kpi, target, latest: counted, baseline, today }),
    series: { ...series, points: series.points.map((point) => ({ ...point, aim: aimOf(targetFor(point.to)) })) },
  };

  function aimOf({ target: valid }: ValidTarget): number | undefined {
    if (valid.kind === 'fixed') return boundsOf(valid).onTarget;
    if (valid.kind !== 'relative' || !baseline) return undefined;
    return baseline.value + (Math.abs(baseline.value) * boundsOf(valid).onTarget) / 100;
  }
}
