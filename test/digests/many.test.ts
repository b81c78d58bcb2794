import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../blocks/digests/digest.ts';
import { textLength } from '../../blocks/plain-text.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { checkMessageBlocks } from '../../src/local/checks/block-check.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { savePerson } from '../../src/store/people.ts';
import { insertPlan, type Plan } from '../../src/store/plans.ts';
import type { Db } from '../../src/store/tables.ts';
import { databases } from '../support/databases.ts';
import { mira, workspaceId } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';
import { digestsOn } from './start-digests.ts';

const role = roleGoals(builtInRole());
const at = '2026-11-25T09:00:00.000Z';

/** A team of which every other is blocked at two goals and off target. */
async function team(db: Db, size: number): Promise<void> {
  await savePerson(db, mira, { timeZone: 'Europe/Berlin', account: 'member', at: new Date(at) });
  for (let index = 0; index < size; index++) {
    const person_id = `U0P${String(index).padStart(5, '0')}`;
    await savePerson(
      db,
      { workspaceId, personId: person_id },
      { timeZone: 'UTC', account: 'member', at: new Date(at) },
    );
    const plan: Plan = {
      ...{ id: `P${index}`, workspace_id: workspaceId, person_id, manager_id: mira.personId, manager_since: at },
      ...{ former_manager_id: null, former_since: null },
      ...{ role_id: role.roleId, starts_on: '2026-11-25', shifted_days: 0, milestones: '["day-30"]', state: 'running' },
      ...{ paused_on: null, paused_until: null, paused_at: null, resumed_at: null, next_at: null },
      ...{ attention: null, attention_since: null },
      ...{ attention_error: null, attention_told_at: null, created_by: mira.personId, created_at: at, ended_at: null },
    };
    await insertPlan(db, plan);
    await db
      .insertInto('checkins')
      .values({
        ...{
          id: `C${index}`,
          workspace_id: workspaceId,
          plan_id: plan.id,
          milestone: 'day-30',
          falls_on: '2026-12-25',
        },
        ...{ due_on: '2026-12-25', state: 'planned', next_step: null, next_at: null, asked_at: null },
        ...{ answered_at: null, version: 0, answered_goals: null },
      })
      .execute();
    if (index % 2 === 0) await stuck(db, plan);
  }
}

async function stuck(db: Db, { id, person_id }: Plan): Promise<void> {
  for (const goal_id of ['access', 'observations']) {
    const goal = {
      ...{ workspace_id: workspaceId, plan_id: id, goal_id, milestone: 'day-30' as const, title: goal_id },
      ...{ state: 'blocked' as const, evidence: 'x'.repeat(2000), changed_at: at, changed_by: person_id },
    };
    await db
      .insertInto('goals')
      .values({ ...goal, evidence_at: at, version: 1 })
      .execute();
    await db
      .insertInto('goal_changes')
      .values({ ...goal, id: `${id} ${goal_id}` })
      .execute();
  }
  for (const day of [10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    await db
      .insertInto('readings')
      .values({
        ...{
          id: `${id} ${day}`,
          workspace_id: workspaceId,
          person_id,
          kpi_id: 'latency',
          measured_on: `2026-11-${day}`,
        },
        ...{ value: 200 + day, currency: null, confidence: null, note: '', source: 'person', source_id: null },
        ...{ recorded_by: person_id, recorded_at: at },
      })
      .execute();
}

describe.each(databases)('a digest of many, on %s', (database) => {
  const start = digestsOn(database);

  test.each([1, 7, 60, 400])(
    'of %i people stays within Slack’s limits on every page, and names each once',
    async (size) => {
      const digests = await start({ at, role });
      await digests.deps.db.transaction().execute((trx) => team(trx, size));
      const began = performance.now();
      const digest = await readDigest(digests.deps, mira);
      if (!digest) throw new Error('there is no digest');
      const first = digestMessage(digest, 1);
      expect(performance.now() - began).toBeLessThan(2000);
      const pages = [first];
      while (JSON.stringify(pages.at(-1)?.blocks).includes('Next page'))
        pages.push(digestMessage(digest, pages.length + 1));
      for (const { blocks, text } of pages) {
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(blocks.reduce((sum, block) => sum + textLength(block), 0)).toBeLessThan(13_000);
        expect(text.length).toBeLessThanOrEqual(4000);
        expect(checkMessageBlocks(blocks)).toEqual([]);
      }
      const named = pages.flatMap((page) => saidIn(page).match(/U0P\d{5}/g) ?? []);
      expect(named).toHaveLength(size);
      expect(new Set(named).size).toBe(size);
      const stuckOnes = named.slice(0, Math.ceil(size / 2)).map((id) => Number(id.slice(3)));
      expect(stuckOnes.every((index) => index % 2 === 0)).toBe(true); // the worst first
    },
  );
});
