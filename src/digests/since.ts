import { fromInstant, type Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { DigestRow } from '../store/digests.ts';

/** The key of the digest of one week, by its Monday, in the outbox: no week has two. */
export const keyOf = (managerId: string, week: LocalDate): string => `digest:${managerId}:${week}`;

/** That of the last one that was planned, where there was one. */
export const lastKeyOf = ({ manager_id, last_week }: DigestRow): string | undefined =>
  last_week === null ? undefined : keyOf(manager_id, last_week);

/** What the next one tells changes since: the one before it, unless that never got there. */
export function sinceAfter(row: DigestRow, lost: ReadonlySet<string>): Instant {
  const last = lastKeyOf(row);
  return row.last_at === null || last === undefined || lost.has(last) ? row.since_at : row.last_at;
}

const dayMs = 24 * 3_600_000;
/** What is older is no news, be it that nobody was told of it. */
const longestDays = 28;

/** That moment, or four weeks ago where it is longer ago. */
export const notLongAgo = (since: Instant, now: Date): Date =>
  new Date(Math.max(fromInstant(since).getTime(), now.getTime() - longestDays * dayMs));
