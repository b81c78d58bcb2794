import type { Instant } from '../calendar/instant.ts';
import type { Db } from './tables.ts';

/** When something is to be done next, of each kind: undefined where it never is. */
export interface NextOfEach {
  checkin: Instant | undefined;
  plan: Instant | undefined;
  prompt: Instant | undefined;
  query: Instant | undefined;
  digest: Instant | undefined;
}

/**
 * One look at the beginning of each index of what is due, in one question to the database (`checkins_due`, `plans_due`,
 * `prompts_due`, `kpi_queries_due`, `digests_due`): most minutes nothing is.
 */
export async function nextOfEach(db: Db): Promise<NextOfEach> {
  const row = await db
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('checkins')
        .select('next_at')
        .where('next_at', 'is not', null)
        .orderBy('next_at')
        .limit(1)
        .as('checkin'),
      selectFrom('plans').select('next_at').where('next_at', 'is not', null).orderBy('next_at').limit(1).as('plan'),
      selectFrom('prompts').select('next_at').orderBy('next_at').limit(1).as('prompt'),
      selectFrom('kpi_queries').select('next_at').orderBy('next_at').limit(1).as('query'),
      selectFrom('digests').select('next_at').where('next_at', 'is not', null).orderBy('next_at').limit(1).as('digest'),
    ])
    .executeTakeFirstOrThrow();
  const { checkin, plan, prompt, query, digest } = row;
  return {
    checkin: checkin ?? undefined,
    plan: plan ?? undefined,
    prompt: prompt ?? undefined,
    query: query ?? undefined,
    digest: digest ?? undefined,
  };
}
