import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { said, topModal } from '../checkins/day-thirty.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { buttonsOf, filled } from '../support/read-page.ts';

describe('who reports to whom, through Slack', () => {
  let coach: TestCoach;
  let joel: TestPage;
  let ada: TestPage;
  const [joelId, miraId] = ['U0JOEL00000', 'U0MIRA00000'];
  beforeAll(async () => {
    coach = await startTestCoach({ at: '2026-11-24T09:00:00Z' });
    [joel, ada] = [await coach.page('Joel'), await coach.page('Ada')];
  });
  afterAll(() => coach[Symbol.asyncDispose]());

  const opened = async () => {
    const mine = await asks('manager');
    await ada.presses(mine, 'Say who reports to whom');
    return topModal(ada);
  };
  /** In a channel: the news comes in the direct message. */
  const asks = async (text: string, page = ada) => {
    expect(await page.types(`/ml-role ${text}`, page.channel)).toEqual({ ok: true });
    return page.reply(page.channel);
  };
  /** What the bot wrote last to somebody and that stays, in their direct message. */
  const news = async (name: string) => {
    await coach.settles();
    const { state, dm } = await coach.page(name);
    const message = state.messages.findLast(
      ({ conversation, author, ephemeral }) => conversation === dm && author.kind === 'bot' && !ephemeral,
    );
    if (!message) throw new Error(`nothing was written to ${name}`);
    return message;
  };
  const ofJoel = async (): Promise<string> => said(await asks('manager', joel));

  test('an admin chooses a person, sees whom they report to, and says who it is', async () => {
    const form = await opened();
    await ada.chooses(form, 'Who', joelId);
    const shown = await topModal(ada);
    expect(said(shown)).toContain(`<@${joelId}> reports to nobody here.`);
    await ada.submits(shown, filled(shown, { Who: joelId, 'Reports to': miraId }));
    const saved = `Saved. <@${joelId}> reports to <@${miraId}>, who sees what was recorded since Tue 24 Nov.`;
    expect(said(await topModal(ada))).toContain(saved);
    expect(await ofJoel()).toContain(`You report to <@${miraId}>`);
  });

  test('what is sent before the form shows whose manager it is changes nothing', async () => {
    const form = await opened();
    await ada.submits(form, filled(form, { Who: joelId }));
    expect(said(await topModal(ada))).toContain(`<@${joelId}> reports to <@${miraId}>`);
    expect(await ofJoel()).toContain(`You report to <@${miraId}>`);
  });

  test('words do the same, and what they cannot say is explained', async () => {
    const answers = async (text: string, page = ada) => said(await asks(text, page));
    expect(await answers('manager @Joel Park @Ada Okafor')).toContain('reports to you');
    expect(await answers('manager @Joel Park nobody')).toContain('reports to nobody here. The people whom it concerns');
    expect(await answers('manager @Joel Park nobody')).toContain('It was so already.');
    expect(await answers('manager @Joel Park somebody')).toContain('"somebody"');
    expect(await answers('manager @Mira Lindqvist @Joel Park', joel)).toContain('admins');
    expect(await answers('manager expectations')).not.toContain('report');
  });

  test('the person says that it is wrong where they see who sees what', async () => {
    await asks('manager @Joel Park @Mira Lindqvist');
    const mine = await asks('manager', joel);
    await joel.presses(mine, 'What others see');
    const page = await topModal(joel);
    expect(said(page)).toContain(`Your manager, <@${miraId}>, sees what you record since Tue 24 Nov`);
    await joel.presses(page, 'This is not my manager');
    const now = said(await topModal(joel));
    expect(now).toContain(`<@${miraId}> no longer sees anything of yours as your manager.`);
    expect(now).not.toContain('Your plan waits'); // there is none
    expect(now).toContain('nobody is, so nobody sees anything as that');
    expect(await ofJoel()).toContain('You report to nobody here.');
  });

  test('what they say to a message takes its place, and a stale one is refused', async () => {
    await asks('manager @Joel Park @Mira Lindqvist');
    const told = await news('Joel');
    expect(buttonsOf(told)).toEqual(['Share what came before', 'This is not my manager']);
    await joel.presses(told, 'Share what came before');
    const shared = await news('Joel');
    expect(shared).toMatchObject({ ts: told.ts, text: expect.stringContaining('now sees what you recorded before') });
    expect(buttonsOf(shared)).toEqual(['What others see']);
    await joel.presses(shared, 'What others see');
    expect(said(await topModal(joel))).toContain(`Your manager, <@${miraId}>, sees all that you have recorded`);
    await asks('manager @Joel Park @Ada Okafor');
    const ofAda = await news('Joel');
    await asks('manager @Joel Park @Mira Lindqvist');
    const ofMira = await news('Joel');
    await joel.presses(ofAda, 'This is not my manager');
    expect(await ofJoel()).toContain(`You report to <@${miraId}>`);
    await joel.presses(ofMira, 'This is not my manager');
    expect(await news('Joel')).toMatchObject({
      ts: ofMira.ts,
      text: expect.stringContaining(`<@${miraId}> no longer sees anything of yours as your manager.`),
    });
    expect(await ofJoel()).toContain('You report to nobody here.');
  });

  test('so does what the manager says', async () => {
    const mira = await coach.page('Mira');
    await asks('manager @Joel Park @Mira Lindqvist');
    const told = await news('Mira');
    await mira.presses(told, 'They do not report to me');
    expect(await news('Mira')).toMatchObject({
      ts: told.ts,
      text: `<@${joelId}> no longer reports to you here. They and the workspace admins are told, and there is nothing more for you to do.`,
    });
    expect(await ofJoel()).toContain('You report to nobody here.');
  });
});
