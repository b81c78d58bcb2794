import { describe, expect, test } from 'vitest';
import { privacyActions } from '../../blocks/privacy/privacy-actions.ts';
import { at, everything, joel, planOf, priya, withPlans } from '../plans/two-plans.ts';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { buttonsOf, saidIn } from '../support/read-page.ts';
import { writtenTo } from '../support/stored.ts';

describe.each(databases)('/ml-role forget-me on %s', (database) => {
  test('says what goes and what stays, and one button does it', async () => {
    await using coach = await startTestCoach({ database, at });
    const { priya: page } = await withPlans(coach);
    const before = await everything(coach);
    const asked = await page.asks('/ml-role forget-me', page.channel);
    for (const part of ['1 plan', '5 check-ins', '1 goal', 'Your plan ends', 'What stays, and why', 'audit log'])
      expect(asked.text).toContain(part);
    expect(asked.ephemeral).toBe(true);
    expect(buttonsOf(asked)).toEqual(['Delete it all', 'My data as files first']);
    expect(await everything(coach)).toEqual(before);

    await page.presses(asked, 'Delete it all');
    expect((await page.reply()).text).toContain('What I kept of you is deleted');
    await expect(planOf(coach)).rejects.toThrow();
    expect((await writtenTo(coach, 'Mira')).at(-1)).toBe(
      `<@${priya}> has asked me to forget what I knew of them; their plan has ended.`,
    );
    const mira = await coach.page('Mira');
    const gone = await mira.asks('/ml-role progress @Priya Nair', mira.channel);
    expect(gone.text).toContain('progress is seen by them, their manager and the workspace admins');
    const again = await page.asks('/ml-role forget-me', page.channel);
    expect(again.text).toContain('I keep nothing of you');
    expect(buttonsOf(again)).toEqual([]);
  });

  test('tells a manager whose plans need another one', async () => {
    await using coach = await startTestCoach({ database, at });
    const { mira } = await withPlans(coach);
    const asked = await mira.asks('forget-me');
    expect(asked.text).toContain(`You are no longer named as the manager of <@${priya}>`);
    expect(asked.text).not.toContain('Your plan ends');
    await mira.presses(asked, 'Delete it all');
    expect((await mira.reply(mira.dm)).text).toContain('What I kept of you is deleted');
    expect((await writtenTo(coach, 'Priya')).at(-1)).toContain('nobody is named as your manager here');
    expect((await writtenTo(coach, 'Ada')).at(-1)).toContain(`<@${priya}>'s plan has no manager`);
  });

  test('is a page of the settings, which says when it is done', async () => {
    await using coach = await startTestCoach({ database, at });
    const { priya: page } = await withPlans(coach);
    await page.types('/ml-role settings', page.channel);
    await page.presses(await page.topModal(), 'Forget me');
    const asked = await page.topModal();
    expect(saidIn(asked)).toContain('What stays, and why');
    await page.presses(asked, 'Delete it all');
    expect(saidIn(await page.topModal())).toContain('What I kept of you is deleted');
    await expect(planOf(coach)).rejects.toThrow();
  });

  test('deletes nothing of anybody else, whoever presses the button of theirs', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    await withPlans(coach);
    const before = await everything(coach);
    for (const carried of [priya, '', 'garbage'])
      expect((await slack.presses(joel, privacyActions.forget, carried)).text).toContain('is no longer there');
    expect(await everything(coach)).toEqual(before);
  });
});
