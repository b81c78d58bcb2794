import { describe, expect, test } from 'vitest';
import { startTestCoach, type TestCoach, type TestOptions } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { buttonsOf, filled, saidIn } from '../support/read-page.ts';
import { writtenTo } from '../support/stored.ts';

const [mira, priya, joel] = ['U0MIRA00000', 'U0PRIYA0000', 'U0JOEL00000'];
const at = '2026-11-25T10:00:00Z';

const planOf = (coach: TestCoach) => coach.db.selectFrom('plans').selectAll().executeTakeFirstOrThrow();

/** Answers of Slack's to the next calls of a method, one for each. */
function failing(method: string) {
  const errors: string[] = [];
  const instead: TestOptions['instead'] = ({ url }, response) => {
    const error = url?.endsWith(`/${method}`) ? errors.shift() : undefined;
    if (error === undefined) return false;
    response.end(JSON.stringify({ ok: false, error }));
    return true;
  };
  return { errors, instead };
}

describe.each(databases)('somebody whose account changes, on %s', (database) => {
  test('is not asked any more once it is closed: the plan waits, and the manager is told once', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    await coach.settles();
    await coach.local.changePerson(priya, { kind: 'deactivated' });
    const told = await manager.reply();
    expect(told.text).toContain(`A plan needs you. <@${priya}> is deactivated in Slack, so their plan is on hold.`);
    expect(buttonsOf(told)).toEqual(['Resume', 'End the plan']);
    await coach.turnsTo('2027-01-10T12:00:00Z');
    expect(await planOf(coach)).toMatchObject({ state: 'paused', attention: 'person-deactivated' });
    expect(await writtenTo(coach, 'Mira')).toHaveLength(1);

    await manager.presses(told, 'Resume'); // too early
    expect((await manager.reply()).text).toContain(`<@${priya}> is deactivated in Slack`);
    expect(await planOf(coach)).toMatchObject({ state: 'paused', attention: 'person-deactivated' });

    await coach.local.changePerson(priya, { kind: 'member' });
    await expect
      .poll(() => coach.db.selectFrom('people').select('account').where('id', '=', priya).execute())
      .toEqual([{ account: 'member' }]);
    await manager.presses(told, 'Resume');
    expect(await manager.reply()).toMatchObject({ ts: told.ts, text: expect.stringContaining('goes on again') });
    expect(await planOf(coach)).toMatchObject({ state: 'running', attention: null });
    expect((await writtenTo(coach, 'Priya')).at(-1)).toContain(`<@${mira}> resumed your plan`);
  });

  test('has their plan on hold as a guest', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    await coach.local.changePerson(priya, { kind: 'guest' });
    expect((await manager.reply()).text).toContain(`<@${priya}> is a guest in this workspace now`);
    expect(await planOf(coach)).toMatchObject({ state: 'paused', attention: 'person-guest' });
  });

  test('and is the manager, is replaced by whom the admins choose, who are told once', async () => {
    await using coach = await startTestCoach({ database, at });
    const admin = await coach.page('Ada');
    await admin.asks('/ml-role onboard @Priya Nair 2026-11-30 manager @Mira Lindqvist', admin.channel);
    await coach.settles();
    await coach.local.changePerson(mira, { kind: 'deactivated' });
    const told = await admin.reply();
    expect(told.text).toContain(`<@${mira}>, named as <@${priya}>'s manager, is deactivated in Slack`);
    expect(buttonsOf(told)).toEqual(['Choose a manager', 'End the plan']);
    await coach.turnsTo('2026-12-30T12:00:00Z');
    expect(await writtenTo(coach, 'Ada')).toHaveLength(1);
    expect((await writtenTo(coach, 'Priya')).at(-1)).toContain('Day 30 check-in'); // it goes on meanwhile
    await admin.presses(told, 'Choose a manager');
    const form = await admin.topModal();
    const same = await admin.submits(form, {});
    expect(same).toMatchObject({ errors: { manager: expect.stringContaining('is deactivated') } });
    await admin.submits(form, filled(form, { Manager: joel }));
    await admin.topModal();
    expect(await planOf(coach)).toMatchObject({ manager_id: joel, attention: null, state: 'running' });
    const after = await admin.reply(); // whoever comes back to the message sees that it is seen to
    expect(after.ts).toBe(told.ts);
    expect(after.text).toContain(`<@${priya}>'s plan is changed, with <@${joel}> as manager.`);
    expect(buttonsOf(after)).toEqual(['See the dates']);
  });

  test('and is the manager, sees nobody’s progress as a guest', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const admin = await coach.page('Ada');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    await coach.local.changePerson(mira, { kind: 'guest' });
    expect((await admin.reply()).text).toContain("guests do not see anybody's progress");
    const refused = await manager.asks('/ml-role progress @Priya Nair', manager.channel);
    expect(refused.text).toContain("Somebody's progress is seen by");
    await coach.local.changePerson(mira, { kind: 'member' }); // all is well again by itself
    await expect.poll(() => planOf(coach)).toMatchObject({ attention: null, manager_id: mira });
    expect((await manager.asks('/ml-role progress @Priya Nair', manager.channel)).text).toContain('Day 30');
  });
});

