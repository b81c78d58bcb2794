import { describe, expect, test } from 'vitest';
import { digestMessage } from '../../blocks/digests/digest.ts';
import { readDigest } from '../../src/digests/read-digest.ts';
import { roleGoals } from '../../src/plans/role-goals.ts';
import { savePerson } from '../../src/store/people.ts';
import { saveLine } from '../../src/store/reporting-lines.ts';
import { databases } from '../support/databases.ts';
import { actor, mira, workspaceId } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';
import { builtInRole } from '../support/roles.ts';
import { digestsOn } from './start-digests.ts';

const joel = actor('U0JOEL');
const at = '2026-11-25T09:00:00.000Z';

describe.each(databases)('a team in which nobody has a plan, on %s', (database) => {
  const start = digestsOn(database);

  test('has a digest all the same', async () => {
    const { deps } = await start({ at, role: roleGoals(builtInRole()) });
    const { db } = deps;
    for (const key of [mira, joel]) await savePerson(db, key, { timeZone: 'UTC', account: 'member', at: new Date(at) });
    await saveLine(db, {
      workspace_id: workspaceId,
      person_id: joel.personId,
      manager_id: mira.personId,
      since_at: at,
    });
    const digest = await readDigest(deps, mira);
    if (!digest) throw new Error('there is no digest');
    expect(saidIn(digestMessage(digest, 1))).toContain('<@U0JOEL>  no plan');
  });
});
