import { toInstant } from '../calendar/instant.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { Actor } from '../plans/rights.ts';
import { type DigestRow, findDigest, lostAmong, mutedBy } from '../store/digests.ts';
import { findPerson } from '../store/people.ts';
import type { Digest } from './digest.ts';
import { byNeed, isNew, newsOf } from './person-news.ts';
import { type ReadDeps, readReports } from './read-reports.ts';
import { lastKeyOf, notLongAgo, sinceAfter } from './since.ts';

/**
 * A manager's week: of those who report to them, as much as they may see.
 * @param since what has changed is told since then; left out: since their last digest
 * @returns undefined where nobody reports to them
 */
export async function readDigest(deps: ReadDeps, actor: Actor, since?: Date): Promise<Digest | undefined> {
  const { db, clock } = deps;
  const now = clock.now();
  const reports = await readReports(deps, actor);
  const [first] = reports;
  if (!first) return undefined;
  const row = await findDigest(db, actor);
  const from = since ?? (row ? await newsSince(deps, row, now) : notLongAgo(toInstant(first.since), now));
  const muted = await mutedBy(db, actor);
  const shown = reports.filter(({ personId }) => !muted.includes(personId));
  const timeZone = (await findPerson(db, actor))?.time_zone ?? 'UTC';
  const all = shown.map((report) => newsOf(report, { role: deps.role, timeZone, since: from, now }));
  const attention = all.filter(({ points }) => points.length > 0).sort(byNeed);
  const calm = all.filter(({ points }) => points.length === 0);
  const others = calm.filter((news) => isNew(news, from));
  return {
    managerId: actor.personId,
    today: localDateOf(now, timeZone),
    since: from,
    at: now,
    sinceOn: localDateOf(from, timeZone),
    attention,
    others,
    unchanged: calm.length - others.length,
    muted: reports.length - shown.length,
    discussed: all.reduce((sum, { discussed }) => sum + discussed, 0),
    isOn: row?.is_on === 1,
  };
}

/** Since the last digest that got there. */
async function newsSince({ db }: Pick<ReadDeps, 'db'>, row: DigestRow, now: Date): Promise<Date> {
  const key = lastKeyOf(row);
  const lost = await lostAmong(db, row.workspace_id, key === undefined ? [] : [key]);
  return notLongAgo(sinceAfter(row, lost), now);
}
