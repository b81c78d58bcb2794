import { describe, expect, test } from 'vitest';
import { whoSeesModal } from '../../blocks/privacy/who-sees.ts';
import { readWhoSees } from '../../src/privacy/who-sees.ts';
import { databases } from '../support/databases.ts';
import { bob, mira, plansOn } from '../support/plans.ts';
import { saidIn } from '../support/read-page.ts';

describe.each(databases)('what others see, on %s', (database) => {
  const start = plansOn(database);
  const said = async ({ deps }: Awaited<ReturnType<typeof start>>) =>
    saidIn(whoSeesModal(await readWhoSees(deps, bob)));

  test('names the manager and since when they see something', async () => {
    const plans = await start({ at: '2026-11-24T09:00:00Z' });
    await plans.starts({ startsOn: '2026-11-24' });
    expect(await said(plans)).toContain(`Your manager, <@${mira.personId}>, sees what you record since Tue 24 Nov`);
    expect(await said(plans)).toContain('Your goals with their notes');
    expect(await said(plans)).toContain('that you have a plan or a manager here, if you do: not which');
  });

  test('says that nobody does where nobody is the manager, or they are a guest by now', async () => {
    const plans = await start({ at: '2026-11-24T09:00:00Z' });
    expect(await said(plans)).toContain('Your manager: nobody is');
    await plans.starts({ startsOn: '2026-11-24' });
    await plans.deps.db.updateTable('people').set({ account: 'guest' }).where('id', '=', mira.personId).execute();
    expect(await said(plans)).toContain('Your manager: nobody is');
    expect(await said(plans)).not.toContain('Your goals with their notes');
  });
});
