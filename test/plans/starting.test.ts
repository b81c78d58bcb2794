import { describe, expect, test } from 'vitest';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { askedBefore, buttonsOf, filled, saidIn } from '../support/read-page.ts';
import { stored, writtenTo } from '../support/stored.ts';

const [ada, mira, priya, joel] = ['U0ADA000000', 'U0MIRA00000', 'U0PRIYA0000', 'U0JOEL00000'];
const at = '2026-11-25T10:00:00Z';

describe.each(databases)('starting a plan on %s', (database) => {
  test('with a date it starts at once: the days by name, and what can be done next', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const started = await manager.asks('/ml-role onboard @Priya Nair 2026-11-30');
    expect(started.ephemeral).toBe(true);
    for (const day of ['Day 30, Wed 30 Dec', 'Day 60, Fri 29 Jan', 'Day 90, Mon 1 Mar', 'Month 6', 'Month 12'])
      expect(started.text).toContain(day);
    expect(buttonsOf(started)).toEqual(['See every message', 'Send them to me as a test', 'Change', 'Undo']);
    expect(await writtenTo(coach, 'Mira')).toEqual([]); // what they did themself they need not be told
  });

  test('the person is welcomed: by whom, what comes when, who sees it, the first goals, and a way out', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30');
    const welcome = await newHire.reply();
    expect(welcome.text).toContain(`Your manager here is <@${mira}>`);
    expect(welcome.text).toContain('Day 30, Wed 30 Dec');
    expect(welcome.text).toContain('seen by you, your manager and the workspace admins');
    expect(welcome.text).toContain('What to reach by Day 30');
    expect(buttonsOf(welcome)).toEqual(['See my goals', 'Set my hours', 'This is not my manager']);
    await newHire.presses(welcome, 'See my goals');
    expect(saidIn(await newHire.topModal())).toContain('Still open for Day 30');
  });

  test('an admin names the manager, who is told and can say no; that an admin did it is written down', async () => {
    await using coach = await startTestCoach({ database, at });
    const admin = await coach.page('Ada');
    const manager = await coach.page('Mira');
    const started = await admin.asks('/ml-role onboard @Priya Nair 2026-11-30 manager @Mira Lindqvist');
    expect(started.text).toContain(`with <@${mira}> as manager`);
    const named = await manager.reply();
    expect(named.text).toContain(`<@${ada}> named you as <@${priya}>'s manager`);
    expect(buttonsOf(named)).toEqual(['See the dates', 'They do not report to me']);
    const audited = await coach.db.selectFrom('audit_log').select(['by_id', 'about_id', 'action']).execute();
    expect(audited).toContainEqual({ by_id: ada, about_id: priya, action: 'start-plan' });
  });

  test('anybody starts their own plan and names their manager, who is told', async () => {
    await using coach = await startTestCoach({ database, at });
    const newHire = await coach.page('Joel');
    const manager = await coach.page('Mira');
    await newHire.types('/ml-role onboard @Joel Park 2026-11-30 manager @Mira Lindqvist', newHire.channel);
    const started = await newHire.reply(newHire.channel);
    expect(started.text).toContain(`Your plan is set. It starts on Mon 30 Nov, with <@${mira}> as manager`);
    expect((await manager.reply()).text).toContain(`<@${joel}> named you as their manager`);
    expect((await newHire.reply()).text).toContain('Welcome');
  });

  test('the words may stand in any order, and a manager may be called manager', async () => {
    await using coach = await startTestCoach({ database, at });
    const newHire = await coach.page('Joel');
    await newHire.types('/ml-role onboard @Joel Park manager @Mira Lindqvist 2026-11-30', newHire.channel);
    const started = await newHire.reply(newHire.channel);
    expect(started.text).toContain(`with <@${mira}> as manager`);
  });

  test('a first day in the past: what is past is offered, and only what comes is asked about', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    const started = await manager.asks('/ml-role onboard @Priya Nair 2026-08-20');
    expect(started.text).toContain('It started on Thu 20 Aug');
    expect(started.text).toMatch(/Day 30, .*\(already past, can be answered any time\)/);
    expect(started.text).toMatch(/Day 90, Wed 18 Nov \(already past/);
    expect(started.text).toContain('The first check-in, Month 6, comes on');
    expect((await newHire.reply()).text).toContain('You have been here for a while, so I begin with Month 6');
    await coach.turnsTo('2026-11-27T12:00:00Z');
    expect(await writtenTo(coach, 'Priya')).toHaveLength(1);
  });
});

