import type { AgedKind, Periods } from '../../src/privacy/periods.ts';
import { updateWorkspace } from '../../src/store/people.ts';
import { periodColumns } from '../../src/store/periods.ts';
import type { Db } from '../../src/store/tables.ts';
import { everythingOf, fill, workspaceId } from '../export/my-data.ts';

export { workspaceId } from '../export/my-data.ts';

const forever: Periods = { plan: null, reading: null, note: null, message: null, audit: null };

/** What is not named is kept for ever. */
export const setPeriods = (db: Db, periods: Partial<Periods>, id = workspaceId): Promise<void> =>
  updateWorkspace(db, { id, ...periodColumns({ ...forever, ...periods }) });

export const [joel, mira] = ['U0JOEL', 'U0MIRA'];

/** Joel, who reports to Mira: they are known, and nothing else is. */
export const people = (db: Db): Promise<void> =>
  fill(db, [
    { personId: joel, rows: {} },
    { personId: mira, rows: {} },
  ]);

interface Row {
  id: string;
  at: string;
}

/** One thing of a kind as old as that, of Joel or by Mira of him. */
export async function store(db: Db, kind: AgedKind, things: readonly Row[]): Promise<void> {
  const { plans, readings, one_to_one_notes: note, deliveries, audit_log: entry } = everythingOf(joel, mira);
  if (!plans || !readings || !note || !deliveries || !entry) throw new Error('there is nothing to store');
  for (let from = 0; from < things.length; from += 500) {
    const some = things.slice(from, from + 500);
    const rows = <Like>(like: Like, column: string) => some.map(({ id, at }) => ({ ...like, id, [column]: at }));
    switch (kind) {
      case 'plan':
        await db.insertInto('plans').values(rows(plans, 'ended_at')).execute();
        break;
      case 'reading':
        await db.insertInto('readings').values(rows(readings, 'recorded_at')).execute();
        break;
      case 'note':
        await db.insertInto('one_to_one_notes').values(rows(note, 'written_at')).execute();
        break;
      case 'message': {
        const unbound = { ...deliveries, plan_id: null, checkin_id: null };
        const sent = rows(unbound, 'settled_at').map((row) => ({ ...row, key: row.id }));
        await db.insertInto('deliveries').values(sent).execute();
        break;
      }
      case 'audit':
        await db.insertInto('audit_log').values(rows(entry, 'at')).execute();
    }
  }
}

const tables = {
  plan: 'plans',
  reading: 'readings',
  note: 'one_to_one_notes',
  message: 'deliveries',
  audit: 'audit_log',
} as const;

/** The ids of what there is of a kind; what retention writes down is left out. */
export async function left(db: Db, kind: AgedKind): Promise<string[]> {
  const rows = await db.selectFrom(tables[kind]).select('id').orderBy('id').execute();
  const written = new Set((await runsOf(db)).map(({ id }) => id));
  return rows.map(({ id }) => id).filter((id) => !written.has(id));
}

/** What retention has written down, the oldest first. */
export const runsOf = (db: Db) =>
  db.selectFrom('audit_log').selectAll().where('action', '=', 'retention').orderBy('at').execute();
