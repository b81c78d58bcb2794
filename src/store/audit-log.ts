import { randomUUID } from 'node:crypto';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import type { Db, Trx } from './tables.ts';

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
  | 'read-manager'
  | 'set-manager'
  | 'set-goal'
  | 'read-readings'
  | 'set-target'
  | 'make-token'
  | 'revoke-token'
  | 'make-query'
  | 'delete-query'
  | 'read-leave'
  | 'set-leave'
  | 'delete-leave'
  | 'change-workspace'
  | 'export-audit-log'
  | 'forget-me'
  /** By itself: whoever has left the company, and what is older than it is kept. */
  | 'erase-left'
  | 'retention';

/** Who stands in the log where nobody did it: no id that Slack gives. */
export const byItself = 'role-coach';

/** @returns the entry as it is stored */
export async function audit(db: Db, { workspaceId, at, byId, action, aboutId, details }: AuditEntry): Promise<Audited> {
  const entry = {
    id: randomUUID(),
    at: toInstant(at),
    by_id: byId,
    action,
    about_id: aboutId ?? null,
    details: JSON.stringify(details ?? {}),
  };
  await db
    .insertInto('audit_log')
    .values({ workspace_id: workspaceId, ...entry })
    .execute();
  return entry;
}

/** What was done so far in one run: an entry that is written again with each step, in its transaction. */
export async function auditRun(
  trx: Trx,
  { id, workspaceId, at, action, details }: Omit<AuditEntry, 'byId' | 'aboutId'> & { id: string },
): Promise<void> {
  const entry = { id, at: toInstant(at), by_id: byItself, action, about_id: null };
  const done = { details: JSON.stringify(details ?? {}) };
  await trx
    .insertInto('audit_log')
    .values({ workspace_id: workspaceId, ...entry, ...done })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(done))
    .execute();
}

export interface Audited {
  id: string;
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
    .select(audited)
    .where('workspace_id', '=', workspaceId)
    .where('about_id', '=', personId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}

/** So many at once: SQLite keeps the process from all else meanwhile. */
export const auditPageSize = 1000;

/** A page of a workspace's entries, oldest first: the first one, or what comes after an entry (index `audit_log_by_time`). */
export async function auditLog(db: Db, workspaceId: string, after?: Audited): Promise<Audited[]> {
  return db
    .selectFrom('audit_log')
    .select(audited)
    .where('workspace_id', '=', workspaceId)
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('at', 'id'), '>', eb.tuple(after?.at ?? '', after?.id ?? ''))),
    )
    .orderBy('at')
    .orderBy('id')
    .limit(auditPageSize)
    .execute();
}

const audited = ['id', 'at', 'by_id', 'action', 'about_id', 'details'] as const;
