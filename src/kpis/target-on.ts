import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { type Target, targetSchema } from '../role/schema.ts';
import type { Reading } from '../store/readings.ts';
import type { StoredTarget } from '../store/targets.ts';
import type { RoleKpi } from './role-kpis.ts';

/** What a KPI is measured against on one day, and who said so. */
export interface ValidTarget {
  target: Target;
  setFor: 'role' | 'workspace' | 'person';
  setBy: string | undefined;
  /** Since when; undefined: always. */
  from: LocalDate | undefined;
  /** By when it is to be reached; undefined: it holds at any time. */
  reachBy: LocalDate | undefined;
}

/**
 * The target that holds on a day: what was set for the person last, else for the workspace, else what the role says.
 * What was set from a later day on leaves earlier readings alone.
 * @param stored of this KPI, oldest first
 */
export function targetOn(
  kpi: RoleKpi,
  { stored, day, baseline }: { stored: readonly StoredTarget[]; day: LocalDate; baseline: Reading | undefined },
): ValidTarget {
  const valid = stored.filter(({ kpi_id, from_on }) => kpi_id === kpi.id && from_on <= day);
  const ofPerson = valid.findLast(({ person_id }) => person_id !== null);
  const ofWorkspace = valid.findLast(({ person_id }) => person_id === null);
  const set = [ofPerson, ofWorkspace].find((one) => one && one.target !== null);
  const target = set && readTarget(set);
  if (!set || !target)
    return {
      target: kpi.target,
      setFor: 'role',
      setBy: undefined,
      from: undefined,
      reachBy: reachedWithin(kpi.target, baseline),
    };
  return {
    target,
    setFor: set.person_id === null ? 'workspace' : 'person',
    setBy: set.set_by,
    from: set.from_on,
    reachBy: set.reach_by ?? reachedWithin(target, baseline),
  };
}

/** The ids of those KPIs that a target says a change of, or ever said: only these are measured against a first reading. */
export function everRelative(kpis: readonly RoleKpi[], stored: readonly StoredTarget[]): string[] {
  const set = new Set(stored.filter(({ target }) => target?.includes('"relative"')).map(({ kpi_id }) => kpi_id));
  return kpis.filter(({ id, target }) => target.kind === 'relative' || set.has(id)).map(({ id }) => id);
}

/** Undefined where an older version stored what this one cannot read: then what the role says holds. */
function readTarget({ target }: StoredTarget): Target | undefined {
  const content: unknown = JSON.parse(target ?? 'null');
  return targetSchema.safeParse(content).data;
}

/** A change "within 6–12 months" is to be reached by the end of these, counted from the baseline. */
function reachedWithin(target: Target, baseline: Reading | undefined): LocalDate | undefined {
  if (target.kind !== 'relative' || !target.months || !baseline) return undefined;
  return addMonths(baseline.measured_on, target.months.to);
}
