import { toInstant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localInstant } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { PlanDeps } from '../plans/deps.ts';
import { type Pass, wholePass } from '../plans/pass.ts';
import { calendarsOf } from '../plans/person-calendar.ts';
import { inWorkspaces } from '../plans/workspace-pass.ts';
import { enqueueAll, type NewDelivery } from '../store/deliveries.ts';
import {
  type DigestRow,
  dueDigests,
  lockDueDigests,
  lostAmong,
  restDigests,
  saveDigests,
  withdrawDigests,
} from '../store/digests.ts';
import { managersAmong } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import { dueDigest, nextDigest } from './digest-times.ts';
import { keyOf, lastKeyOf, notLongAgo, sinceAfter } from './since.ts';

type DigestDeps = Pick<PlanDeps, 'db' | 'clock' | 'holidays' | 'wake'>;

/** A few milliseconds' work: on SQLite nobody else has a turn meanwhile. */
const mostAtOnce = 10;

/** Plans the digest of every manager whose time has come, once, and works out when the next one is. */
export async function sendDigests(deps: DigestDeps, pass: Pass = wholePass): Promise<boolean> {
  const now = deps.clock.now();
  return inWorkspaces(
    { ...deps, mostAtOnce },
    {
      find: (limit) => dueDigests(deps.db, toInstant(now), limit),
      lock: (trx, ids) => lockDueDigests(trx, ids, toInstant(now)),
      work: (trx, workspaceId, rows) => planInWorkspace(trx, deps, { workspaceId, rows, now }),
    },
    pass,
  );
}

interface Batch {
  workspaceId: string;
  rows: readonly DigestRow[];
  now: Date;
}

async function planInWorkspace(trx: Trx, { holidays }: DigestDeps, { workspaceId, rows, now }: Batch): Promise<void> {
  const ids = rows.map(({ manager_id }) => manager_id);
  const managers = await managersAmong(trx, workspaceId, ids);
  const calendars = await calendarsOf(trx, { workspaceId, ids }, { holidays, now });
  const lost = await lostAmong(
    trx,
    workspaceId,
    rows.flatMap((row) => lastKeyOf(row) ?? []),
  );
  const planned = rows
    .filter(({ manager_id }) => managers.has(manager_id))
    .map((row) => ({ before: lastKeyOf(row), ...planOne(row, { calendar: calendars(row.manager_id), lost, now }) }));
  await saveDigests(
    trx,
    planned.map(({ row }) => row),
  );
  await restDigests(
    trx,
    workspaceId,
    ids.filter((id) => !managers.has(id)),
  );
  const keys = planned.flatMap(({ before, delivery }) => (delivery && before ? [before] : []));
  await withdrawDigests(trx, workspaceId, { keys, now });
  await enqueueAll(
    trx,
    planned.flatMap(({ delivery }) => delivery ?? []),
  );
}

interface Known {
  calendar: PersonCalendar;
  /** The keys of those that told nobody anything. */
  lost: ReadonlySet<string>;
  now: Date;
}

function planOne(row: DigestRow, { calendar, lost, now }: Known): { row: DigestRow; delivery?: NewDelivery } {
  const due = row.due_on === null ? undefined : dueDigest(row.due_on, row, { calendar, now });
  if (!due || 'next' in due) {
    const next = due?.next ?? nextDigest(row, { calendar, now, lastOn: row.last_on ?? undefined });
    return { row: { ...row, due_on: next.on, next_at: toInstant(next.at) } };
  }
  const on = due.send;
  const since = sinceAfter(row, lost);
  const next = nextDigest(row, { calendar, now, lastOn: on });
  return {
    row: {
      ...row,
      ...{ due_on: next.on, next_at: toInstant(next.at) },
      ...{ since_at: since, last_on: on, last_at: toInstant(now) },
    },
    delivery: deliveryOf(row, { on, since: notLongAgo(since, now), calendar, now }),
  };
}

function deliveryOf(
  { workspace_id, manager_id, hour }: DigestRow,
  { on, since, calendar, now }: { on: LocalDate; since: Date; calendar: PersonCalendar; now: Date },
): NewDelivery {
  return {
    workspaceId: workspace_id,
    key: keyOf(manager_id, on),
    kind: 'digest',
    priority: 3,
    recipientId: manager_id,
    details: { on, since: toInstant(since) },
    timing: 'working-hours',
    dueAt: localInstant(on, hour, calendar.timeZone), // what was missed waits for working hours
    createdAt: now,
  };
}
