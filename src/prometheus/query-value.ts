import type { Asked } from '../kpis/query-view.ts';
import { largestValue } from '../kpis/read-value.ts';
import type { RoleKpi } from '../kpis/role-kpis.ts';
import { valueRules } from '../kpis/units.ts';

/**
 * An answer as a value of a KPI: in its own unit already, as the query is written for it. What is counted is rounded,
 * since Prometheus extrapolates counts; what the KPI cannot be is an error.
 */
export function asValueOf(kpi: RoleKpi, asked: Asked): Asked {
  if (!asked.ok) return asked;
  const { unit, least = -largestValue, most = largestValue } = valueRules(kpi.target);
  const value = Number((unit === 'count' ? Math.round(asked.value) : asked.value).toPrecision(15)) || 0; // no -0
  return value < least || value > most ? { ok: false, error: { kind: 'out-of-range', value } } : { ok: true, value };
}
