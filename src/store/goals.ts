import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Db, Tables } from './tables.ts';

export type Goal = Selectable<Tables['goals']>;

/** The goals of a plan whose state was ever set. */
export async function goalsOf(db: Db, plan: { workspace_id: string; id: string }): Promise<Goal[]> {
  return db
    .selectFrom('goals')
    .selectAll()
    .where('workspace_id', '=', plan.workspace_id)
    .where('plan_id', '=', plan.id)
    .orderBy('goal_id') // always the same
    .execute();
}

/** Stores goals as they are now, and each as a change of its own: nothing that was said before is lost. */
export async function saveGoals(db: Db, goals: Goal[]): Promise<void> {
  if (goals.length === 0) return;
  await db
    .insertInto('goals')
    .values(goals)
    .onConflict((conflict) =>
      conflict.columns(['plan_id', 'goal_id']).doUpdateSet((eb) => ({
        title: eb.ref('excluded.title'),
        state: eb.ref('excluded.state'),
        evidence: eb.ref('excluded.evidence'),
        evidence_at: eb.ref('excluded.evidence_at'),
        changed_at: eb.ref('excluded.changed_at'),
        changed_by: eb.ref('excluded.changed_by'),
        version: eb.ref('excluded.version'),
      })),
    )
    .execute();
  await db
    .insertInto('goal_changes')
    .values(goals.map(({ version: _, evidence_at: __, ...change }) => ({ id: randomUUID(), ...change })))
    .execute();
}
