import { describe, expect, test } from 'vitest';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { buttonsOf, filled, saidIn } from '../support/read-page.ts';
import { stored, writtenTo } from '../support/stored.ts';

const [ada, mira, priya] = ['U0ADA000000', 'U0MIRA00000', 'U0PRIYA0000'];
const at = '2026-11-25T10:00:00Z';

/** Who types it, what, and what the answer says. */
const refused: [string, string, string, RegExp][] = [
  ['Mira', 'a bot', '@Role Coach 2026-11-30', /is an app, and plans are for people/],
  ['Mira', 'somebody who has left', '@Noor Haddad 2026-11-30', /is deactivated in Slack/],
  ['Mira', 'a guest', '@Sam Duarte 2026-11-30', /is a guest here/],
  ['Sam', 'a guest as manager', '@Priya Nair 2026-11-30', /Guests cannot start plans/],
  ['Ada', 'a manager who has left', '@Priya Nair 2026-11-30 manager @Noor Haddad', /is deactivated in Slack/],
  ['Ada', 'a bot as manager', '@Priya Nair 2026-11-30 manager @Role Coach', /is an app/],
  ['Mira', 'a day that there is not', '@Priya Nair 2026-02-30', /"2026-02-30" is no day that I can read/],
  ['Mira', 'no day', '@Priya Nair tomorrow', /"tomorrow" is no day that I can read/],
  ['Mira', '91 days ahead', '@Priya Nair 2027-02-24', /further ahead than I plan\. .* up to .*23 Feb/],
  ['Mira', 'more than a year back', '@Priya Nair 2025-11-24', /too far back.* from .*25 Nov 2025 on/],
  ['Ada', 'their own manager', '@Priya Nair 2026-11-30 manager @Priya Nair', /cannot be their own manager/],
  ['Joel', 'nobody as the manager of one’s own', '@Joel Park 2026-11-30', /A plan needs a manager/],
  [
    'Joel',
    'somebody else’s manager',
    '@Priya Nair 2026-11-30 manager @Mira Lindqvist',
    /Only workspace admins can name/,
  ],
  ['Mira', 'a bare name', '@priya 2026-11-30', /cannot tell who "@priya" is/],
  ['Mira', 'a name without an @', 'Priya 2026-11-30', /cannot tell who "Priya" is/],
  ['Ada', 'a bare name as manager', '@Priya Nair 2026-11-30 manager Mira', /cannot tell who "Mira" is/],
  ['Ada', 'no name as manager', '@Priya Nair 2026-11-30 manager', /Nobody is named yet/],
  ['Ada', 'two people', '@Priya Nair @Mira Lindqvist 2026-11-30', /Two people are named/],
  ['Mira', 'what is no name at all', 'A&B <x> 2026-11-30', /cannot tell who "A&B" is/],
];

describe.each(databases)('no plan is started on %s', (database) => {
  test('for or with whom it cannot be, and nothing is stored', async () => {
    await using coach = await startTestCoach({ database, at });
    for (const [name, what, typed, says] of refused) {
      const page = await coach.page(name);
      const answer = await page.asks(`/ml-role onboard ${typed}`, page.channel);
      expect(answer.ephemeral, what).toBe(true);
      expect(saidIn(answer), what).toMatch(says);
      expect(saidIn(answer), what).not.toMatch(/went wrong|undefined/);
      page.close();
    }
    await coach.settles();
    expect(await stored(coach.db)).toEqual({});
  });

  test('for somebody whom Slack does not know', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const answer = await slack.asks(mira, 'onboard <@U0NOBODY00|bob> 2026-11-30');
    expect(answer.text).toContain('<@U0NOBODY00> is nobody that I find in this workspace');
    const asManager = await slack.asks(ada, 'onboard <@U0PRIYA0000|priya.nair> 2026-11-30 manager <@U0NOBODY00|bob>');
    expect(asManager.text).toContain('<@U0NOBODY00> is nobody that I find');
    expect(await stored(coach.db)).toEqual({});
  });

  test('but for a handle with a word in it that means something here', async () => {
    await using coach = await startTestCoach({ database, at });
    await using slack = await rawSlack(coach);
    const answer = await slack.asks(mira, `onboard <@${priya}|the.manager> 2026-11-30`);
    expect(answer.text).toContain(`<@${priya}>'s plan is set`);
  });

  test('and up to 90 days ahead and a year back it is', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    expect((await manager.asks('/ml-role onboard @Priya Nair 2027-02-23')).text).toContain('is set');
    expect((await manager.asks('/ml-role onboard @Joel Park 2025-11-25')).text).toContain('is set');
  });

  test('while Slack does not tell who somebody is: that is no word about whether there is such a person', async () => {
    const users = { fail: true };
    await using coach = await startTestCoach({
      database,
      at,
      instead: ({ url }, response) => {
        if (!users.fail || !url?.endsWith('/users.info')) return false;
        response.writeHead(503).end('upstream');
        return true;
      },
    });
    const manager = await coach.page('Mira');
    const typed = '/ml-role onboard @Priya Nair 2026-11-30';
    const answer = await manager.asks(typed);
    expect(answer.text).toContain('Slack does not answer just now');
    expect(answer.text).not.toMatch(/nobody|no such/);
    await manager.types('/ml-role onboard @Priya Nair');
    const form = await manager.topModal();
    const sent = await manager.submits(form, filled(form, { 'First day': '2026-11-30' }));
    expect(sent).toMatchObject({ errors: expect.objectContaining({}) });
    expect(JSON.stringify(sent)).toContain('Slack does not answer just now');
    expect(await stored(coach.db)).toEqual({});
    users.fail = false;
    expect((await manager.asks(typed)).text).toContain('is set');
  });
});

