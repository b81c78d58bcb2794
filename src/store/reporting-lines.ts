import type { Selectable } from 'kysely';
import type { Instant } from '../calendar/instant.ts';
import { ensureDigest } from './digests.ts';
import type { PersonKey } from './people.ts';
import type { Db, Tables } from './tables.ts';

/** Who somebody reports to. */
export type ReportingLine = Selectable<Tables['reporting_lines']>;

/** What `since_at` is where the person has shared all there is. */
export const always: Instant = '1970-01-01T00:00:00.000Z';

/** Whom they report to (the table's primary key). */
export async function lineOf(db: Db, { workspaceId, personId }: PersonKey): Promise<ReportingLine | undefined> {
  return db
    .selectFrom('reporting_lines')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

/** Those who report to somebody, whoever did so first first (index `reporting_lines_of_manager`). */
export async function linesTo(db: Db, { workspaceId, personId }: PersonKey): Promise<ReportingLine[]> {
  return db
    .selectFrom('reporting_lines')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .orderBy('since_at')
    .orderBy('person_id')
    .execute();
}

/** Those of some people to whom somebody reports (index `reporting_lines_of_manager`). */
export async function managersAmong(db: Db, workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('reporting_lines')
    .select('manager_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', 'in', ids)
    .execute();
  return new Set(rows.map(({ manager_id }) => manager_id));
}

/**
 * From now on they report to somebody, who gets a digest. Whoever is their manager already keeps what they see, or sees
 * more where `since_at` is earlier. To be called with the person's plan locked, or else with the person's row.
 */
export async function saveLine(trx: Db, line: ReportingLine): Promise<void> {
  const { workspace_id: workspaceId, person_id: personId, manager_id: managerId } = line;
  const before = await lineOf(trx, { workspaceId, personId });
  const isKept = before?.manager_id === managerId && before.since_at < line.since_at;
  const since_at = isKept ? before.since_at : line.since_at;
  await trx
    .insertInto('reporting_lines')
    .values({ ...line, since_at })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'person_id']).doUpdateSet({ manager_id: managerId, since_at }),
    )
    .execute();
  await ensureDigest(trx, { workspaceId, managerId, at: line.since_at });
}

/** From now on they report to nobody. */
export async function deleteLine(db: Db, { workspaceId, personId }: PersonKey): Promise<void> {
  await db
    .deleteFrom('reporting_lines')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
}

/** From now on nobody reports to them (index `reporting_lines_of_manager`). */
export async function deleteLinesTo(db: Db, { workspaceId, personId }: PersonKey): Promise<void> {
  await db
    .deleteFrom('reporting_lines')
    .where('workspace_id', '=', workspaceId)
    .where('manager_id', '=', personId)
    .execute();
}
