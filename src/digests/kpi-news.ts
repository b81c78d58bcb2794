import type { Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { RoleKpi } from '../kpis/role-kpis.ts';
import { countedOnly, levelOf, type Standing, standingOf } from '../kpis/standing.ts';
import { targetOn } from '../kpis/target-on.ts';
import type { Reading } from '../store/readings.ts';
import type { StoredTarget } from '../store/targets.ts';

export interface Measured {
  /** Newest first. */
  latest: readonly Reading[];
  firsts: readonly Reading[];
  /** For this person or for everybody, oldest first. */
  targets: readonly StoredTarget[];
}

/** The KPIs of one person of which something was measured. */
export function standingsOf(
  all: readonly RoleKpi[],
  { latest, firsts, targets: stored }: Measured,
  today: LocalDate,
): Standing[] {
  return all.flatMap((kpi) => {
    const own = latest.filter(({ kpi_id }) => kpi_id === kpi.id);
    const day = own[0]?.measured_on;
    if (day === undefined) return [];
    const baseline = firsts.find(({ kpi_id }) => kpi_id === kpi.id);
    return [standingOf({ kpi, target: targetOn(kpi, { stored, day, baseline }), latest: own, baseline, today })];
  });
}

/** Those of them that are off or at risk by what was measured lately, those that are off first. */
export function troubledAmong(standings: readonly Standing[]): Standing[] {
  const are = (status: Standing['status']) => standings.filter((standing) => standing.status === status);
  return [...are('off'), ...are('at-risk')];
}

/** Those that were off when they were last measured; what is out of date, and may be well by now, comes last. */
export function offAmong(standings: readonly Standing[]): Standing[] {
  const off = standings.filter(({ level }) => level === 'off');
  const areOld = (old: boolean) => off.filter(({ status }) => (status === 'stale') === old);
  return [...areOld(false), ...areOld(true)];
}

/** Those that have come back on target since a moment. @param latest newest first */
export function recoveredAmong(standings: readonly Standing[], latest: readonly Reading[], since: Instant): Standing[] {
  return standings.filter(({ kpi, status, last, target, baseline }) => {
    if (status !== 'on-target' || !last || last.recorded_at < since) return false;
    const own = latest.filter(({ kpi_id }) => kpi_id === kpi.id);
    const known = countedOnly(own.filter(({ recorded_at }) => recorded_at < since))[0];
    const level = levelOf(known ?? own.at(-1) ?? last, target.target, baseline);
    return level === 'off' || level === 'at-risk';
  });
}