describe.each(databases)('the form that a plan starts from, on %s', (database) => {
  test('shows the days as one chooses, previews what will be sent, leads back, and starts', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    await manager.types('/ml-role onboard');
    const empty = await manager.topModal();
    expect(saidIn(empty)).toContain('The days are shown here once a person and a first day are chosen.');
    await manager.chooses(empty, 'Who starts?', priya);
    const half = await manager.topModal();
    await manager.chooses(half, 'First day', '2026-11-30', { 'Who starts?': priya });
    const form = await manager.topModal();
    expect(saidIn(form)).toContain('Wed 30 Dec');
    expect(saidIn(form)).toContain("By the workspace's calendar."); // what Priya has set is not hers to see yet
    const chosen = { 'Who starts?': priya, 'First day': '2026-11-30' };
    await manager.chooses(form, 'Milestones', ['Day 30', 'Day 60'], chosen);
    const two = await manager.topModal();
    expect(saidIn(two)).not.toContain('Mon 1 Mar');

    const state = filled(two, { ...chosen, Milestones: ['Day 30', 'Day 60'], 'Hour of the day': '10:00' });
    expect(await manager.submits(two, state)).toEqual({ ok: true });
    const preview = await manager.topModal();
    expect(saidIn(preview)).toContain('Nothing is sent before you press Start.');
    expect(saidIn(preview)).toContain('a heads-up on Wed 23 Dec, the check-in on Wed 30 Dec');
    expect(saidIn(preview)).toContain('10:00');
    expect(await stored(coach.db)).toEqual({});

    await manager.does({ kind: 'close', viewId: preview.id }); // Back
    const [again, ...above] = await manager.modals();
    expect([again?.id, above]).toEqual([two.id, []]);
    await manager.submits(two, state);
    await manager.submits(await manager.topModal(), {});
    const done = await manager.topModal();
    expect(saidIn(done)).toContain('is set');
    expect(buttonsOf(done)).toContain('Undo');
    await manager.does({ kind: 'close', viewId: done.id });
    expect(await manager.modals()).toEqual([]); // not the form again, which has done its work

    expect(await stored(coach.db)).toMatchObject({ plans: 1, checkins: 2 });
    const [person] = await coach.db.selectFrom('people').select('hour').where('id', '=', priya).execute();
    expect(person).toEqual({ hour: 10 });
  });

  test('says under the field what stands in the way, while choosing and when sent', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    await manager.types('/ml-role onboard @Priya Nair');
    const form = await manager.topModal();
    await manager.chooses(form, 'First day', '2027-06-01');
    expect(saidIn(await manager.topModal())).toContain('is further ahead than I plan');
    const sent = await manager.submits(form, filled(form, { 'First day': '2027-06-01' }));
    expect(sent).toEqual({ ok: false, errors: { start: expect.stringContaining('further ahead than I plan') } });
    const other = await manager.submits(form, filled(form, { 'First day': '2026-11-30', Manager: joel }));
    expect(other).toEqual({ ok: false, errors: { manager: expect.stringContaining('Only workspace admins') } });
    expect(await stored(coach.db)).toEqual({});
  });

  test('of one’s own plan asks for the manager, and shows the days before one is chosen', async () => {
    await using coach = await startTestCoach({ database, at });
    const newHire = await coach.page('Joel');
    await newHire.types('/ml-role onboard @Joel Park');
    const form = await newHire.topModal();
    await newHire.chooses(form, 'First day', '2026-11-30');
    const dated = await newHire.topModal();
    expect(saidIn(dated)).toContain('Wed 30 Dec');
    expect(saidIn(dated)).not.toContain('⚠');
    expect(saidIn(dated)).not.toContain("By the workspace's calendar.");
    const sent = await newHire.submits(dated, filled(dated, { 'First day': '2026-11-30' }));
    expect(sent).toEqual({ ok: false, errors: { manager: 'Please complete this required field.' } });
    await newHire.submits(dated, filled(dated, { 'First day': '2026-11-30', Manager: mira }));
    await newHire.submits(await newHire.topModal(), {});
    expect(saidIn(await newHire.topModal())).toContain('Your plan');
  });

  test('opens from a button in the direct message, where Slack lets no form open by itself', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const offer = await manager.asks('onboard @Priya Nair');
    await manager.presses(offer, 'Open the form');
    expect(JSON.stringify((await manager.topModal()).blocks)).toContain(`"initial_user":"${priya}"`);
  });
});