describe.each(databases)('a message that Slack refuses for good, on %s', (database) => {
  test('is told to the manager once, in words and in Slack’s, and goes out when it is sent again', async () => {
    const { errors, instead } = failing('chat.postMessage');
    await using coach = await startTestCoach({ database, at, instead });
    const manager = await coach.page('Mira');
    errors.push('channel_not_found');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    const told = await manager.reply();
    await coach.db.deleteFrom('digests').execute(); // what fails next is to be a message to Priya
    expect(told.text).toContain(`My messages do not reach <@${priya}>. Slack calls it "channel_not_found".`);
    expect(buttonsOf(told)).toEqual(['Send again', 'End the plan']);
    expect(await planOf(coach)).toMatchObject({ state: 'running', attention: 'person-unreachable' });
    errors.push('channel_not_found', 'channel_not_found'); // to the channel that is known, and to the one opened anew
    await coach.turnsTo('2026-12-23T05:00:00Z'); // half past ten in Kolkata
    expect(errors).toEqual([]);
    expect(await writtenTo(coach, 'Mira')).toHaveLength(1);
    expect(await writtenTo(coach, 'Priya')).toEqual([]);

    await manager.presses(told, 'Send again');
    expect(await manager.reply()).toMatchObject({ ts: told.ts, text: expect.stringContaining('on its way again') });
    const written = await writtenTo(coach, 'Priya');
    expect(written).toHaveLength(2);
    expect(written.join()).toContain('Welcome');
    expect(written.join()).toContain('Day 30 is coming up');
    expect(await planOf(coach)).toMatchObject({ attention: null });
  });

  test('as the account is closed, has the plan wait', async () => {
    const { errors, instead } = failing('chat.postMessage');
    await using coach = await startTestCoach({ database, at, instead });
    const manager = await coach.page('Mira');
    errors.push('user_disabled');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    const told = await manager.reply();
    expect(told.text).toContain(`<@${priya}> is deactivated in Slack, so their plan is on hold`);
    expect(await planOf(coach)).toMatchObject({ state: 'paused', attention: 'person-deactivated' });
    await manager.presses(told, 'Resume'); // it was not so, or is not any more
    await manager.reply();
    expect((await writtenTo(coach, 'Priya')).join()).toContain('Welcome');
  });

  test('for its blocks goes as text, and for its text, too, needs somebody', async () => {
    const { errors, instead } = failing('chat.postMessage');
    await using coach = await startTestCoach({ database, at, instead });
    const manager = await coach.page('Mira');
    errors.push('invalid_blocks');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    expect((await writtenTo(coach, 'Priya'))[0]).toContain('Welcome');
    expect(await planOf(coach)).toMatchObject({ attention: null });
    errors.push('invalid_blocks', 'invalid_blocks');
    await manager.asks('/ml-role onboard @Joel Park 2026-11-30', manager.channel);
    const told = await manager.reply();
    expect(told.text).toContain(`Slack refused a message to <@${joel}> for good. Slack calls it "invalid_blocks".`);
    await manager.presses(told, 'Send again');
    await manager.reply();
    expect((await writtenTo(coach, 'Joel'))[0]).toContain('Welcome');
  });

  test('to the manager is told to the admins, who send it again', async () => {
    const { errors, instead } = failing('chat.postMessage');
    await using coach = await startTestCoach({ database, at, instead });
    const manager = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    const admin = await coach.page('Ada');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    await newHire.reply();
    errors.push('channel_not_found');
    const progress = await newHire.asks('/ml-role progress', newHire.channel);
    await newHire.presses(progress, '▲ blocked', 'Write down what you see');
    await newHire.reply();
    await coach.turnsTo('2026-11-25T10:10:00Z');
    const told = await admin.reply();
    expect(told.text).toContain(`My messages do not reach <@${mira}>, named as <@${priya}>'s manager.`);
    expect(buttonsOf(told)).toEqual(['Send again', 'Choose a manager']);
    await admin.presses(told, 'Send again');
    await admin.reply();
    expect((await writtenTo(coach, 'Mira')).join()).toContain(`<@${priya}> is stuck`);
    expect(await planOf(coach)).toMatchObject({ attention: null });
  });

  test('and that cannot even be told to the manager is told to the admins', async () => {
    const { errors, instead } = failing('chat.postMessage');
    await using coach = await startTestCoach({ database, at, instead });
    const manager = await coach.page('Mira');
    const admin = await coach.page('Ada');
    errors.push('channel_not_found', 'channel_not_found');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    const told = await admin.reply();
    expect(told.text).toContain(`My messages do not reach <@${mira}>`);
    await admin.presses(told, 'Choose a manager');
    const form = await admin.topModal();
    await admin.submits(form, filled(form, { Manager: joel }));
    await admin.topModal();
    expect((await writtenTo(coach, 'Priya')).join()).toContain('Welcome'); // which had not arrived, either
  });
});

