import { describe, expect, test } from 'vitest';
import { checkinActions } from '../../blocks/checkin/checkin-actions.ts';
import { planActions } from '../../blocks/plans/plan-buttons.ts';
import { reportingActions } from '../../blocks/team/reporting-buttons.ts';
import type { PageView } from '../../src/local/protocol.ts';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { filled } from '../support/read-page.ts';
import { writtenTo } from '../support/stored.ts';
import { ada, at, everything, joel, mira, notYours, priya, sam, withPlans } from './two-plans.ts';

describe.each(databases)('a button that was forged, on %s', (database) => {
  const ofPlan = Object.values(planActions).filter(
    (action) => action !== planActions.onboard && action !== planActions.form,
  );
  const { answer, open, tomorrow, monday, away } = checkinActions;

  test('of a plan shows and changes nothing, whoever has nothing to do with it', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { planId } = await withPlans(coach);
    const before = await everything(coach);
    for (const stranger of [joel, sam])
      for (const action of ofPlan) {
        const { text } = await slack.presses(stranger, action, planId);
        expect(text, action).toMatch(
          /^Somebody's progress is seen by|^For <@U0PRIYA0000> that is up|^That is for <@U0PRIYA0000> alone/,
        );
        expect(text, action).not.toMatch(/Day 30|2026|Understand/);
      }
    await coach.settles();
    expect(await everything(coach)).toEqual(before);
    for (const name of ['Joel', 'Sam']) expect((await writtenTo(coach, name)).join()).not.toContain(priya);
  });

  test('of a check-in shows and changes nothing, be it the manager or an admin', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { checkinId } = await withPlans(coach);
    const before = await everything(coach);
    for (const other of [mira, ada, joel, sam])
      for (const action of [answer, open, tomorrow, monday, away]) {
        const { text } = await slack.presses(other, action, checkinId);
        expect(text, action).toContain(`That is for <@${priya}> alone`);
      }
    expect(await everything(coach)).toEqual(before);
  });

  test('with garbage in it is answered, and changes nothing', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    await withPlans(coach);
    const before = await everything(coach);
    for (const value of ['', 'garbage', '|||', "'; drop table plans; --", 'x'.repeat(2000)])
      for (const action of [...ofPlan, answer, open, tomorrow, monday, away])
        expect((await slack.presses(mira, action, value)).text, `${action} ${value}`).toContain('is no longer there');
    expect(await everything(coach)).toEqual(before);
  });

  test('that is for another than whoever pressed it does nothing', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { planId } = await withPlans(coach);
    const before = await everything(coach);
    const { text } = await slack.presses(mira, planActions.delete, planId);
    expect(text).toContain(`deleted by <@${priya}> or a workspace admin alone`);
    expect(await everything(coach)).toEqual(before);
  });

  test('of who reports to whom is for the person or their manager alone, about no other', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { planId } = await withPlans(coach);
    const before = await everything(coach);
    const { disown, share, release } = reportingActions;
    for (const other of [priya, ada, joel, sam])
      expect((await slack.presses(other, release, priya)).text).toContain(notYours);
    for (const action of [disown, share]) {
      for (const other of [mira, ada, sam])
        expect((await slack.presses(other, action, mira)).text).toContain('You report to nobody here by now');
      expect((await slack.presses(joel, action, mira)).text).toContain(`You report to <@${ada}> by now`);
      for (const garbage of ['', 'garbage', planId, priya])
        expect((await slack.presses(priya, action, garbage)).text).toContain(`You report to <@${mira}> by now`);
    }
    for (const garbage of ['', 'garbage', planId])
      expect((await slack.presses(mira, release, garbage)).text).toContain(notYours);
    expect(await everything(coach)).toEqual(before);
  });

  test('that an earlier version sent is answered, and changes nothing', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { planId } = await withPlans(coach);
    const before = await everything(coach);
    for (const [name, value] of [
      ['plan.not-my-manager', `${planId}|${mira}`],
      ['plan.share-older', `${planId}|${mira}`],
      ['plan.decline', planId],
    ] as const)
      expect((await slack.presses(priya, name, value)).text).toContain('This is from an older version of the app');
    expect(await everything(coach)).toEqual(before);
  });
});

describe.each(databases)('a form that was forged, on %s', (database) => {
  test('or was somebody else’s, changes nothing', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { planId, ...people } = await withPlans(coach);
    const progress = await people.priya.asks('/ml-role progress', people.priya.channel);
    await people.priya.presses(progress, 'Answer early: Day 30');
    const { callback_id, private_metadata } = asForm(await people.priya.topModal());
    await people.mira.presses(
      await people.mira.asks('/ml-role progress @Priya Nair', people.mira.channel),
      'See the dates',
    );
    const overview = await people.mira.topModal();
    await people.mira.presses(overview, 'Change');
    const change = await people.mira.topModal();
    const changed = filled(change, { 'First day': '2026-12-07', Manager: joel, Milestones: ['Day 30'] });
    const before = await everything(coach);

    for (const other of [mira, ada, joel, sam])
      expect(await slack.submits(other, { callback_id, private_metadata }, {})).toContain('That is for ');
    for (const stranger of [joel, sam]) {
      expect(await slack.submits(stranger, asForm(change), changed)).toContain(notYours);
      const pause = { until: { day: { type: 'datepicker', selected_date: '2026-12-14' } } };
      const paused = await slack.submits(stranger, { callback_id: 'plan.pause', private_metadata: planId }, pause);
      expect(paused).toContain(notYours);
    }
    const request = { personId: mira, managerId: ada, startsOn: '2026-11-30', milestones: ['day-30'], hour: 9 };
    const started = { callback_id: 'plan.preview', private_metadata: JSON.stringify(request) };
    expect(await slack.submits(joel, started, {})).toContain('Only workspace admins can name');
    expect(await everything(coach)).toEqual(before);
  });
});

const asForm = (view: PageView) => ({
  callback_id: view.callback_id ?? '',
  private_metadata: view.private_metadata ?? '',
});
