import { randomUUID } from 'node:crypto';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import type { Db } from './tables.ts';

export interface AuditEntry {
  workspaceId: string;
  at: Date;
  byId: string;
  action: AuditedAction;
  aboutId?: string;
  /** Ids and settings, never what somebody wrote. */
  details?: Record<string, unknown>;
}

/** What an admin does to somebody else's data, and reading it; a person sees those about themself in their settings. */
export type AuditedAction =
  | 'read-progress'
  | 'start-plan'
  | 'change-plan'
  | 'pause-plan'
  | 'resume-plan'
  | 'resend-messages'
  | 'end-plan'
  | 'delete-plan'
  | 'set-goal'
  | 'read-leave'
  | 'set-leave'
  | 'delete-leave'
  | 'change-workspace'
  | 'export-audit-log';

export async function audit(db: Db, { workspaceId, at, byId, action, aboutId, details }: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      id: randomUUID(),
      workspace_id: workspaceId,
      at: toInstant(at),
      by_id: byId,
      action,
      about_id: aboutId ?? null,
      details: JSON.stringify(details ?? {}),
    })
    .execute();
}

export interface Audited {
  at: Instant;
  by_id: string;
  action: string;
  about_id: string | null;
  details: string;
}

/** The latest entries about one person, newest first (index `audit_log_about`). */
export async function auditedAbout(db: Db, { workspaceId, personId }: PersonKey, limit: number): Promise<Audited[]> {
  return db
    .selectFrom('audit_log')
    .select(['at', 'by_id', 'action', 'about_id', 'details'])
    .where('workspace_id', '=', workspaceId)
    .where('about_id', '=', personId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}

/** Everything of a workspace, oldest first (index `audit_log_by_time`). */
export async function auditLog(db: Db, workspaceId: string): Promise<Audited[]> {
  return db
    .selectFrom('audit_log')
    .select(['at', 'by_id', 'action', 'about_id', 'details'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('at')
    .execute();
}
