import { type AgedKind, agedKinds } from './old-rows.ts';
import type { Workspace } from './people.ts';
import type { Db } from './tables.ts';

/** After how many months each kind goes; null: never by its age. */
export type Periods = Readonly<Record<AgedKind, number | null>>;

export const periodsOf = (workspace: Workspace): Periods => ({
  plan: workspace.plan_months,
  reading: workspace.reading_months,
  note: workspace.note_months,
  message: workspace.message_months,
  audit: workspace.audit_months,
});

export const periodColumns = ({ plan, reading, note, message, audit }: Periods) => ({
  ...{ plan_months: plan, reading_months: reading, note_months: note, message_months: message, audit_months: audit },
});

/** Every workspace that has set a period (all rows of a small table). */
export async function workspacesWithPeriods(db: Db): Promise<{ workspaceId: string; periods: Periods }[]> {
  const workspaces = await db
    .selectFrom('workspaces')
    .selectAll()
    .where(({ or, eb }) => or(agedKinds.map((kind) => eb(`${kind}_months`, 'is not', null))))
    .execute();
  return workspaces.map((workspace) => ({ workspaceId: workspace.id, periods: periodsOf(workspace) }));
}
