import type { PlanDeps } from '../plans/deps.ts';
import type { RoleKpis } from './role-kpis.ts';

/** What the KPIs are given: what the plans are, and what the role says of KPIs. */
export interface KpiDeps extends PlanDeps {
  kpis: RoleKpis;
}
