import { describe, expect, test } from 'vitest';
import type { PageView, StateValues } from '../../src/local/protocol.ts';
import {
  filling,
  goals,
  labels,
  opens,
  opensByCommand,
  said,
  shownIn,
  startDay30,
  startOnboarding,
  stateText,
  topModal,
} from '../checkins/day-thirty.ts';
import { startTestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import { filled, type TestPage } from '../support/page.ts';
import { everyTrouble, expectNothingSaved, makeTrouble } from '../support/store-trouble.ts';

/** Sends a form. What it is told on top of it is closed again: then the form is there as it was. */
async function submits(page: TestPage, form: PageView, values: StateValues): Promise<string> {
  expect(await page.submits(form, values)).toEqual({ ok: true });
  const stack = await page.modals();
  const top = stack.at(-1);
  if (!top) return 'closed';
  if (top.callback_id === 'problem') {
    expect(stack.at(-2)).toEqual(form);
    await page.does({ kind: 'close', viewId: top.id });
    await page.modals();
  }
  return said(top);
}

describe.each(databases)('where nothing can be written, on %s', (database) => {
  test('a plan does not begin by a command, and does once it can be', async () => {
    await using coach = await startTestCoach({ database, at: '2026-11-25T10:00:00Z' });
    const mira = await coach.page('Mira');
    const priya = await coach.page('Priya');
    const act = async () => (await mira.asks('/ml-role onboard @Priya Nair 2026-11-30')).text;
    await expectNothingSaved(coach, { table: 'deliveries', act });
    expect(await act()).toContain('Day 30, Wed 30 Dec');
    expect((await priya.reply()).text).toContain('Welcome');
  });

  test('a plan does not begin by the form, which stays open below the reason', async () => {
    await using coach = await startTestCoach({ database, at: '2026-11-25T10:00:00Z' });
    const mira = await coach.page('Mira');
    const priya = await coach.page('Priya');
    await mira.types('/ml-role onboard @Priya Nair', mira.channel);
    const form = await mira.topModal();
    await mira.submits(form, filled(form, { 'First day': '2026-11-30' }));
    const preview = await mira.topModal();
    const act = () => submits(mira, preview, {});
    await expectNothingSaved(coach, { table: 'deliveries', act });
    expect(await act()).toContain('Day 30');
    expect((await priya.reply()).text).toContain('Welcome');
  });

  test('an answer to a check-in is not taken, and the form keeps what was typed', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question);
    const typed = filling(form, {
      states: { [goals.product]: 'done', [goals.access]: 'blocked' },
      fields: { [labels.wentWell]: 'The first review', [labels.onlyForMe]: 'Patience' },
    });
    const act = () => submits(priya, form, typed);
    for (const table of ['accepted_requests', 'goal_changes', 'deliveries'] as const)
      await expectNothingSaved(coach, { table, act });
    expect(await act()).toBe('closed');
    expect((await priya.reply()).text).toContain('blocked');
  });

  test('what is typed in an open form and cannot be kept is said, and stays in the form', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question);
    for (const trouble of everyTrouble) {
      const mend = await makeTrouble(coach.db, trouble);
      await priya.chooses(form, labels.wentWell, 'The first review');
      expect((await priya.reply()).text).toContain('This was not saved');
      await mend();
    }
    await priya.chooses(form, labels.wentWell, 'The first review');
    await expect
      .poll(async () => shownIn(await opensByCommand(priya)))
      .toMatchObject({ [labels.wentWell]: 'The first review' });
  });

  test('a goal keeps its state', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const progress = await priya.asks('/ml-role progress', priya.channel);
    const act = async () => {
      await priya.presses(progress, stateText('blocked'), goals.access);
      return said(await priya.reply());
    };
    await expectNothingSaved(coach, { table: 'goal_changes', act });
    expect(await act()).toContain('blocked');
  });

  test('a check-in is not put off until tomorrow', async () => {
    await using day = await startDay30({ database });
    const { coach, priya, question } = day;
    const act = async () => {
      await priya.presses(question, 'Tomorrow');
      return said(await priya.reply());
    };
    await expectNothingSaved(coach, { table: 'checkins', act });
    expect(await act()).toContain('Thu 31 Dec');
  });

  test('days away are not noted down, nor is the check-in put off', async () => {
    await using day = await startDay30({ database });
    const { coach, priya, question } = day;
    const form = await opens(priya, question, 'I am away');
    const days = filled(form, { 'First day away': '2026-12-31', 'Last day away': '2027-01-08' });
    const act = () => submits(priya, form, days);
    for (const table of ['leave', 'checkins'] as const) await expectNothingSaved(coach, { table, act });
    expect(await act()).toContain('Mon 11 Jan');
  });

  test('settings stay as they are', async () => {
    await using day = await startOnboarding({ database });
    const { coach, priya } = day;
    await priya.types('/ml-role settings', priya.channel);
    const form = await topModal(priya);
    const hour = { hour: { 'settings.hour': { type: 'static_select', selected_option: { value: '14' } } } };
    const act = () => submits(priya, form, hour);
    for (const table of ['people', 'checkins'] as const) await expectNothingSaved(coach, { table, act });
    expect(await act()).toMatch(/^Saved.*14:00/);
  });
});
