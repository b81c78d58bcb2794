import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, requireAdmin } from '../plans/rights.ts';
import { audit, auditLog } from '../store/audit-log.ts';
import { toCsv } from './csv.ts';

/** The audit log of a workspace as a file. */
export interface AuditFile {
  csv: string;
  /** How many lines it has, itself included. */
  entries: number;
  /** Until when it goes, by UTC as its instants. */
  on: LocalDate;
}

const head = ['at', 'by', 'action', 'about', 'details'];

/** Whoever takes it out stands in it, as the last line. @throws {Refusal} no admin */
export async function exportAuditLog(deps: PlanDeps, actor: Actor): Promise<AuditFile> {
  await requireAdmin(deps, actor);
  const { workspaceId, personId } = actor;
  const now = deps.clock.now();
  await audit(deps.db, { workspaceId, at: now, byId: personId, action: 'export-audit-log' });
  const entries = await auditLog(deps.db, workspaceId);
  const rows = entries.map(({ at, by_id, action, about_id, details }) => [at, by_id, action, about_id ?? '', details]);
  return { csv: toCsv([head, ...rows]), entries: rows.length, on: localDateOf(now, 'UTC') };
}
