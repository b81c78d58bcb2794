import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setGoal } from '../../src/plans/set-goal.ts';
import { findCurrentPlan } from '../../src/store/plans.ts';
import { closes, opens, said } from '../checkins/day-thirty.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { askedBefore, buttonsOf, filled } from '../support/read-page.ts';

describe('one-to-ones, through Slack', () => {
  let coach: TestCoach;
  let joel: TestPage;
  let mira: TestPage;
  /** While Slack takes no files. */
  const slack = { takesFiles: true };
  beforeAll(async () => {
    coach = await startTestCoach({
      at: '2026-11-24T09:00:00Z',
      instead: ({ url }, response) => {
        if (slack.takesFiles || !url?.endsWith('/files.getUploadURLExternal')) return false;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ok: false, error: 'file_uploads_disabled' }));
        return true;
      },
    });
    [joel, mira] = [await coach.page('Joel'), await coach.page('Mira')];
    await mira.asks('/ml-role onboard @Joel Park 2026-11-24', mira.channel);
    await joel.reply(joel.dm); // the welcome
    const who = { workspaceId: 'T0NORTHWND', personId: joel.state.me };
    const plan = await findCurrentPlan(coach.db, who);
    if (!plan) throw new Error('there is no plan');
    await setGoal(coach.plans, who, { planId: plan.id, goalId: 'access', state: 'blocked', version: 0 });
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  /** The modal on top, once it says something. */
  const shown = async (text: string) => {
    for (;;) {
      const top = (await mira.modals()).at(-1);
      if (top && said(top).includes(text)) return top;
    }
  };
  const prepares = async () => {
    await mira.types('/ml-role one-to-one @Joel Park', mira.channel);
    return shown('To talk about with');
  };
  const homeOfJoel = async (): Promise<string> => {
    const { state } = await coach.page('Joel');
    return state.home ? said(state.home) : '';
  };

  test('a note is kept for the manager alone, and its form says who reads it', async () => {
    const form = await opens(mira, await prepares(), 'Add a note');
    expect(said(form)).toContain('For the one-to-one with');
    expect(JSON.stringify(form)).toContain('With \\"Only me\\" nobody else reads it in Slack, no admin either.');
    expect(JSON.stringify(form)).toContain('With \\"Joel Park and me\\" they see it in their Home tab right away.');
    expect(await mira.submits(form, filled(form, { 'What to talk about': ' \n ' }))).toEqual({
      ok: false,
      errors: { note: 'Write what you want to talk about; a few words will do.' },
    });
    await mira.submits(form, filled(form, { 'What to talk about': '<!channel> the *cat*' }));
    const list = await shown('Kept. Only you read it.');
    expect(said(list)).toContain('&lt;!channel&gt; the *cat*');
    expect(await homeOfJoel()).not.toContain('cat');
    await closes(mira, list);
  });

  test('from the digest a note leads to the one-to-one that it is in', async () => {
    const digest = await mira.asks('/ml-role digest', mira.channel);
    const form = await opens(mira, digest, 'Add a note');
    await mira.submits(form, filled(form, { 'What to talk about': 'Lunch', 'Who reads it': 'Joel Park and me' }));
    const list = await shown('sees it in their Home tab now.');
    expect(said(list)).toContain('Lunch');
    await closes(mira, list);
    expect(await mira.asks('/ml-role digest', mira.channel).then(said)).toContain('2 notes for the one-to-one');
  });

  test('what came up is shared after a question, and is in the Home tab of the person at once', async () => {
    const list = await prepares();
    expect(askedBefore(list, 'Share')).toContain('They see it in their Home tab right away');
    await mira.presses(list, 'Share');
    await closes(mira, await shown('Shared.'));
    await expect.poll(homeOfJoel).toContain('What blocks "Get access to data, pipelines, registry and monitoring"');
    const asked = await joel.asks('1:1');
    expect(said(asked)).toContain('For your next one-to-one with <@U0MIRA00000>');
    expect(said(asked)).toContain('• Lunch');
    expect(said(asked)).not.toContain('cat');
    expect(buttonsOf(asked)).toEqual([]);
  });

  test('what is discussed goes from there, and can be brought back', async () => {
    const list = await prepares();
    await mira.presses(list, 'Discussed', 'n1');
    const after = await shown('Discussed lately: 1');
    expect(said(after)).not.toContain('Lunch');
    await expect.poll(homeOfJoel).not.toContain('Lunch');
    await mira.presses(after, 'Show them');
    await mira.presses(await shown('Lunch'), 'Bring back');
    const back = await shown('Lunch');
    expect(said(back)).not.toContain('Discussed lately');
    await expect.poll(homeOfJoel).toContain('Lunch');
    await closes(mira, back);
  });

  test('it comes as a file, or as a message where Slack takes none', async () => {
    await mira.presses(await prepares(), 'As text');
    const list = await shown('It is on its way to our direct message, as text.');
    const [file] = (await mira.reply(mira.dm)).files;
    const text = await (await fetch(new URL(`/local/files/${file?.id}`, coach.slackUrl))).text();
    expect(text).toMatch(/^One-to-one with Joel Park\nTue 24 Nov 2026\n/);
    expect(text).toContain('1. [private] <!channel> the *cat*\n2. [shared] Lunch\n3. [shared] What blocks');
    slack.takesFiles = false;
    await mira.presses(list, 'As text');
    const message = said(await mira.reply(mira.dm));
    expect(message).toContain('Slack takes no files from me here');
    expect(message).toContain('[private] &lt;!channel&gt; the *cat*');
    await closes(mira, list);
  });

  test('in the direct message there is a button that opens it', async () => {
    const offer = await mira.asks('one-on-one @Joel Park');
    await mira.presses(offer, 'Prepare the one-to-one');
    await closes(mira, await shown('To talk about with'));
    const all = await mira.asks('1-1');
    expect(said(all)).toContain('<@U0JOEL00000>  3 notes');
    expect(buttonsOf(all)).toEqual(['Prepare the one-to-one']);
  });

  test('on top of the person’s page it shows there, too, what has changed', async () => {
    await mira.presses(await mira.asks('/ml-role digest', mira.channel), 'Open');
    const page = await shown('has reported to you since');
    expect(said(page)).toContain('*cat*');
    await mira.presses(page, 'Prepare the one-to-one');
    await mira.presses(await shown('To talk about with'), 'Delete', 'n0');
    for (let stack = await mira.modals(); stack.some((view) => said(view).includes('*cat*')); )
      stack = await mira.modals();
    const { state } = await coach.page('Mira');
    expect(state.modals.map((view) => view.callback_id)).toEqual(['team.person', 'one-to-one.list']);
  });

  test('a forged button opens nothing of anybody else’s', async () => {
    await using forger = await rawSlack(coach);
    const priya = await coach.page('Priya');
    const { id } = await coach.db.selectFrom('one_to_one_notes').select('id').limit(1).executeTakeFirstOrThrow();
    const refused = 'seen by them, their manager and the workspace admins';
    for (const action of ['open', 'add-note', 'as-text'])
      expect((await forger.presses(priya.state.me, `one-to-one.${action}`, joel.state.me)).text).toContain(refused);
    const seen = `${joel.state.me} 2026-11-24T15:00:00.000Z`;
    const forged = {
      'all-discussed': seen,
      discussed: `point:${seen} blocked:access`,
      'bring-back': `point:${seen} x`,
    };
    for (const [action, value] of Object.entries(forged))
      expect((await forger.presses(priya.state.me, `one-to-one.${action}`, value)).text).toContain(refused);
    for (const action of ['share', 'make-private', 'discussed', 'all-discussed', 'bring-back', 'edit', 'delete'])
      for (const value of [id, `note:${id}`, '', 'point:'])
        expect((await forger.presses(joel.state.me, `one-to-one.${action}`, value)).text).toContain('no longer there');
    const form = { callback_id: 'one-to-one.note', private_metadata: JSON.stringify({ personId: joel.state.me }) };
    const values = { note: { typed: { type: 'plain_text_input', value: 'forged' } } };
    expect(await forger.submits(priya.state.me, form, values)).toContain(refused);
  });
});
