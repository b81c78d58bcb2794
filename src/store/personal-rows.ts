import { type RawBuilder, sql } from 'kysely';
import type { PersonKey } from './people.ts';
import {
  counter,
  made,
  type PersonalColumn,
  type PersonalTable,
  type TableOfPersonalData,
} from './personal-columns.ts';
import { personalData } from './personal-data.ts';
import type { Db } from './tables.ts';

export type PersonalRow = Readonly<Record<string, unknown>>;

const listed: ReadonlyMap<string, TableOfPersonalData> = new Map(Object.entries(personalData));

/** Every table that holds something of people, with the columns that the person it is about may read. */
export const readableTables: readonly { table: string; columns: readonly string[] }[] = [...listed].flatMap(
  ([table, { whose, columns }]) =>
    whose.length === 0
      ? []
      : [{ table, columns: Object.entries(columns).flatMap(([name, column]) => (isReadable(column) ? [name] : [])) }],
);

/** Their own, only for them or not, and the ids that join it across tables; never what the bot runs on. */
function isReadable(column: PersonalColumn): boolean {
  if (column.holds === 'nothing-personal') return column === made || column === counter;
  return column.readers !== 'operator';
}

/** The rows of a table that are about somebody, as far as they may read them: not those that only name them. */
export async function rowsAbout(
  db: Db,
  key: PersonKey,
  { table, columns }: { table: string; columns: readonly string[] },
): Promise<PersonalRow[]> {
  const refs = sql.join(columns.map((column) => sql.ref(`${table}.${column}`)));
  const { rows } = await sql<PersonalRow>`
    select ${refs} from ${sql.table(table)} where ${isAbout(table, key)} order by ${refs}`.execute(db);
  return rows;
}

/** Whether a row of a table is about somebody: `whose[0]` of the list, followed to their id. */
export function isAbout(table: string, key: PersonKey): RawBuilder<unknown> {
  const path = listed.get(table)?.whose[0];
  if (!path) throw new Error(`${table} is about nobody`);
  const column = sql.ref(`${table}.${path.column}`);
  const within = sql`${sql.ref(`${table}.workspace_id`)} = ${key.workspaceId}`;
  if (path.in === undefined) return sql`${within} and ${column} = ${key.personId}`;
  const rows: PersonalTable = path.in;
  return sql`${within} and ${column} in (select id from ${sql.table(rows)} where ${isAbout(rows, key)})`;
}
