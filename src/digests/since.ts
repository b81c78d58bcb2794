import { fromInstant, type Instant } from '../calendar/instant.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { DigestRow } from '../store/digests.ts';

/** The key of the digest of one day in the outbox. */
export const keyOf = (managerId: string, on: LocalDate): string => `digest:${managerId}:${on}`;

/** That of the last one that was planned, where there was one. */
export const lastKeyOf = ({ manager_id, last_on }: DigestRow): string | undefined =>
  last_on === null ? undefined : keyOf(manager_id, last_on);

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
