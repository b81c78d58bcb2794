import { toInstant } from '../calendar/instant.ts';
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
import type { DigestTime } from './digest-times.ts';
import { afterSending, nextOf, planned } from './planned.ts';
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
  const worked = rows
    .filter(({ manager_id }) => managers.has(manager_id))
    .map((row) => ({ before: lastKeyOf(row), ...planOne(row, { calendar: calendars(row.manager_id), lost, now }) }));
  await saveDigests(
    trx,
    worked.map(({ row }) => row),
  );
  await restDigests(
    trx,
    workspaceId,
    ids.filter((id) => !managers.has(id)),
  );
  const keys = worked.flatMap(({ before, delivery }) => (delivery && before ? [before] : []));
  await withdrawDigests(trx, workspaceId, { keys, now });
  await enqueueAll(
    trx,
    worked.flatMap(({ delivery }) => delivery ?? []),
  );
}

interface Known {
  calendar: PersonCalendar;
  /** The keys of those that told nobody anything. */
  lost: ReadonlySet<string>;
  now: Date;
}

function planOne(row: DigestRow, { calendar, lost, now }: Known): { row: DigestRow; delivery?: NewDelivery } {
  const time = nextOf(row, { calendar, now });
  if (time.at > now) return { row: { ...row, ...planned(row, time) } };
  const since = sinceAfter(row, lost);
  const sent = { ...row, ...afterSending(time.week, now), since_at: since };
  return {
    row: { ...sent, ...planned(sent, nextOf(sent, { calendar, now })) },
    delivery: deliveryOf(row, { time, since: notLongAgo(since, now), now }),
  };
}

function deliveryOf(
  { workspace_id, manager_id }: DigestRow,
  { time, since, now }: { time: DigestTime; since: Date; now: Date },
): NewDelivery {
  return {
    workspaceId: workspace_id,
    key: keyOf(manager_id, time.week),
    kind: 'digest',
    priority: 3,
    recipientId: manager_id,
    details: { on: time.on, since: toInstant(since) },
    timing: 'working-hours',
    dueAt: time.at,
    createdAt: now,
  };
}
