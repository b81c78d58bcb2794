import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Actor, requireAdmin } from '../plans/rights.ts';
import { type Audited, audit, auditLog, byItself } from '../store/audit-log.ts';
import type { Db } from '../store/tables.ts';
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
  const pieces = [toCsv([head])];
  let entries = 1;
  for await (const page of pagesOf(deps.db, workspaceId)) {
    pieces.push(toCsv(page.map(toCells)));
    entries += page.length;
  }
  const now = deps.clock.now();
  const own = await audit(deps.db, { workspaceId, at: now, byId: personId, action: 'export-audit-log' });
  return { csv: [...pieces, toCsv([toCells(own)])].join(''), entries, on: localDateOf(now, 'UTC') };
}

const toCells = ({ at, by_id, action, about_id, details }: Audited) => [
  at,
  by_id === byItself ? 'Role Coach' : by_id,
  action,
  about_id ?? '',
  details,
];

/** Between two of them others get their turn. */
async function* pagesOf(db: Db, workspaceId: string): AsyncGenerator<Audited[]> {
  for (
    let page = await auditLog(db, workspaceId);
    page.length > 0;
    page = await auditLog(db, workspaceId, page.at(-1))
  ) {
    yield page;
    await nextTurn();
  }
}
