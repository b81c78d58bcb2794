import type { Db, Tables } from '../../src/store/tables.ts';
import type { TestCoach } from './coach.ts';
import { isDigest } from './page.ts';

const counted = ['people', 'plans', 'checkins', 'goals', 'drafts', 'answers', 'deliveries', 'audit_log'] as const;

/** How many rows each table of plans has, where it has any: what a refusal must leave as it was. */
export async function stored(db: Db): Promise<Record<string, number>> {
  const counts = await Promise.all(counted.map(async (table) => [table, await countOf(db, table)] as const));
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

async function countOf(db: Db, table: keyof Tables): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What the bot has written to somebody in their direct message so far but for digests, the oldest first. */
export async function writtenTo(coach: TestCoach, name: string): Promise<string[]> {
  await coach.settles();
  const { state } = await coach.page(name);
  const own = state.messages.filter(({ author, ephemeral }) => author.kind === 'bot' && !ephemeral);
  return own.filter((message) => !isDigest(message)).map(({ text }) => text);
}