describe.each(databases)('before anything else happens, on %s', (database) => {
  test('every message can be seen: its day, whom it goes to, and how it reads', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const started = await manager.asks('/ml-role onboard @Priya Nair 2026-11-30');
    await manager.presses(started, 'See every message');
    const every = saidIn(await manager.topModal());
    for (const when of ['At the start', 'On Wed 23 Dec at 09:00', 'On Wed 30 Dec at 09:00', 'On Fri 1 Jan'])
      expect(every).toContain(when);
    expect(every.match(new RegExp(`, to <@${priya}>$`, 'gm'))).toHaveLength(21);
    expect(every).toContain('Day 30 is coming up');
    expect(every).toContain('Month 12 check-in');
    expect(every).toContain('This is my last note about Day 60');
  });

  test('they come as a test to whoever asks, each once, and the person gets none', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    await manager.types('/ml-role onboard @Priya Nair');
    const form = await manager.topModal();
    await manager.submits(form, filled(form, { 'First day': '2026-11-30', Milestones: ['Day 30'] }));
    await manager.submits(await manager.topModal(), {});
    const done = await manager.topModal();
    await manager.presses(done, 'Send them to me as a test');
    expect(saidIn(await manager.topModal())).toContain('on their way to you');
    const copies = await writtenTo(coach, 'Mira');
    expect(copies.map((text) => text.split('\n')[0])).toEqual([
      `Test: <@${priya}> gets this at the start.`,
      `Test: <@${priya}> gets this on Wed 23 Dec at 09:00.`,
      `Test: <@${priya}> gets this on Wed 30 Dec at 09:00.`,
      `Test: <@${priya}> gets this on Fri 1 Jan 2027 at 09:00, if there is no answer by then.`,
      `Test: <@${priya}> gets this on Tue 5 Jan 2027 at 09:00, if there is no answer by then.`,
    ]);
    expect(await writtenTo(coach, 'Priya')).toHaveLength(1); // the welcome
  });

  test('it can be undone: nothing is left of it, and whoever heard of it hears that', async () => {
    await using coach = await startTestCoach({ database, at });
    const admin = await coach.page('Ada');
    const manager = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    const started = await admin.asks('/ml-role onboard @Priya Nair 2026-11-30 manager @Mira Lindqvist');
    await Promise.all([manager.reply(), newHire.reply()]);
    expect(askedBefore(started, 'Undo')).toContain('The plan is taken back');
    await admin.presses(started, 'Undo');
    expect(await admin.reply()).toMatchObject({ ts: started.ts, text: expect.stringContaining('is taken back') });
    expect((await newHire.reply()).text).toContain(`<@${ada}> took back your plan`);
    expect((await manager.reply()).text).toContain(`<@${ada}> took back <@${priya}>'s plan`);
    await coach.turnsTo('2027-01-15T12:00:00Z');
    expect(await writtenTo(coach, 'Priya')).toHaveLength(2);
    expect(await coach.db.selectFrom('plans').selectAll().execute()).toEqual([]);
    expect(await coach.db.selectFrom('checkins').selectAll().execute()).toEqual([]);
    await admin.asks('/ml-role onboard @Priya Nair 2026-12-01 manager @Mira Lindqvist'); // there is room for another
    expect(await stored(coach.db)).toMatchObject({ plans: 1 });
  });

  test('it cannot be undone once something is recorded: that is the person’s, and is ended instead', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    const started = await manager.asks('/ml-role onboard @Priya Nair 2026-11-30');
    await newHire.reply();
    const progress = await newHire.asks('/ml-role progress');
    await newHire.presses(progress, '◐ in progress', 'Understand the product');
    await newHire.reply();
    await manager.presses(started, 'Undo');
    expect((await manager.reply()).text).toMatch(/is recorded in .* plan already, so it is not taken back/);
    expect(await stored(coach.db)).toMatchObject({ plans: 1, goals: 1 });
  });
});
