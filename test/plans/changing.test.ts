import { describe, expect, test } from 'vitest';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { askedBefore, buttonsOf, type Fields, filled, saidIn } from '../support/read-page.ts';
import { writtenTo } from '../support/stored.ts';

const [ada, mira, priya, joel] = ['U0ADA000000', 'U0MIRA00000', 'U0PRIYA0000', 'U0JOEL00000'];
const at = '2026-11-25T10:00:00Z';

/** Priya's plan, which Mira has started. */
async function withPlan(coach: TestCoach) {
  const manager = await coach.page('Mira');
  const newHire = await coach.page('Priya');
  const started = await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
  const welcome = await newHire.reply();
  return { manager, newHire, started, welcome };
}

const planOf = (coach: TestCoach) => coach.db.selectFrom('plans').selectAll().executeTakeFirstOrThrow();

const daysOf = async ({ db }: TestCoach) =>
  (await db.selectFrom('checkins').select('due_on').orderBy('due_on').execute()).map(({ due_on }) => due_on);

/** Opens the form that changes Priya's plan, from wherever the plan is shown. */
async function changeForm(page: TestPage) {
  const progress = await page.asks('/ml-role progress @Priya Nair', page.channel);
  await page.presses(progress, 'See the dates');
  await page.presses(await page.topModal(), 'Change');
  return page.topModal();
}

async function changes(page: TestPage, fields: Fields) {
  const form = await changeForm(page);
  const answer = await page.submits(form, filled(form, fields));
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const done = await page.topModal();
  await page.does({ kind: 'close', viewId: done.id });
  expect(await page.modals()).toEqual([]);
  return done;
}

describe.each(databases)('a plan is changed on %s', (database) => {
  test('to another first day: the form shows the days, and the person hears of it', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire, started } = await withPlan(coach);
    await manager.presses(started, 'Change');
    const form = await manager.topModal();
    expect(JSON.stringify(form.blocks)).toContain('"initial_date":"2026-11-30"');
    await manager.chooses(form, 'First day', '2026-12-07');
    const redrawn = await manager.topModal();
    expect(saidIn(redrawn)).toContain('Day 30, Wed 6 Jan 2027');
    await manager.submits(redrawn, filled(redrawn, { 'First day': '2026-12-07' }));
    expect(saidIn(await manager.topModal())).toContain('Day 30, Wed 6 Jan 2027');
    const news = await newHire.reply();
    expect(news.text).toContain(`<@${mira}> changed your plan: it starts on Mon 7 Dec`);
    expect((await daysOf(coach))[0]).toBe('2027-01-06');
    await coach.turnsTo('2026-12-30T12:00:00Z');
    expect((await newHire.reply()).text).toContain('Day 30 is coming up'); // on the new day, and not asked on the old one
    expect(await writtenTo(coach, 'Priya')).toHaveLength(3);
  });

  test('to another hour and other milestones, which the person hears in one message', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    await changes(manager, { 'Hour of the day': '11:00', Milestones: ['Day 30', 'Month 6'] });
    const news = await newHire.reply();
    expect(news.text).toContain('I ask about other milestones, and I ask at 11:00 your time');
    expect(await daysOf(coach)).toEqual(['2026-12-30', '2027-05-31']);
    await coach.turnsTo('2026-12-30T05:29:00Z');
    expect(await writtenTo(coach, 'Priya')).toHaveLength(3); // with the heads-up
    await coach.turnsTo('2026-12-30T05:31:00Z'); // 11:00 in Kolkata
    expect((await writtenTo(coach, 'Priya')).at(-1)).toContain('Day 30 check-in');
  });

  test('by the person, and their manager hears of it; what changes nothing is no news', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    await changes(newHire, {});
    await changes(newHire, { 'Hour of the day': '10:00' });
    expect((await manager.reply()).text).toContain(`<@${priya}> changed their plan: I ask at 10:00 their time`);
    expect(await writtenTo(coach, 'Mira')).toHaveLength(1);
  });

  test('and what cannot be is said under its field', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager } = await withPlan(coach);
    const form = await changeForm(manager);
    const sent = async (fields: Fields) => JSON.stringify(await manager.submits(form, filled(form, fields)));
    expect(await sent({ 'First day': '2027-02-24' })).toMatch(/"start":".*further ahead than I plan/);
    expect(await sent({ Manager: priya })).toMatch(/"manager":".*cannot be their own manager/);
    expect(await sent({ Manager: joel })).toMatch(/"manager":"Only workspace admins/);
    await manager.chooses(form, 'Manager', joel);
    expect(saidIn(await manager.topModal())).toContain('⚠ Only workspace admins');
    expect(await planOf(coach)).toMatchObject({ manager_id: mira, starts_on: '2026-11-30' });
  });

  test('after a pause, the form shows the days as the pause has moved them', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager } = await withPlan(coach);
    await manager.asks('/ml-role pause @Priya Nair until 2026-12-09', manager.channel);
    await coach.turnsTo('2026-12-09T12:00:00Z');
    const form = await changeForm(manager);
    expect(saidIn(form)).toContain('Day 30, Wed 13 Jan 2027');
    await manager.chooses(form, 'First day', '2026-12-07'); // counts from itself
    expect(saidIn(await manager.topModal())).toContain('Day 30, Wed 6 Jan 2027');
  });

  test('when the person moves to another zone: their check-ins come at nine there', async () => {
    await using coach = await startTestCoach({ database, at });
    const { newHire } = await withPlan(coach);
    await coach.local.changePerson(priya, { timeZone: 'America/New_York' });
    const next = () => coach.db.selectFrom('checkins').select('next_at').orderBy('due_on').executeTakeFirst();
    await expect.poll(next).toEqual({ next_at: '2026-12-23T14:00:00.000Z' });
    await coach.turnsTo('2026-12-30T13:59:00Z');
    expect((await newHire.reply()).text).toContain('Day 30 is coming up');
    expect(await writtenTo(coach, 'Priya')).toHaveLength(2);
    await coach.turnsTo('2026-12-30T14:00:30Z');
    expect((await newHire.reply()).text).toContain('Day 30 check-in');
  });
});

