import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { said, topModal } from '../checkins/day-thirty.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { filled } from '../support/read-page.ts';

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
    expect(said(await topModal(joel))).toContain('nobody is, so nobody sees anything as that');
    expect(await ofJoel()).toContain('You report to nobody here.');
  });
});
