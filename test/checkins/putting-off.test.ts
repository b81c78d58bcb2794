import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf, filled } from '../support/read-page.ts';
import {
  askingButtons,
  goals,
  opens,
  said,
  saidTo,
  saves,
  startDay30,
  startOnboarding,
  topModal,
} from './day-thirty.ts';

/** When a message was said, as the clock shows it where the person is. */
const at = ({ ts }: { ts: string }) => new Date(Number(ts) * 1000).toISOString().slice(0, 16);

describe.each(databases)('a check-in is put off, on %s', (database) => {
  test.each([
    ['Tomorrow', 'Thu 31 Dec, 09:00', '2026-12-31T03:30'],
    ['Next Monday', 'Mon 4 Jan 2027, 09:00', '2027-01-04T03:30'],
  ])('to %s: the message says when it comes again, and then it does', async (button, words, moment) => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await priya.presses(day.question, button);
    const put = await priya.reply();
    expect(put.ts).toBe(day.question.ts);
    expect(said(put)).toBe(`All right. I ask about Day 30 again on ${words}, your time.`);
    expect(buttonsOf(put)).toEqual(['Answer now after all']);
    await coach.turnsTo(`${moment}:00Z`);
    const again = await priya.reply();
    expect([at(again), said(again).split('\n')[0], buttonsOf(again)]).toEqual([
      moment,
      'As agreed, back to Day 30',
      askingButtons,
    ]);
  });

  test('and answered after all: the message turns into the summary, and nothing is asked again', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await priya.presses(day.question, 'Tomorrow');
    const form = await opens(priya, await priya.reply(), 'Answer now after all');
    await saves(day, priya, form, { states: { [goals.product]: 'done' } });
    const summary = await priya.reply();
    expect([summary.ts, said(summary).split('\n')[0]]).toEqual([day.question.ts, 'Day 30 check-in, answered']);
    const before = await saidTo(coach, 'Priya');
    await coach.turnsTo('2027-01-15T12:00:00Z');
    expect(await saidTo(coach, 'Priya')).toEqual(before);
  });

  test('until somebody is back: it comes on the first working day after', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const form = await opens(priya, day.question, 'I am away');
    expect(said(form)).toContain('I ask nothing on these days');
    const refused = await priya.submits(form, filled(form, { 'Last day away': '2026-12-29' }));
    expect(refused).toMatchObject({ ok: false, errors: { to: expect.stringMatching(/2026/) } });
    await priya.submits(form, filled(form, { 'Last day away': '2027-01-08' })); // a Friday
    expect(said(await topModal(priya))).toContain('I ask about Day 30 again on Mon 11 Jan 2027, 09:00, your time.');
    const put = await priya.reply();
    expect([put.ts, buttonsOf(put)]).toEqual([day.question.ts, ['Answer now after all']]);
    expect(said(put)).toContain('I ask about Day 30 again on Mon 11 Jan 2027');
    await coach.turnsTo('2027-01-11T03:29:00Z');
    const before = await saidTo(coach, 'Priya');
    await coach.turnsTo('2027-01-11T03:30:00Z');
    const after = await saidTo(coach, 'Priya');
    expect(after.slice(before.length).map((text) => text.split('\n')[0])).toEqual(['As agreed, back to Day 30']);
  });

  test('from its heads-up: days away that are over before it comes change nothing', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    await coach.turnsTo('2026-12-23T04:00:00Z');
    const form = await opens(priya, await priya.reply(), 'I will be away');
    const days = { 'First day away': '2026-12-24', 'Last day away': '2026-12-25' };
    await priya.submits(form, filled(form, days));
    expect(said(await topModal(priya))).toContain('I ask about Day 30 again on Wed 30 Dec, 09:00, your time.');
    await priya.reply(); // the heads-up says so, too
    await coach.turnsTo('2026-12-30T04:00:00Z');
    expect(at(await priya.reply())).toBe('2026-12-30T03:30');
  });

  test('by nobody who has answered it already, though an old message still has the button', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await coach.turnsTo('2027-01-01T04:00:00Z');
    const reminder = await priya.reply();
    await saves(day, priya, await opens(priya, reminder), { states: { [goals.product]: 'done' } });
    await priya.reply(); // the summary
    await priya.presses(day.question, 'Tomorrow');
    expect(said(await priya.reply())).toContain('This check-in is answered already.');
    const form = await opens(priya, day.question, 'I am away');
    const refused = await priya.submits(form, filled(form, { 'Last day away': '2027-01-08' }));
    expect(refused).toMatchObject({ errors: { to: expect.stringContaining('answered already') } });
    expect(await coach.db.selectFrom('leave').selectAll().execute()).toEqual([]);
  });
});