describe.each(databases)('another manager, on %s', (database) => {
  test('sees what is recorded from then on, the one before nothing more, and the person may share the rest', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const before = await newHire.asks('/ml-role progress', newHire.channel);
    await newHire.presses(before, '✓ done', 'Understand the product');
    await newHire.reply();
    const admin = await coach.page('Ada');
    const next = await coach.page('Joel');
    await coach.turnsTo('2026-11-26T10:00:00Z');
    await changes(admin, { Manager: joel });
    const news = await newHire.reply();
    expect(news.text).toContain(`Your manager here is now <@${joel}>, who sees what you record from now on`);
    expect(news.text).toContain(`<@${mira}> no longer sees your progress`);
    expect((await manager.reply()).text).toContain(`You are no longer named as <@${priya}>'s manager`);
    expect((await next.reply()).text).toContain(`You are now <@${priya}>'s manager`);

    const refused = await manager.asks('/ml-role progress @Priya Nair', manager.channel);
    expect(refused.text).toContain("Somebody's progress is seen by");
    const seen = async () => (await next.asks('/ml-role progress @Priya Nair', next.channel)).text;
    expect(await seen()).toContain('One goal was set before you became the manager');
    expect(await seen()).not.toContain('Done: ');
    await newHire.presses(
      await newHire.asks('/ml-role progress', newHire.channel),
      '✓ done',
      'Write down what you see',
    );
    await newHire.reply();
    expect(await seen()).toContain('Done: Write down what you see.');

    await newHire.presses(news, 'Share what came before');
    expect((await newHire.reply()).text).toContain(`<@${joel}> now sees what you recorded before, too`);
    expect(await seen()).toContain('Done: Understand the product and its main ML workflows; Write down what you see.');
  });

  test('is shown nothing older by a button that was about somebody else', async () => {
    await using coach = await startTestCoach({ database, at });
    const { newHire } = await withPlan(coach);
    const admin = await coach.page('Ada');
    await newHire.presses(await newHire.asks('/ml-role progress', newHire.channel), '✓ done', 'Understand the product');
    await newHire.reply();
    await coach.turnsTo('2026-11-26T10:00:00Z');
    await changes(admin, { Manager: joel });
    const aboutJoel = await newHire.reply();
    await changes(admin, { Manager: mira });
    await newHire.reply();
    await newHire.presses(aboutJoel, 'Share what came before');
    expect((await newHire.reply()).text).toContain(`You report to <@${mira}> by now.`);
    const line = await coach.db.selectFrom('reporting_lines').selectAll().executeTakeFirstOrThrow();
    expect(line).toMatchObject({ manager_id: mira, since_at: expect.stringMatching(/^2026-11-26/) });
  });

  test('is not taken for the one before by an old button', async () => {
    await using coach = await startTestCoach({ database, at });
    const { newHire, welcome } = await withPlan(coach);
    await changes(await coach.page('Ada'), { Manager: joel });
    await newHire.reply(); // that it is Joel now
    await newHire.presses(welcome, 'This is not my manager');
    expect((await newHire.reply()).text).toContain(`You report to <@${joel}> by now.`);
    expect(await planOf(coach)).toMatchObject({ manager_id: joel, attention: null, state: 'running' });
  });

  test('is named by the person themself, too', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const next = await coach.page('Joel');
    await changes(newHire, { Manager: joel });
    expect((await manager.reply()).text).toContain(`<@${joel}> is`);
    expect((await next.reply()).text).toContain(`You are now <@${priya}>'s manager`);
  });
});

