import { describe, expect, test } from 'vitest';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { askedBefore, buttonsOf, filled, saidIn } from '../support/read-page.ts';
import { stored, writtenTo } from '../support/stored.ts';

const [ada, mira, priya] = ['U0ADA000000', 'U0MIRA00000', 'U0PRIYA0000'];
const at = '2026-11-25T10:00:00Z';

/** Priya's plan, which Mira has started: the welcome has been sent. */
async function withPlan(coach: TestCoach) {
  const manager = await coach.page('Mira');
  const newHire = await coach.page('Priya');
  await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
  await newHire.reply();
  return { manager, newHire };
}

/** Types that Priya's plan is to end, and says yes. */
async function ends(page: TestPage) {
  await page.presses(await page.asks('/ml-role offboard @Priya Nair', page.channel), 'End the plan');
  return page.reply();
}

const planOf = (coach: TestCoach) => coach.db.selectFrom('plans').selectAll().executeTakeFirstOrThrow();

const daysOf = async ({ db }: TestCoach) =>
  (await db.selectFrom('checkins').select('due_on').orderBy('due_on').execute()).map(({ due_on }) => due_on);

describe.each(databases)('a pause, on %s', (database) => {
  test('stops all questions until its day, and then what is to come has moved by as long', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const paused = await manager.asks('/ml-role pause @Priya Nair until 2027-01-11', manager.channel);
    expect(paused.text).toContain('is paused and goes on again on Mon 11 Jan');
    expect(buttonsOf(paused)).toEqual(['Resume', 'See the dates']);
    expect((await newHire.reply()).text).toContain(`<@${mira}> paused your plan until Mon 11 Jan`);
    await coach.turnsTo('2027-01-11T03:29:00Z'); // a minute before nine in Kolkata
    expect(await writtenTo(coach, 'Priya')).toHaveLength(2);
    await coach.turnsTo('2027-01-11T03:31:00Z');
    const goesOn = await newHire.reply();
    expect(goesOn.text).toContain('Your plan goes on again. What was still to come moved by 47 days.');
    expect(goesOn.text).toContain('Day 30, Mon 15 Feb');
    expect((await daysOf(coach))[0]).toBe('2027-02-15');
    await coach.turnsTo('2027-02-15T03:31:00Z');
    expect((await newHire.reply()).text).toContain('Day 30 is coming up');
    expect((await newHire.reply()).text).toContain('Day 30 check-in');
  });

  test('can be ended earlier by whoever may set it', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const paused = await manager.asks('/ml-role pause @Priya Nair until 2027-01-11', manager.channel);
    await newHire.reply();
    await coach.turnsTo('2026-12-02T10:00:00Z');
    await manager.presses(paused, 'Resume');
    const resumed = await manager.reply();
    expect(resumed).toMatchObject({ ts: paused.ts, text: expect.stringContaining('moved by 7 days') });
    expect((await newHire.reply()).text).toContain(`<@${mira}> resumed your plan`);
    expect((await daysOf(coach))[0]).toBe('2027-01-06');
    const again = await manager.asks('/ml-role resume @Priya Nair', manager.channel);
    expect(again.text).toContain('is not paused');
    await coach.turnsTo('2027-01-12T12:00:00Z');
    expect((await writtenTo(coach, 'Priya')).filter((text) => text.includes('goes on again'))).toEqual([]);
  });

  test('is set by the person themself, and their manager hears of it', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const paused = await newHire.asks('/ml-role pause until 2026-12-14', newHire.channel);
    expect(paused.text).toContain('Your plan is paused');
    expect((await manager.reply()).text).toContain(`<@${priya}> paused their plan until Mon 14 Dec`);
    expect((await newHire.asks('/ml-role resume', newHire.channel)).text).toContain('Your plan goes on again');
    expect((await manager.reply()).text).toContain(`<@${priya}> resumed their plan`);
  });

  test('is set by an admin, whom both of them hear of, and who is written down', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const admin = await coach.page('Ada');
    await admin.asks('/ml-role pause @Priya Nair until 2026-12-14', admin.channel);
    expect((await newHire.reply()).text).toContain(`<@${ada}> paused your plan`);
    expect((await manager.reply()).text).toContain(`<@${ada}> paused <@${priya}>'s plan`);
    const audited = await coach.db.selectFrom('audit_log').select(['by_id', 'about_id', 'action']).execute();
    expect(audited).toEqual([{ by_id: ada, about_id: priya, action: 'pause-plan' }]);
  });

  test('is set in a form, too, which says what is wrong with a day', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager } = await withPlan(coach);
    const progress = await manager.asks('/ml-role progress @Priya Nair', manager.channel);
    await manager.presses(progress, 'See the dates');
    const plan = await manager.topModal();
    expect(buttonsOf(plan)).toEqual(['Change', 'See every message', 'Pause', 'End the plan']);
    await manager.presses(plan, 'Pause');
    const form = await manager.topModal();
    const past = await manager.submits(form, filled(form, { Until: '2026-11-25' }));
    expect(past).toEqual({ ok: false, errors: { until: expect.stringContaining('is past') } });
    const far = await manager.submits(form, filled(form, { Until: '2027-12-25' }));
    expect(far).toEqual({ ok: false, errors: { until: expect.stringContaining('further ahead than I plan') } });
    await manager.submits(form, filled(form, { Until: '2026-12-14' }));
    const done = await manager.topModal();
    expect(saidIn(done)).toContain('is paused and goes on again on Mon 14 Dec');
    await manager.does({ kind: 'close', viewId: done.id });
    expect(await manager.modals()).toEqual([]);
    expect(await planOf(coach)).toMatchObject({ state: 'paused', paused_until: '2026-12-14' });
  });

  test('needs a day to come', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager } = await withPlan(coach);
    const refusals = [
      ['until 2026-11-24', 'is past'],
      ['until 2027-12-25', 'further ahead than I plan'],
      ['until soon', '"soon" is no day'],
      ['', 'There is no day yet'],
    ];
    for (const [typed, says] of refusals)
      expect((await manager.asks(`/ml-role pause @Priya Nair ${typed}`, manager.channel)).text).toContain(says);
    expect(await planOf(coach)).toMatchObject({ state: 'running' });
  });
});