describe.each(databases)('a plan that needs somebody, on %s', (database) => {
  test('is told of once Slack says again who the admins are', async () => {
    const { errors, instead } = failing('users.list');
    await using coach = await startTestCoach({ database, at, instead });
    const newHire = await coach.page('Priya');
    const manager = await coach.page('Mira');
    const admin = await coach.page('Ada');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    errors.push('internal_error', 'internal_error', 'internal_error');
    await newHire.presses(await newHire.reply(), 'This is not my manager');
    await newHire.reply();
    await coach.settles();
    while (errors.length > 0) await coach.settles(); // each minute's look
    await coach.settles();
    expect((await admin.reply()).text).toContain('is not their manager');
    expect(await writtenTo(coach, 'Ada')).toHaveLength(1);
  });

  test('is told of in the working hours of whoever can mend it, and not once it is mended', async () => {
    await using coach = await startTestCoach({ database, at: '2026-11-25T22:00:00Z' });
    const manager = await coach.page('Mira');
    const admin = await coach.page('Ada');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    await manager.asks('/ml-role onboard @Joel Park 2026-11-30', manager.channel);
    for (const name of ['Priya', 'Joel']) {
      const newHire = await coach.page(name);
      const progress = await newHire.asks('/ml-role progress', newHire.channel);
      await newHire.presses(progress, 'See the dates');
      await newHire.presses(await newHire.topModal(), 'This is not my manager');
      expect(saidIn(await newHire.topModal())).toContain('Your plan waits until then.');
    }
    await coach.settles();
    const progress = await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    await admin.presses(progress, 'See the dates');
    await admin.presses(await admin.topModal(), 'Change');
    const form = await admin.topModal();
    await admin.submits(form, filled(form, { Manager: mira }));
    await admin.topModal();
    await coach.turnsTo('2026-11-26T08:59:00Z');
    expect(await writtenTo(coach, 'Ada')).toEqual([]);
    await coach.turnsTo('2026-11-26T09:01:00Z');
    const told = await writtenTo(coach, 'Ada');
    expect(told).toEqual([expect.stringContaining(`<@${joel}> says that the manager named in their plan`)]);
  });

  test('for want of a manager still does after a message was sent again', async () => {
    const { errors, instead } = failing('chat.postMessage');
    await using coach = await startTestCoach({ database, at, instead });
    const manager = await coach.page('Mira');
    const newHire = await coach.page('Priya');
    const admin = await coach.page('Ada');
    errors.push('channel_not_found');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30', manager.channel);
    const told = await manager.reply();
    const progress = await newHire.asks('/ml-role progress', newHire.channel);
    await newHire.presses(progress, 'See the dates');
    await newHire.presses(await newHire.topModal(), 'This is not my manager');
    await newHire.topModal();
    expect((await admin.reply()).text).toContain('is not their manager');
    await manager.presses(told, 'Send again'); // no longer theirs to do
    expect((await manager.reply()).text).toMatch(/no longer named|Somebody's progress/);
    await admin.asks('/ml-role progress @Priya Nair', admin.channel);
    expect(await planOf(coach)).toMatchObject({ state: 'paused', attention: 'wrong-manager' });
  });
});
