import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { PageView, StateValues } from '../../src/local/protocol.ts';
import {
  closes,
  filling,
  goals,
  inputsOf,
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
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import type { TestPage } from '../support/page.ts';
import { filled } from '../support/read-page.ts';
import { everyTrouble, everythingIn, expectNothingSaved, makeTrouble } from '../support/store-trouble.ts';
import { writtenTo } from '../support/stored.ts';

/** Sends a form. What it is told on top of it is closed again: then the form is there as it was. */
async function submits(page: TestPage, form: PageView, values: StateValues): Promise<string> {
  expect(await page.submits(form, values)).toEqual({ ok: true });
  const stack = await page.modals();
  const top = stack.at(-1);
  if (!top) return 'closed';
  if (said(top).includes('not saved')) {
    expect(stack.at(-2)).toEqual(form);
    await page.does({ kind: 'close', viewId: top.id });
    await page.modals();
  }
  return said(top);
}

const idsIn = (view: PageView) => inputsOf(view).map(({ block_id: id }) => id);

describe.each(databases)('where nothing can be written, on %s', { timeout: 60_000 }, (database) => {
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

  test('where Slack stacks no more forms the uppermost gives way to the reason, and the one below is still filled in', async () => {
    await using coach = await startTestCoach({ database, at: '2026-11-25T10:00:00Z' });
    const mira = await coach.page('Mira');
    const priya = await coach.page('Priya');
    const started = await mira.asks('/ml-role onboard @Priya Nair 2026-11-30', mira.channel);
    const welcome = await priya.reply();
    await mira.presses(started, 'Undo');
    await mira.reply();
    await priya.presses(welcome, 'See my goals');
    await priya.presses(await topModal(priya), 'Start my plan');
    const form = await topModal(priya);
    await priya.submits(form, filled(form, { 'First day': '2026-12-07', Manager: mira.state.me }));
    const preview = await topModal(priya);
    await coach.settles();
    const before = await everythingIn(coach.db);
    const mend = await makeTrouble(coach.db, 'full', 'deliveries');
    await priya.submits(preview, {});
    await mend();
    const stack = await priya.modals();
    expect(stack.map(said)[2]).toContain('This was not saved');
    expect(stack[1]).toEqual(form);
    expect(await everythingIn(coach.db)).toEqual(before);
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

  test('what is typed in an open form stays in it, and it says once that nothing more can be kept', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question);
    for (const trouble of everyTrouble) {
      const mend = await makeTrouble(coach.db, trouble);
      await priya.chooses(form, labels.wentWell, 'The first');
      const warning = await topModal(priya);
      expect(said(warning)).toMatch(/^I cannot store anything just now/);
      await priya.chooses(warning, labels.wentWell, 'The first review');
      // by way of the state, which is drawn each time
      await priya.chooses(warning, goals.access, stateText('done'), { [labels.wentWell]: 'The first review' });
      expect(idsIn(await topModal(priya))).toEqual(idsIn(form)); // so that Slack keeps what was typed
      await mend();
      await priya.chooses(warning, labels.wentWell, `The first review, ${trouble}`);
      expect(said(await topModal(priya))).not.toContain('cannot store');
    }
    await closes(priya, form);
    expect(shownIn(await opensByCommand(priya))).toMatchObject({ [labels.wentWell]: 'The first review, read-only' });
    expect(await writtenTo(coach, 'Priya')).toHaveLength(3); // the welcome, the heads-up and the question
  });

  test('what was written in the direct message is not kept as a note', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const offer = await priya.asks('the warehouse access came through today');
    const act = async () => {
      await priya.presses(offer, 'What went well');
      return said(await priya.reply());
    };
    await expectNothingSaved(coach, { table: 'drafts', act });
    expect(await act()).toContain('Kept under "What went well"');
  });

  test('a question is answered all the same', async () => {
    await using coach = await startTestCoach({ database });
    const joel = await coach.page('Joel');
    for (const trouble of everyTrouble) {
      const mend = await makeTrouble(coach.db, trouble);
      expect((await joel.asks('latency')).text).toContain('Inference latency');
      expect((await joel.asks('/ml-role kpis', joel.channel)).text).toContain('KPIs');
      await mend();
    }
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
    expect(await act()).toContain(`▲ ${goals.access}`);
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
    // of which no reminder has to move: so the leave is written, and then the check-in
    const days = filled(form, { 'First day away': '2026-12-30', 'Last day away': '2026-12-30' });
    const act = () => submits(priya, form, days);
    for (const table of ['leave', 'checkins'] as const) await expectNothingSaved(coach, { table, act });
    expect(await act()).toContain('Thu 31 Dec');
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

  test('days away are not set in the settings', async () => {
    await using day = await startOnboarding({ database });
    const { coach, priya } = day;
    await priya.types('/ml-role settings', priya.channel);
    const settings = await topModal(priya);
    await priya.presses(settings, 'Add days away');
    const form = await topModal(priya);
    const day_ = (on: string) => ({ type: 'datepicker', selected_date: on });
    const days = {
      'from~0': { 'settings.from': day_('2026-12-30') },
      'to~0': { 'settings.to': day_('2027-01-05') },
    };
    const act = () => submits(priya, form, days);
    for (const table of ['leave', 'checkins'] as const) await expectNothingSaved(coach, { table, act });
    await priya.submits(form, days);
    await priya.modals();
    expect(said(await topModal(priya))).toContain('Day 30, Wed 6 Jan 2027');
  });

  test('a plan is not paused', async () => {
    await using day = await startOnboarding({ database });
    const { coach, mira } = day;
    const act = async () => said(await mira.asks('/ml-role pause @Priya Nair until 2026-12-14'));
    await expectNothingSaved(coach, { table: 'deliveries', act });
    expect(await act()).toContain('paused');
  });
});

/** What `/healthz` answers. */
async function health({ url }: TestCoach): Promise<{ status: number; says: string }> {
  const response = await fetch(`${url}/healthz`);
  const { status } = z.object({ status: z.string() }).parse(await response.json());
  return { status: response.status, says: status };
}

describe.each(databases)(
  'what happens by itself while nothing can be written, on %s',
  { timeout: 60_000 },
  (database) => {
    test.each(everyTrouble)('/healthz says so while it lasts, though nothing is to be done: %s', async (trouble) => {
      await using coach = await startTestCoach({ database });
      expect(await health(coach)).toEqual({ status: 200, says: 'up' });
      const mend = await makeTrouble(coach.db, trouble);
      expect(await health(coach)).toEqual({ status: 503, says: `the database stores nothing (${trouble})` });
      await mend();
      expect(await health(coach)).toEqual({ status: 200, says: 'up' });
    });

    test.each(everyTrouble)('a check-in that comes due is asked once, when it can be: %s', async (trouble) => {
      await using day = await startOnboarding({ database });
      const { coach } = day;
      await coach.settles();
      const before = await everythingIn(coach.db);
      const mend = await makeTrouble(coach.db, trouble, 'deliveries');
      coach.clock.turnTo(new Date('2026-12-30T03:31:00Z'));
      await coach.settles();
      expect((await health(coach)).status).toBe(503);
      await mend();
      expect(await everythingIn(coach.db)).toEqual(before);
      await coach.settles(); // as each minute
      expect(await health(coach)).toEqual({ status: 200, says: 'up' });
      const [, ...asked] = await writtenTo(coach, 'Priya');
      expect(asked).toEqual([expect.stringContaining('Day 30 check-in')]);
    });

    test.each(everyTrouble)('a message that went out and could not be noted goes out once: %s', async (trouble) => {
      const mends: (() => Promise<void>)[] = [];
      const late: { coach?: TestCoach } = {};
      await using coach = await startTestCoach({
        database,
        at: '2026-11-25T10:00:00Z',
        instead: (request, response) => {
          const { coach } = late;
          if (!coach || mends.length > 0 || !request.url?.endsWith('/chat.postMessage')) return false;
          void makeTrouble(coach.db, trouble).then((mend) => {
            mends.push(mend);
            coach.local.handle(request, response);
          });
          return true;
        },
      });
      late.coach = coach;
      const mira = await coach.page('Mira');
      const priya = await coach.page('Priya');
      await mira.asks('/ml-role onboard @Priya Nair 2026-11-30', mira.channel);
      expect((await priya.reply()).text).toContain('Welcome');
      await coach.settles();
      for (const mend of mends) await mend();
      const state = async () =>
        (await coach.db.selectFrom('deliveries').select('state').execute()).map((row) => row.state);
      expect(await state()).toEqual(['claimed']);
      coach.clock.turnTo(new Date('2026-11-25T10:02:00Z')); // the claim has run out
      await coach.settles();
      expect(await state()).toEqual(['sent']);
      expect(await writtenTo(coach, 'Priya')).toHaveLength(1);
    });
  },
);

test('while another program holds the database, who sends a form is told so before Slack stops waiting', async () => {
  await using day = await startDay30();
  const { coach, priya } = day;
  const form = await opens(priya, day.question);
  const mend = await makeTrouble(coach.db, 'busy');
  await sql`pragma busy_timeout = 2000`.execute(coach.db); // as it is
  const told = await submits(priya, form, filling(form, { states: { [goals.product]: 'done' } }));
  await mend();
  expect(told).toContain('This was not saved: my database is busy');
});