describe.each(databases)('whoever has nothing to do with a plan, on %s', (database) => {
  test('changes nothing and learns nothing, not even whether there is one', async () => {
    await using coach = await startTestCoach({ database, at });
    await withPlan(coach);
    const before = [await planOf(coach), await stored(coach.db)];
    const joel = await coach.page('Joel');
    const sam = await coach.page('Sam');
    const words = [
      'pause @X until 2026-12-14',
      'pause @X until soon',
      'pause @X',
      'resume @X',
      'offboard @X',
      'progress @X',
    ];
    for (const stranger of [joel, sam]) {
      for (const word of words) {
        const ask = async (name: string) =>
          (await stranger.asks(`/ml-role ${word.replace('@X', `@${name}`)}`, stranger.channel)).text;
        const [withPlan, without] = [await ask('Priya Nair'), await ask('Mira Lindqvist')];
        expect(withPlan).toContain("Somebody's progress is seen by them, their manager and the workspace admins");
        expect(withPlan.replace(priya, mira)).toBe(without);
      }
    }
    expect([await planOf(coach), await stored(coach.db)]).toEqual(before);
  });
});

describe.each(databases)('the end of a plan, on %s', (database) => {
  test('stops everything and keeps what was recorded; the person hears of it and may delete it', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const progress = await newHire.asks('/ml-role progress', newHire.channel);
    await newHire.presses(progress, '✓ done', 'Understand the product');
    await newHire.reply();
    const ended = await ends(manager);
    expect(ended.text).toContain('has ended, and I send nothing more. What was recorded is kept');
    expect(buttonsOf(ended)).toEqual([]);
    const told = await newHire.reply();
    expect(told.text).toContain(`<@${mira}> ended your plan`);
    expect(buttonsOf(told)).toEqual(['Delete what was recorded']);
    expect(await stored(coach.db)).toMatchObject({ plans: 1, goals: 1 });
    await coach.turnsTo('2027-01-30T12:00:00Z');
    expect(await writtenTo(coach, 'Priya')).toHaveLength(2);
    // what is kept can be looked at still, and changed no more
    expect((await manager.asks('/ml-role progress @Priya Nair', manager.channel)).text).toContain('It has ended');
    const late = await manager.asks('/ml-role pause @Priya Nair until 2027-03-01', manager.channel);
    expect(late.text).toContain('has ended, and nothing in it changes any more');

    expect(askedBefore(told, 'Delete what was recorded')).toContain('Nobody can bring them back');
    await newHire.presses(told, 'Delete what was recorded');
    expect((await newHire.reply()).text).toContain('is deleted for good');
    expect((await manager.reply()).text).toContain(`<@${priya}> deleted their plan`);
    expect(await stored(coach.db)).not.toMatchObject({ plans: 1 });
    for (const table of ['plans', 'checkins', 'goals', 'goal_changes'] as const)
      expect(await coach.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  test('is asked about first, and may be left', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager } = await withPlan(coach);
    const asked = await manager.asks('/ml-role offboard @Priya Nair', manager.channel);
    expect(asked.text).toContain(`This ends <@${priya}>'s plan for good. I ask nothing more`);
    expect(buttonsOf(asked)).toEqual(['End the plan', 'Keep it']);
    await manager.presses(asked, 'Keep it');
    expect(await manager.reply()).toMatchObject({ ts: asked.ts, text: expect.stringContaining('goes on as it was') });
    expect(await planOf(coach)).toMatchObject({ state: 'running' });
    expect(await writtenTo(coach, 'Priya')).toHaveLength(1);
  });

  test('by the person is told to their manager', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const asked = await newHire.asks('/ml-role offboard', newHire.channel);
    expect(await planOf(coach)).toMatchObject({ state: 'running' }); // a slip of the keys ends nothing
    await newHire.presses(asked, 'End the plan');
    expect(buttonsOf(await newHire.reply())).toEqual(['Delete what was recorded']);
    expect((await manager.reply()).text).toContain(`<@${priya}> ended their plan`);
  });

  test('by an admin who is no manager is told to both, and an admin may delete', async () => {
    await using coach = await startTestCoach({ database, at });
    const { manager, newHire } = await withPlan(coach);
    const admin = await coach.page('Ada');
    const ended = await ends(admin);
    expect((await newHire.reply()).text).toContain(`<@${ada}> ended your plan`);
    expect((await manager.reply()).text).toContain(`<@${ada}> ended <@${priya}>'s plan`);
    await admin.presses(ended, 'Delete what was recorded');
    expect((await newHire.reply()).text).toContain(`<@${ada}> deleted your plan for good`);
    const audited = await coach.db.selectFrom('audit_log').select(['by_id', 'about_id', 'action']).execute();
    expect(audited).toContainEqual({ by_id: ada, about_id: priya, action: 'end-plan' });
    expect(audited).toContainEqual({ by_id: ada, about_id: priya, action: 'delete-plan' });
  });

  test('an admin who is the manager, too, may delete', async () => {
    await using coach = await startTestCoach({ database, at });
    const admin = await coach.page('Ada');
    await admin.asks('/ml-role onboard @Priya Nair 2026-11-30', admin.channel);
    const ended = await ends(admin);
    await admin.presses(ended, 'Delete what was recorded');
    expect(await admin.reply()).toMatchObject({ ts: ended.ts, text: expect.stringContaining('deleted for good') });
    expect(await stored(coach.db)).not.toHaveProperty('plans');
  });
});
