import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../calendar/instant.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { failureOf, type Pass } from '../plans/pass.ts';
import { auditRun } from '../store/audit-log.ts';
import {
  type AgedKind,
  agedKinds,
  deleteOldRows,
  deleteOldTargets,
  type OldRow,
  oldAuditEntries,
  oldRows,
} from '../store/old-rows.ts';
import { workspacesWithPeriods } from '../store/periods.ts';
import type { Db, Trx } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { keptSince } from './periods.ts';

type Deps = Pick<PlanDeps, 'db' | 'clock'>;

/** So many are looked at together. */
const pageSize = 500;
/** So many go in one transaction; with a plan go some hundred rows. */
const atOnce: Readonly<Record<AgedKind, number>> = { plan: 5, reading: 250, note: 250, message: 250, audit: 250 };

/** One workspace in one run. */
interface Run {
  workspaceId: string;
  /** What is from before that goes; a kind that is missing stays. */
  before: ReadonlyMap<AgedKind, Instant>;
  /** Of its entry in the audit log, which is there once something went. */
  entryId: string;
  gone: Map<AgedKind, number>;
}

/**
 * Deletes what is older than its workspace keeps it, a little at a time: others get their turn in between, and where it
 * ends early the next run goes on. Each run is one entry of the audit log, with counts. Whoever else does the same at the
 * same moment deletes other rows.
 * @param pass `onFailure` gets the workspace's id
 */
export async function applyRetention(deps: Deps, pass: Pass): Promise<void> {
  const now = deps.clock.now();
  const runs = new Map<string, Run>();
  for (const { workspaceId, periods } of await workspacesWithPeriods(deps.db)) {
    const set = agedKinds.flatMap((kind) => (periods[kind] === null ? [] : [[kind, periods[kind]] as const]));
    const before = new Map(set.map(([kind, months]) => [kind, keptSince(now, months)]));
    runs.set(workspaceId, { workspaceId, before, entryId: randomUUID(), gone: new Map() });
  }
  const retention: Retention = { db: deps.db, now, pass };
  for (const kind of ['plan', 'reading', 'note', 'message'] as const) await ofAll(retention, kind, runs);
  for (const run of runs.values()) {
    await ofTargets(retention, run);
    await ofAuditLog(retention, run);
  }
}

interface Retention {
  db: Db;
  now: Date;
  pass: Pass;
}

/** Through all workspaces at once, from the oldest to the latest that goes anywhere: their index knows ages alone. */
async function ofAll(
  retention: Retention,
  kind: Exclude<AgedKind, 'audit'>,
  runs: ReadonlyMap<string, Run>,
): Promise<void> {
  const moments = [...runs.values()].flatMap(({ before }) => before.get(kind) ?? []);
  const latest = moments.sort().at(-1);
  if (latest === undefined) return;
  const next = (after: OldRow | undefined) => oldRows(retention.db, kind, { before: latest, after, limit: pageSize });
  for await (const rows of pagesOf(next, retention.pass)) {
    for (const workspaceId of new Set(rows.map(({ workspace_id }) => workspace_id))) {
      const run = runs.get(workspaceId);
      const own = rows.filter(({ workspace_id }) => workspace_id === workspaceId);
      if (run) await letGo(retention, kind, run, own);
    }
  }
}

async function ofAuditLog(retention: Retention, run: Run): Promise<void> {
  const before = run.before.get('audit');
  if (before === undefined) return;
  const next = (after: OldRow | undefined) =>
    oldAuditEntries(retention.db, run.workspaceId, { before, after, limit: pageSize });
  for await (const rows of pagesOf(next, retention.pass)) await letGo(retention, 'audit', run, rows);
}

/** Nobody sets so many that they would not go in one transaction. */
async function ofTargets(retention: Retention, run: Run): Promise<void> {
  const before = run.before.get('reading');
  if (before === undefined || retention.pass.isStopped()) return;
  const { workspaceId } = run;
  await step(retention, 'reading', run, (trx) => deleteOldTargets(trx, { workspaceId, before }));
}

/** What is passed over in one run, as it failed or is another process's, is found by the next. */
async function* pagesOf(
  next: (after: OldRow | undefined) => Promise<OldRow[]>,
  { isStopped }: Pass,
): AsyncGenerator<OldRow[]> {
  let after: OldRow | undefined;
  while (!isStopped()) {
    const rows = await next(after);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = rows.at(-1);
    await setImmediate(); // SQLite answers at once: nobody else would have a turn before all is done
  }
}

async function letGo(retention: Retention, kind: AgedKind, run: Run, rows: readonly OldRow[]): Promise<void> {
  const before = run.before.get(kind);
  if (before === undefined) return;
  const ids = rows.filter(({ at }) => at < before).map(({ id }) => id);
  const { workspaceId } = run;
  for (let from = 0; from < ids.length && !retention.pass.isStopped(); from += atOnce[kind]) {
    const some = { workspaceId, ids: ids.slice(from, from + atOnce[kind]), before };
    await step(retention, kind, run, (trx) => deleteOldRows(trx, kind, some));
  }
}

/** One transaction, with what it did written down. */
async function step(
  { db, now, pass }: Retention,
  kind: AgedKind,
  { workspaceId, entryId, gone }: Run,
  work: (trx: Trx) => Promise<number>,
): Promise<void> {
  const failure = await failureOf(async () => {
    const total = await inTransaction(db, async (trx) => {
      const rows = await work(trx);
      const soFar = (gone.get(kind) ?? 0) + rows;
      const details = Object.fromEntries([...gone, [kind, soFar]]);
      if (rows > 0) await auditRun(trx, { id: entryId, workspaceId, at: now, action: 'retention', details });
      return soFar;
    });
    if (total > 0) gone.set(kind, total);
  });
  if (failure) pass.onFailure(failure.error, workspaceId);
  await setImmediate(); // as above
}
