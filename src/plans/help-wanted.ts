import type { HolidayBook } from '../calendar/country-holidays.ts';
import { enqueue, withdraw } from '../store/deliveries.ts';
import type { Plan } from '../store/plans.ts';
import type { Trx } from '../store/tables.ts';
import type { Answer } from './answer.ts';
import { workingTimeOf } from './person-calendar.ts';

/** What a manager is told of: what is blocked, what stands in the way, and what help is wanted from whom. */
export type Wanted = Pick<Answer, 'blockerKind' | 'blocker' | 'help' | 'helpFrom'>;

/** Whether there is something for the manager to do; a choice without a word to it says so, too. */
export const wantsHelp = (blocked: readonly unknown[], { blockerKind, blocker, help, helpFrom }: Wanted): boolean =>
  blocked.length > 0 || blockerKind !== undefined || blocker !== '' || help !== '' || helpFrom !== undefined;

/** Whether an answer wants something that the one before it did not: what is less than before calls for nobody. */
export function wantsMore(now: Wanted & Pick<Answer, 'goals'>, before: Wanted & Pick<Answer, 'goals'>): boolean {
  const known = new Set(blockedIn(before));
  const isNew = (key: keyof Wanted) => now[key] !== before[key] && now[key] !== '' && now[key] !== undefined;
  return (
    blockedIn(now).some((id) => !known.has(id)) || (['blockerKind', 'blocker', 'help', 'helpFrom'] as const).some(isNew)
  );
}

const blockedIn = ({ goals }: Pick<Answer, 'goals'>): string[] =>
  goals.filter(({ state }) => state === 'blocked').map(({ id }) => id);

interface Telling {
  /** Of the check-in in which it was said; undefined where it was said without one. */
  checkinId: string | undefined;
  /** That it speaks of. */
  goalIds: readonly string[];
  /** What it is rendered from, and known by. */
  details: Record<string, string | number>;
  key: string;
  /** How long it can still be taken back. */
  delayMs: number;
}

/**
 * Tells the manager in their working hours: they may be asleep when somebody on the other side of the world is stuck.
 * What still waits to be told of the same is taken back, since each message says how it stands when it goes out.
 */
export async function tellManager(
  trx: Trx,
  plan: Plan,
  { checkinId, goalIds, details, key, delayMs }: Telling,
  { holidays, now }: { holidays: HolidayBook; now: Date },
): Promise<void> {
  const { workspace_id: workspaceId, manager_id: managerId } = plan;
  if (managerId === null) return;
  const earliest = new Date(now.getTime() + delayMs);
  const taken = { kinds: [kind], at: now };
  if (checkinId !== undefined) await withdraw(trx, { workspaceId, checkinId }, taken);
  const ofGoals = goalIds.map((goalId) => ({ goalId }));
  if (ofGoals.length > 0) await withdraw(trx, { workspaceId, planId: plan.id }, { ...taken, details: ofGoals });
  await enqueue(trx, {
    workspaceId,
    key,
    kind,
    priority: 0,
    recipientId: managerId,
    planId: plan.id,
    checkinId,
    details,
    timing: 'working-hours',
    dueAt: await workingTimeOf(trx, { workspaceId, personId: managerId }, { holidays, now: earliest }),
    createdAt: now,
  });
}

const kind = 'help-wanted';
