import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { setGoal } from '../../src/plans/set-goal.ts';
import { findCurrentPlan } from '../../src/store/plans.ts';
import { said, topModal } from '../checkins/day-thirty.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { buttonsOf, filled } from '../support/read-page.ts';

describe('the digest, through Slack', () => {
  let coach: TestCoach;
  let joel: TestPage;
  let mira: TestPage;
  beforeAll(async () => {
    coach = await startTestCoach({ at: '2026-11-24T09:00:00Z' });
    [joel, mira] = [await coach.page('Joel'), await coach.page('Mira')];
    await mira.asks('/ml-role onboard @Joel Park 2026-10-27', mira.channel);
    await joel.reply(joel.dm); // the welcome
    const workspaceId = (await coach.db.selectFrom('plans').select('workspace_id').executeTakeFirstOrThrow())
      .workspace_id;
    const plan = await findCurrentPlan(coach.db, { workspaceId, personId: joel.state.me });
    if (!plan) throw new Error('there is no plan');
    const blocked = { planId: plan.id, goalId: 'access', state: 'blocked' as const, version: 0 };
    await setGoal(coach.plans, { workspaceId, personId: joel.state.me }, blocked);
    await coach.turnsTo('2026-11-27T12:00:00Z');
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  const asks = async (page = mira) => {
    expect(await page.types('/ml-role digest', page.channel)).toEqual({ ok: true });
    return page.reply(page.channel);
  };

  test('the command shows it now to whoever asks alone, with what can be done', async () => {
    const digest = await asks();
    expect(digest.ephemeral).toBe(true);
    expect(said(digest)).toMatchInlineSnapshot(`
      "Your team this week
      The one person you manage needs a word. Beside each name: what is new since Tue 24 Nov.
      <@U0JOEL00000>  Day 30 □□□□□ 0 of 5 done · new plan, from Tue 27 Oct
      • ▲ Blocked: Get access to data, pipelines, registry and monitoring since Tue 24 Nov. Offer to introduce them to Data Engineering. To ask for: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      • Day 30 check-in not answered yet, asked Thu 26 Nov. A nudge may do.
      You alone get this."
    `);
    expect(buttonsOf(digest)).toEqual(['Open', 'Remind now', 'Mark as discussed', 'Add a note', 'Digest settings']);
  });

  test('whoever manages nobody is told what to do', async () => {
    for (const page of [joel, await coach.page('Priya'), await coach.page('Ada')]) {
      const none = await asks(page);
      expect(said(none)).toContain("You are nobody's manager here yet");
      expect(said(none)).toContain('/ml-role onboard @person');
      expect(said(none)).not.toContain('Blocked');
    }
  });

  test('a person is opened from it', async () => {
    await mira.presses(await asks(), 'Open');
    expect(said(await topModal(mira))).toContain('Get access to data');
  });

  test('a reminder goes to the person, who sees who asked, once a day', async () => {
    const digest = await asks();
    await mira.presses(digest, 'Remind now');
    expect(said(await mira.reply(mira.channel))).toBe(
      `I will remind <@${joel.state.me}> of Day 30 on Fri 27 Nov, when their day begins. They will see that you asked me to.`,
    );
    await mira.presses(digest, 'Remind now');
    expect(said(await mira.reply(mira.channel))).toContain('is waiting already: it goes out on Fri 27 Nov');
    await coach.turnsTo('2026-11-27T15:00:00Z'); // in New York they have begun by now
    const reminder = await coach.page('Joel').then(({ state }) => state.messages.at(-1));
    if (!reminder) throw new Error('nothing came');
    expect(said(reminder)).toContain('asked me to remind you of your Day 30 check-in');
    expect(buttonsOf(reminder)).toEqual(['Answer']);
    await mira.presses(digest, 'Remind now');
    expect(said(await mira.reply(mira.channel))).toContain('today already');
  });

  test('what a button is made to carry opens nobody else’s week', async () => {
    await using slack = await rawSlack(coach);
    const priya = await coach.page('Priya');
    const since = '2026-01-01T00:00:00.000Z';
    const place = `1 ${since}`;
    const about = `${place} ${joel.state.me} ${since}`;
    const refused = 'seen by them, their manager and the workspace admins';
    expect((await slack.presses(priya.state.me, 'digest.remind:0', joel.state.me)).text).toContain(refused);
    for (const action of ['digest.discussed:0', 'digest.undo'])
      expect((await slack.presses(priya.state.me, action, about)).text).toContain(refused);
    expect((await slack.presses(priya.state.me, 'digest.page:next', place)).text).toContain('nobody');
    for (const forged of ['', 'xyzzy', '1 soon', `${'9'.repeat(30)} 2026`])
      for (const action of ['digest.page:next', 'digest.undo'])
        expect((await slack.presses(mira.state.me, action, forged)).text).toContain('no longer there');
    const old = await slack.presses(mira.state.me, 'digest.discussed:0', `${place} ${joel.state.me}`);
    expect(old.text).toContain('from an older version');
  });

  test('what is marked in a page that is no longer as it was says so, and marks nothing', async () => {
    await using slack = await rawSlack(coach);
    const drawnBefore = `1 2026-01-01T00:00:00.000Z ${joel.state.me} 2026-01-01T00:00:00.000Z`;
    const { text } = await slack.presses(mira.state.me, 'digest.discussed:0', drawnBefore);
    expect(text).toContain(`There is news. Something with <@${joel.state.me}> has changed since this was drawn`);
    expect(text).toContain('Blocked');
  });

  test('it comes by itself on Monday, and what is discussed is left out in its place, with a way back', async () => {
    await coach.turnsTo('2026-11-30T12:00:00Z');
    const { state } = await coach.page('Mira');
    const digest = state.messages.findLast((message) => said(message).includes('Your team this week'));
    if (!digest) throw new Error('none came');
    expect(digest.ephemeral).toBe(false);
    const drawn = (text: string) =>
      vi.waitFor(async () => {
        const { state: now } = await coach.page('Mira');
        const message = now.messages.find(({ ts }) => ts === digest.ts);
        if (!message || !said(message).includes(text)) throw new Error('it is not there yet');
        return message;
      });
    await mira.presses(digest, 'Mark as discussed');
    const after = await drawn('Discussed.');
    expect(said(after)).toContain(
      `Discussed. 2 points with <@${joel.state.me}> are left out until something new happens.`,
    );
    expect(said(after)).toContain('Discussed and unchanged: 2.');
    expect(said(after)).not.toContain('Blocked');
    await mira.presses(after, 'Undo');
    const back = await drawn('Blocked');
    expect(said(back)).not.toContain('iscussed');
  });

  test('it is moved and turned off from the settings', async () => {
    await mira.types('/ml-role settings', mira.channel);
    const settings = await topModal(mira);
    await mira.presses(settings, 'My weekly digest');
    const form = await topModal(mira);
    expect(said(form)).toContain('Your next digest comes on Mon 7 Dec at 09:00.');
    await mira.submits(form, filled(form, { On: 'Thursday', At: '15:00' }));
    const saved = await topModal(mira);
    expect(said(saved)).toContain('Saved. Your next digest comes on Thu 10 Dec at 15:00.');
    await mira.submits(saved, filled(saved, { 'Send it': 'Not at all' }));
    expect(said(await topModal(mira))).toContain('Saved. Your digest is off.');
    await coach.turnsTo('2026-12-11T12:00:00Z');
    const { state } = await coach.page('Mira');
    expect(
      state.messages.filter((message) => said(message).includes('Your team this week') && !message.ephemeral),
    ).toHaveLength(1);
  });

  test('somebody is left out there', async () => {
    await mira.types('/ml-role settings', mira.channel);
    await mira.presses(await topModal(mira), 'My weekly digest');
    const form = await topModal(mira);
    const chosen = { muted: { chosen: { type: 'multi_users_select', selected_users: [joel.state.me] } } };
    await mira.submits(form, { ...filled(form, { 'Send it': 'Every week' }), ...chosen });
    expect(said(await topModal(mira))).toContain("Saved. This week's digest is on its way to you."); // it was off on Thursday
    expect(said(await asks())).toContain('you have muted everybody whom you manage');
  });
});
