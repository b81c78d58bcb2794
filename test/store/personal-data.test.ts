import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { isPostgres } from '../../src/store/dialect.ts';
import type { PathToPerson, TableOfPersonalData } from '../../src/store/personal-columns.ts';
import { personalData } from '../../src/store/personal-data.ts';
import type { Db } from '../../src/store/tables.ts';
import { databases, freshStore } from '../support/databases.ts';

const listed = new Map<string, TableOfPersonalData>(Object.entries(personalData));

/** Every table with its columns, as the database has them after all migrations. */
async function tablesIn(db: Db): Promise<Record<string, string[]>> {
  const schema = isPostgres(db)
    ? (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name
    : undefined;
  const tables = (await db.introspection.getTables()).filter((table) => table.schema === schema);
  return Object.fromEntries(tables.map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]));
}

describe.each(databases)('what is kept of people on %s', (kind) => {
  test('is listed, each table and column of it, and nothing that is not there', async () => {
    await using store = await freshStore(kind);
    const tables = await tablesIn(store.db);
    expect(Object.keys(tables)).toContain('people');
    expect(Object.fromEntries([...listed].map(([name, { columns }]) => [name, Object.keys(columns).sort()]))).toEqual(
      tables,
    );
  });
});

describe('what is listed of people', () => {
  const tables = [...listed].map(([name, table]) => ({ name, ...table }));

  test.each(tables)('$name: what is personal leads to a person', ({ whose, columns }) => {
    const isPersonal = Object.values(columns).some(({ holds }) => holds !== 'nothing-personal');
    expect(whose.length > 0).toBe(isPersonal);
    for (const path of whose) expect(endsAtPerson(columns, path)).toBe(true);
  });

  test.each(tables)("$name: each person's id in it makes it that person's as well", ({ whose, columns }) => {
    const ids = Object.entries(columns).filter(([, { holds }]) => holds === 'person-id');
    const direct = whose.filter((path) => path.in === undefined).map(({ column }) => column);
    expect(direct.sort()).toEqual(ids.map(([column]) => column).sort());
  });

  test('whatever is not personal says why', () => {
    const reasons = tables
      .flatMap(({ columns }) => Object.values(columns))
      .flatMap((column) => (column.holds === 'nothing-personal' ? [column.because] : []));
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every((reason) => reason.length > 5)).toBe(true);
  });

  test('what is only for the person is read by nobody else, and so is what may hold it', () => {
    const alone = tables.flatMap(({ name, columns }) =>
      Object.entries(columns).flatMap(([column, held]) =>
        held.holds === 'personal' && held.readers === 'only-me' ? [`${name}.${column}`] : [],
      ),
    );
    expect(alone).toEqual(expect.arrayContaining(['private_notes.note', 'drafts.content']));
  });
});

function endsAtPerson(columns: TableOfPersonalData['columns'], { column, in: table }: PathToPerson): boolean {
  if (table === undefined) return columns[column]?.holds === 'person-id';
  const next = personalData[table];
  return column in columns && next.whose.some((path) => endsAtPerson(next.columns, path));
}