describe.each(databases)('the wrong manager, on %s', (database) => {
  test('is named by the person: the plan stops, the admins are told, and it goes on once they chose another', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire, welcome } = await withPlan(coach);
    const admin = await coach.page('Ada');
    const next = await coach.page('Joel');
    expect(askedBefore(welcome, 'This is not my manager')).toContain('A plan that is under way stops until then');
    await newHire.presses(welcome, 'This is not my manager');
    const answer = await newHire.reply();
    expect(answer.ts).not.toBe(welcome.ts); // which is there to be read again
    expect(answer.text).toContain(
      `<@${mira}> no longer sees anything of yours as your manager. The workspace admins are told, and I write to you once they have named the right one. Your plan waits until then.`,
    );
    const told = await admin.reply();
    expect(told.text).toContain(`<@${priya}> says that the manager named in their plan is not their manager`);
    expect(buttonsOf(told)).toEqual(['Choose a manager', 'End the plan']);
    expect((await manager.reply()).text).toContain(`You are no longer named as <@${priya}>'s manager`);

    expect((await newHire.asks('/ml-role resume', newHire.channel)).text).toContain('Your plan waits for a manager');
    const refused = await manager.asks('/ml-role progress @Priya Nair', manager.channel);
    expect(refused.text).toContain("Somebody's progress is seen by");
    await coach.turnsTo('2027-01-05T10:00:00Z'); // past day 30
    expect(await writtenTo(coach, 'Priya')).toHaveLength(1);
    expect(await writtenTo(coach, 'Ada')).toHaveLength(1); // once

    await admin.presses(told, 'Choose a manager');
    const form = await admin.topModal();
    expect(await admin.submits(form, {})).toMatchObject({ errors: { manager: expect.stringContaining('required') } });
    await admin.submits(form, filled(form, { Manager: joel }));
    expect((await next.reply()).text).toContain(`You are now <@${priya}>'s manager`);
    const news = [(await newHire.reply()).text, (await newHire.reply()).text].sort();
    expect(news[0]).toContain(`<@${ada}> resumed your plan. What was still to come moved by 41 days.`);
    expect(news[1]).toContain(`Your manager here is now <@${joel}>`);
    expect(await planOf(coach)).toMatchObject({ state: 'running', attention: null, manager_id: joel });
    expect((await daysOf(coach))[0]).toBe('2027-02-09');
  });

  test('stands still beyond a pause whose day comes meanwhile', async () => {
    await using coach = await startTestCoach({ database, at });
    const { newHire, welcome } = await withPlan(coach);
    const admin = await coach.page('Ada');
    await newHire.asks('/ml-role pause until 2026-12-01', newHire.channel);
    await newHire.presses(welcome, 'This is not my manager');
    await newHire.reply();
    const told = await admin.reply();
    await coach.turnsTo('2026-12-05T10:00:00Z');
    expect(await planOf(coach)).toMatchObject({ state: 'paused', attention: 'wrong-manager' });
    await admin.presses(told, 'Choose a manager');
    const form = await admin.topModal();
    await admin.submits(form, filled(form, { Manager: mira }));
    await admin.topModal();
    expect(await planOf(coach)).toMatchObject({ state: 'running', attention: null, manager_id: mira });
  });

  test('says so themself: the person and the admins hear of it, and the plan goes on meanwhile', async () => {
    await using coach = await startTestCoach({ database, at });
    const newHire = await coach.page('Joel');
    const manager = await coach.page('Mira');
    const admin = await coach.page('Ada');
    await newHire.asks('/ml-role onboard @Joel Park 2026-11-30 manager @Mira Lindqvist', newHire.channel);
    await newHire.reply();
    const named = await manager.reply();
    expect(askedBefore(named, 'They do not report to me')).toContain('the right manager can be named');
    await manager.presses(named, 'They do not report to me');
    expect(await manager.reply()).toMatchObject({
      ts: named.ts,
      text: `<@${joel}> no longer reports to you here, and their plan has no manager until an admin names one. They and the workspace admins are told, and there is nothing more for you to do.`,
    });
    expect((await newHire.reply()).text).toContain('For now nobody is named as your manager here');
    const told = await admin.reply();
    expect(told.text).toContain(`says that they do not manage <@${joel}>`);
    expect(buttonsOf(told)).toEqual(['Choose a manager', 'End the plan']);
    await coach.turnsTo('2026-12-23T15:00:00Z');
    expect((await newHire.reply()).text).toContain('Day 30 is coming up');
    await admin.presses(told, 'Choose a manager');
    const form = await admin.topModal();
    await admin.submits(form, filled(form, { Manager: ada }));
    expect((await newHire.reply()).text).toContain(`Your manager here is now <@${ada}>`);
    expect(await planOf(coach)).toMatchObject({ attention: null, manager_id: ada });
    expect(await writtenTo(coach, 'Ada')).toHaveLength(1);
  });

  test('in the plan of the only admin is for that admin to mend', async () => {
    await using coach = await startTestCoach({ database, at });
    const admin = await coach.page('Ada');
    const manager = await coach.page('Mira');
    await admin.asks('/ml-role onboard @Ada Okafor 2026-11-30 manager @Mira Lindqvist', admin.channel);
    await admin.reply();
    await manager.presses(await manager.reply(), 'They do not report to me');
    await manager.reply();
    const told = [(await admin.reply()).text, (await admin.reply()).text].join('\n');
    expect(told).toContain('For now nobody is named as your manager here');
    expect(told).toContain('A plan needs you.');
  });
});
