import { describe, expect, test } from 'vitest';
import { planActions } from '../../blocks/plans/plan-buttons.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { filled, saidIn } from '../support/read-page.ts';
import { writtenTo } from '../support/stored.ts';
import { ada, at, everything, goalsOf, joel, mira, notYours, priya, sam, withPlans } from './two-plans.ts';

const goal = 'understand-product';

const auditedOf = ({ db }: TestCoach) =>
  db.selectFrom('audit_log').select(['by_id', 'action', 'about_id']).where('about_id', '=', priya).execute();

/** An admin names Joel as Priya's manager. */
async function joelBecomesManager(admin: TestPage) {
  const progress = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
  await admin.presses(progress, 'See the dates');
  await admin.presses(await admin.topModal(), 'Change');
  const form = await admin.topModal();
  await admin.submits(form, filled(form, { Manager: joel }));
  await admin.topModal();
}

describe.each(databases)('progress on %s', (database) => {
  test('is seen by the person, their manager and admins, and that an admin saw it is written down', async () => {
    await using coach = await startTestCoach({ database, at });
    const people = await withPlans(coach);
    const done = 'Done: Understand the product and its main ML workflows';
    expect((await people.priya.asks('/ml-role progress', people.priya.channel)).text).toContain(done);
    expect((await people.mira.asks('/ml-role progress @Priya Nair', people.mira.channel)).text).toContain(done);
    expect(await auditedOf(coach)).toEqual([]);
    expect((await people.ada.asks('/ml-role progress @Priya Nair', people.ada.channel)).text).toContain(done);
    expect(await auditedOf(coach)).toEqual([{ by_id: ada, action: 'read-progress', about_id: priya }]);
    for (const name of ['Joel', 'Sam']) {
      const page = await coach.page(name);
      const refused = await page.asks('/ml-role progress @Priya Nair', page.channel);
      expect(refused.text).toContain(notYours);
      expect(refused.text).not.toContain('Day 30');
      // the same where there is nothing to see
      const none = await page.asks('/ml-role progress @Mira Lindqvist', page.channel);
      expect(none.text).toBe(refused.text.replace(priya, mira));
    }
  });

  test('of somebody without a plan: an admin is told so, and how to start one', async () => {
    await using coach = await startTestCoach({ database, at });
    const admin = await coach.page('Ada');
    const none = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    expect(none.text).toContain(`<@${priya}> has no plan here`);
    const paused = await admin.asks('/ml-role pause @Priya Nair until 2026-12-14', admin.channel);
    expect(paused.text).toContain(`<@${priya}> has no plan yet`);
  });

  test('is not an admin’s any more once they are none, at that moment', async () => {
    await using coach = await startTestCoach({ database, at });
    const people = await withPlans(coach);
    await coach.local.changePerson(ada, { kind: 'member' });
    const refused = await people.ada.asks('/ml-role progress @Priya Nair', people.ada.channel);
    expect(refused.text).toContain(notYours);
  });
});

describe.each(databases)('a goal on %s', (database) => {
  test('is set by the person, their manager and admins, and the last is written down', async () => {
    await using coach = await startTestCoach({ database, at });
    const people = await withPlans(coach);
    for (const [who, state] of [
      ['priya', '◐ in progress'],
      ['mira', '▲ blocked'],
      ['ada', '× dropped'],
    ] as const) {
      const page = people[who];
      const progress = await page.asks('/ml-role progress @Priya Nair', page.channel);
      await page.presses(progress, state, 'Write down what you see');
      expect(await page.reply()).toMatchObject({ ts: progress.ts });
    }
    const changes = await coach.db.selectFrom('goal_changes').select(['changed_by', 'state']).execute();
    expect(changes).toEqual(
      expect.arrayContaining([
        { changed_by: priya, state: 'in_progress' },
        { changed_by: mira, state: 'blocked' },
        { changed_by: ada, state: 'dropped' },
      ]),
    );
    const actions = (await auditedOf(coach)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'set-goal')).toHaveLength(1);
  });

  test('is set by nobody else', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const { planId } = await withPlans(coach);
    const before = await everything(coach);
    for (const stranger of [joel, sam])
      for (const state of ['done', 'blocked', 'not_started']) {
        const { text } = await slack.chooses(stranger, `goal.set:${goal}`, `${planId}|${goal}|${state}|7`);
        expect(text).toContain(notYours);
      }
    expect(await everything(coach)).toEqual(before);
  });
});

describe.each(databases)('whoever was the manager, on %s', (database) => {
  test('sees and changes nothing any more, not in what was open before, either', async () => {
    await using coach = await startTestCoach({ database, at });
    const people = await withPlans(coach);
    const former = people.mira;
    const progress = await former.asks('/ml-role progress @Priya Nair', former.channel);
    await former.presses(progress, 'See the dates');
    await former.presses(await former.topModal(), 'Change');
    const form = await former.topModal();
    await joelBecomesManager(people.ada);
    await former.reply(); // that they are not any more
    const before = await everything(coach);

    await former.chooses(form, 'First day', '2026-12-07');
    expect(saidIn(await former.topModal())).toContain(notYours);
    await former.presses(progress, '▲ blocked', 'Write down what you see');
    expect((await former.reply()).text).toContain(notYours);
    await former.presses(progress, 'See the dates');
    expect((await former.reply()).text).toContain(notYours);
    for (const word of ['progress @Priya Nair', 'resume @Priya Nair', 'offboard @Priya Nair'])
      expect((await former.asks(`/ml-role ${word}`, former.channel)).text).toContain(notYours);
    expect(await everything(coach)).toEqual(before);
  });

  test('gets no more of the test messages that were on their way', async () => {
    await using coach = await startTestCoach({ database, at });
    const people = await withPlans(coach);
    await using slack = await rawSlack(coach);
    await slack.presses(mira, planActions.test, people.planId); // twenty-one, one a second
    expect((await people.mira.reply()).text).toContain('Test:');
    await joelBecomesManager(people.ada);
    const copies = (await writtenTo(coach, 'Mira')).filter((text) => text.startsWith('Test:'));
    expect(copies.length).toBeLessThan(21);
  });
});

describe.each(databases)('a new manager, on %s', (database) => {
  test('neither sees nor sets what was recorded before, by whatever way', async () => {
    await using coach = await startTestCoach({ database, at });
    const people = await withPlans(coach);
    await using slack = await rawSlack(coach);
    const [{ goal_id: older } = { goal_id: '' }] = await goalsOf(coach);
    await coach.turnsTo('2026-11-26T10:00:00Z');
    await joelBecomesManager(people.ada);
    const before = await goalsOf(coach);
    const next = await coach.page('Joel');
    const progress = await next.asks('/ml-role progress @Priya Nair', next.channel);
    expect(progress.text).not.toMatch(/Understand the product|Done:/); // what is hidden is not shown as open, either
    await next.presses(progress, 'See the dates');
    await next.presses(await next.topModal(), 'See every message');
    expect(saidIn(await next.topModal())).not.toMatch(/✓/);
    for (const state of ['done', 'blocked']) {
      const answer = await slack.chooses(joel, `goal.set:${older}`, `${people.planId}|${older}|${state}|0`);
      expect(answer.text).toContain(notYours);
      expect(answer.text).not.toMatch(/done|meanwhile/);
    }
    expect(await goalsOf(coach)).toEqual(before);
  });
});
