import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageMessage, PageView } from '../../src/local/protocol.ts';
import { said, topModal } from '../checkins/day-thirty.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { buttonsOf, filled } from '../support/read-page.ts';

describe('a team, through Slack', () => {
  let coach: TestCoach;
  let joel: TestPage;
  let mira: TestPage;
  let priya: TestPage;
  let ada: TestPage;
  beforeAll(async () => {
    coach = await startTestCoach({ at: '2026-11-24T09:00:00Z' });
    [joel, mira, priya, ada] = [
      await coach.page('Joel'),
      await coach.page('Mira'),
      await coach.page('Priya'),
      await coach.page('Ada'),
    ];
    for (const name of ['Joel Park', 'Priya Nair']) await commands(mira, `onboard @${name} 2026-11-24`);
    await commands(joel, 'log latency 240');
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  const commands = async (page: TestPage, text: string): Promise<PageMessage> => {
    expect(await page.types(`/ml-role ${text}`, page.channel)).toEqual({ ok: true });
    return page.reply(page.channel);
  };
  const asks = (page = mira, rest = '') => commands(page, `team${rest}`);
  const rowsIn = ({ blocks }: PageMessage): number =>
    blocks.flatMap((block) => (block.type === 'data_table' ? block.rows.slice(1) : [])).length;

  test('the command shows it to whoever asks alone, as a table', async () => {
    const team = await asks();
    expect(team.ephemeral).toBe(true);
    expect(said(team)).toContain('2 people report to you. 1 needs a word.');
    expect(rowsIn(team)).toBe(2);
  });

  test('a choice above it filters in its place, and stays chosen', async () => {
    const team = await asks();
    await mira.presses(team, 'KPI off target (1)');
    const filtered = await mira.reply(mira.channel);
    expect(filtered.ts).toBe(team.ts);
    expect(rowsIn(filtered)).toBe(1);
    expect(said(filtered)).toContain(joel.state.me);
    await mira.presses(filtered, 'Blocked (0)');
    const none = await mira.reply(mira.channel);
    expect(rowsIn(none)).toBe(0);
    expect(said(none)).toContain('Nobody in your team is blocked.');
    await mira.presses(none, 'Everybody (2)');
    expect(rowsIn(await mira.reply(mira.channel))).toBe(2);
  });

  test('whom one chooses below it is opened, and so is whoever is named after the word', async () => {
    const team = await asks();
    const menu = team.blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.flatMap((element) => (element.type === 'users_select' ? [{ block, element }] : []))
        : [],
    )[0];
    if (!menu) throw new Error('there is no menu of people');
    const choose = (person: string) =>
      mira.does({
        kind: 'action',
        source: { kind: 'message', conversation: team.conversation, ts: team.ts },
        state: {},
        blockId: menu.block.block_id ?? '',
        actionId: menu.element.action_id ?? '',
        element: { type: 'users_select', selected_user: person },
      });
    await choose(joel.state.me);
    const page = said(await topModal(mira));
    expect(page).toContain('has reported to you since Tue 24 Nov.');
    expect(page).toContain('Inference latency (p95): 240 ms  ▲ Off');
    await choose(ada.state.me);
    expect(said(await mira.reply(mira.channel))).toContain('seen by them, their manager and the workspace admins');
    await mira.types('/ml-role team @Priya Nair', mira.channel);
    expect(said(await topModal(mira))).toContain(priya.state.me);
  });

  test('in the direct message the word works, too, and offers the way to somebody named', async () => {
    const offer = await mira.asks('team @Joel Park');
    await mira.presses(offer, 'Open');
    expect(said(await topModal(mira))).toContain('Needs a word');
  });

  test('whoever has nobody is told what to do, and what else begins with the word is about the role', async () => {
    for (const page of [joel, ada]) expect(said(await asks(page))).toContain('Nobody reports to you here yet');
    expect(said(await asks(mira, ' lead'))).not.toContain('report to you');
  });

  test('a note that is added from somebody’s page stands on it, and says that only its writer sees it', async () => {
    await mira.types('/ml-role team @Joel Park', mira.channel);
    await mira.presses(await shows('None yet.'), 'Add a note');
    const form = await shows('For the one-to-one with');
    await mira.submits(form, filled(form, { 'What to talk about': 'Ask about <!channel> the course' }));
    const page = await shows('Ask about &lt;!channel&gt; the course');
    expect(said(page)).toContain('Only you see these');
    expect(said(page)).not.toContain('shared with');
  });

  /** The modal on top, once it says that. */
  async function shows(text: string): Promise<PageView> {
    for (;;) {
      const top = (await mira.modals()).at(-1);
      if (top && said(top).includes(text)) return top;
    }
  }

  test('the Home tab has one’s people, with the way to each and to the table', async () => {
    await mira.does({ kind: 'open-home' });
    const home = await mira.home();
    expect(said(home)).toMatch(/^Your people\n<@U0JOEL00000>/);
    expect(said(home)).toContain('▲ 1 KPI off');
    await mira.presses(home, 'Open');
    expect(said(await topModal(mira))).toContain(joel.state.me);
    await mira.presses(home, 'See the team in Messages');
    const team = await mira.reply(mira.dm);
    expect(rowsIn(team)).toBe(2);
    await mira.presses(team, 'KPI off target (1)');
    expect(rowsIn(await mira.reply(mira.dm))).toBe(1);
  });

  test('what a button is made to carry shows nobody’s people but one’s own', async () => {
    await using slack = await rawSlack(coach);
    for (const who of [joel, priya, ada]) {
      const { text } = await slack.presses(who.state.me, 'team.page:next', 'everybody 1');
      expect(text).toContain('Nobody reports to you');
    }
    const refused = 'seen by them, their manager and the workspace admins';
    expect((await slack.presses(priya.state.me, 'team.person:0', joel.state.me)).text).toContain(refused);
    for (const forged of ['', 'xyzzy', 'blocked', 'blocked 0', `blocked ${'9'.repeat(30)}`, '1 everybody'])
      expect((await slack.presses(mira.state.me, 'team.page:next', forged)).text).toContain('2 people report to you');
  });

  test('somebody who no longer has a plan is still there, and can be given another', async () => {
    await mira.presses(await commands(mira, 'offboard @Priya Nair'), 'End the plan');
    await mira.reply(mira.channel);
    const team = await asks();
    expect(said(team)).toContain('plan ended');
    await mira.types('/ml-role team @Priya Nair', mira.channel);
    const page = await topModal(mira);
    expect(said(page)).toContain('It has ended. What was recorded is kept.');
    expect(buttonsOf(page)).toContain('Start a plan');
  });
});

describe('where Slack does not draw such tables yet', () => {
  test('the same comes as text', async () => {
    const refusals: string[] = [];
    await using coach = await startTestCoach({
      at: '2026-11-24T09:00:00Z',
      instead: ({ url }, response) => {
        const error = url?.startsWith('/local/response/') ? refusals.pop() : undefined;
        if (error !== undefined) response.end(JSON.stringify({ ok: false, error }));
        return error !== undefined;
      },
    });
    const mira = await coach.page('Mira');
    await mira.asks('/ml-role onboard @Joel Park 2026-11-24', mira.channel);
    refusals.push('invalid_blocks');
    await mira.types('/ml-role team', mira.channel);
    const team = await mira.reply(mira.channel);
    expect(team.blocks).toEqual([]);
    expect(team.text).toContain('Person · Milestone · Goals done');
    expect(team.text).toContain('<@U0JOEL00000> · Day 30 · 0 of 5');
  });
});
