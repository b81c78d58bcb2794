import { sql } from 'kysely';
import type { TableOfPersonalData } from '../../src/store/personal-columns.ts';
import { personalData } from '../../src/store/personal-data.ts';
import type { Db } from '../../src/store/tables.ts';

const listed: [string, TableOfPersonalData][] = Object.entries(personalData);

/** Where somebody's id stands, in whatever table, column and text: `goals.changed_by`. */
export async function placesOf(db: Db, personId: string): Promise<string[]> {
  const places = new Set<string>();
  for (const [table] of listed) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        if (String(value).includes(personId)) places.add(`${table}.${column}`);
  }
  return [...places].sort();
}

/**
 * Where the id of somebody who is forgotten may stand still, as "What stays, and why" says: in the audit log, and beside
 * what is another's, as its author or as that one's manager.
 */
export const saidToStay: readonly string[] = listed.flatMap(([table, { whose, kept, columns }]) =>
  whose.flatMap(({ column }, index) => {
    const held = columns[column];
    if (held?.holds !== 'person-id') return [];
    const isOfAnother = index > 0 && held.readers.endsWith('-and-admins') && table !== 'reporting_lines';
    if (column === 'former_manager_id') return [];
    return kept === 'audit' || isOfAnother ? [`${table}.${column}`] : [];
  }),
);
