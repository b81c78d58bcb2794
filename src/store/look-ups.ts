import { sql } from 'kysely';
import { type Instant, toInstant } from '../calendar/instant.ts';
import type { PersonKey } from './people.ts';
import type { Db } from './tables.ts';

interface Longest {
  since: Instant;
  limit: number;
}

/**
 * Some who have a plan that is not over or are the manager in one and whose account is open, of all workspaces, about
 * whom Slack was not asked since; those first who had it the longest ago (index `people_by_look_up`).
 */
export async function planPeopleToLookUp(db: Db, { since, limit }: Longest): Promise<PersonKey[]> {
  const oldest = (their: 'person_id' | 'manager_id') =>
    db
      .selectFrom(
        db
          .selectFrom('people')
          .select(['workspace_id', 'id', 'looked_up_at'])
          .where('looked_up_at', '<', since)
          .where('account', '<>', 'deactivated')
          .where(({ exists, selectFrom }) =>
            exists(
              selectFrom('plans')
                .select('plans.id')
                .whereRef('plans.workspace_id', '=', 'people.workspace_id')
                .whereRef(`plans.${their}`, '=', 'people.id')
                .where('plans.state', '<>', 'ended'),
            ),
          )
          .orderBy('looked_up_at')
          .limit(limit)
          .as('oldest'),
      )
      .selectAll();
  const rows = await oldest('person_id').union(oldest('manager_id')).orderBy('looked_up_at').limit(limit).execute();
  return rows.map(({ workspace_id, id }) => ({ workspaceId: workspace_id, personId: id }));
}

/** The same of everybody who is known, whether they have to do with a plan or not, and those who have left. */
export async function anybodyToLookUp(db: Db, { since, limit }: Longest): Promise<PersonKey[]> {
  const rows = await db
    .selectFrom('people')
    .select(['workspace_id', 'id'])
    .where('looked_up_at', '<', since)
    .orderBy('looked_up_at')
    .limit(limit)
    .execute();
  return rows.map(({ workspace_id, id }) => ({ workspaceId: workspace_id, personId: id }));
}

/**
 * Some whose account is closed since before that (index `people_deactivated`), whoever Slack was asked about the longest
 * ago first: one whom it tells nothing of keeps nobody else waiting.
 */
export async function peopleWhoLeft(
  db: Db,
  { before, limit }: { before: Instant; limit: number },
): Promise<PersonKey[]> {
  const rows = await db
    .selectFrom('people')
    .select(['workspace_id', 'id'])
    .where('deactivated_at', '<=', before)
    .orderBy(sql`looked_up_at || ''`) // as a bare column SQLite would go through its index, and so through everybody
    .limit(limit)
    .execute();
  return rows.map(({ workspace_id, id }) => ({ workspaceId: workspace_id, personId: id }));
}

/** Slack was asked about somebody, whatever it said. */
export async function noteLookUp(db: Db, { workspaceId, personId }: PersonKey, at: Date): Promise<void> {
  await db
    .updateTable('people')
    .set({ looked_up_at: toInstant(at) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}
