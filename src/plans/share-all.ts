import { Refusal } from '../refusal.ts';
import { lockPeople } from '../store/people.ts';
import { always, lineOf, saveLine } from '../store/reporting-lines.ts';
import type { Trx } from '../store/tables.ts';
import type { Actor } from './rights.ts';

/**
 * Whoever they report to sees all that they recorded, also what is from before. To be called with their plan locked,
 * where they have one.
 * @param managerId whom they were asked about: by now it may be somebody else
 * @throws {Refusal} that is not who they report to
 */
export async function shareAll(trx: Trx, actor: Actor, managerId: string): Promise<void> {
  const { workspaceId, personId } = actor;
  await lockPeople(trx, workspaceId, [personId]);
  const line = await lineOf(trx, actor);
  if (line?.manager_id !== managerId) throw new Refusal({ kind: 'other-line', managerId: line?.manager_id });
  await saveLine(trx, { workspace_id: workspaceId, person_id: personId, manager_id: managerId, since_at: always });
}