describe.each(databases)('for somebody who has a plan already, on %s', (database) => {
  test('whoever may see it can open it, and nobody else', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    const typed = '/ml-role onboard @Priya Nair 2026-12-07';
    await manager.asks(typed);
    const before = await stored(coach.db);
    for (const name of ['Mira', 'Ada']) {
      const page = await coach.page(name);
      const answer = await page.asks(typed, page.channel);
      expect(answer.text).toContain(`<@${priya}>'s plan is under way already`);
      expect(buttonsOf(answer)).toEqual(['Open the plan']);
      await page.presses(answer, 'Open the plan');
      expect(saidIn(await page.topModal())).toContain('starts on Mon 7 Dec');
    }
    const own = await coach.page('Priya');
    const ownAnswer = await own.asks(`${typed} manager @Joel Park`, own.channel);
    expect(ownAnswer.text).toContain('Your plan is under way already');
    expect(buttonsOf(ownAnswer)).toEqual(['Open the plan']);
    const stranger = await coach.page('Joel');
    const refused = await stranger.asks(typed, stranger.channel);
    expect(refused.text).toContain(
      `You cannot start a plan for <@${priya}>: they have a plan or a manager here already`,
    );
    expect(buttonsOf(refused)).toEqual([]);
    const { audit_log: _, deliveries, ...same } = before;
    expect(await stored(coach.db)).toMatchObject({ ...same, deliveries });
    expect(await writtenTo(coach, 'Joel')).toEqual([]);
  });

  test('two who start it at the same moment start one', async () => {
    await using coach = await startTestCoach({ database, at });
    const pages = [await coach.page('Mira'), await coach.page('Joel')];
    const answers = await Promise.all(pages.map((page) => page.asks('/ml-role onboard @Priya Nair 2026-12-07')));
    const said = answers
      .map(({ text }) => (text.includes('a plan or a manager here already') ? 'already' : 'set'))
      .sort();
    expect(said).toEqual(['already', 'set']);
    expect(await stored(coach.db)).toMatchObject({ plans: 1, checkins: 5 });
    expect(await writtenTo(coach, 'Priya')).toHaveLength(1);
  });

  test('once it has ended there may be another', async () => {
    await using coach = await startTestCoach({ database, at });
    const manager = await coach.page('Mira');
    await manager.asks('/ml-role onboard @Priya Nair 2026-11-30');
    await coach.settles(); // the welcome is out before Priya looks
    const newHire = await coach.page('Priya');
    const card = await newHire.asks('/ml-role progress', newHire.channel);
    await manager.presses(await manager.asks('/ml-role offboard @Priya Nair', manager.channel), 'End the plan');
    await manager.reply();
    await newHire.reply(); // that it has ended
    expect((await manager.asks('/ml-role onboard @Priya Nair 2026-12-07')).text).toContain('is set');
    expect(await stored(coach.db)).toMatchObject({ plans: 2 });
    await newHire.reply(); // the welcome
    await newHire.presses(card, '✓ done', 'Write down what you see');
    const refused = await newHire.reply();
    expect(refused.text).toContain('This is of an earlier plan, which has ended');
    await newHire.presses(refused, 'Open the plan of today');
    expect(saidIn(await newHire.topModal())).toContain('Your plan starts on Mon 7 Dec');
  });
});
