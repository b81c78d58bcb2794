import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf } from '../support/read-page.ts';
import { askingButtons, goals, nineOnDay30, said, saidTo, startDay30, startOnboarding } from './day-thirty.ts';

describe.each(databases)('a check-in is asked about, on %s', (database) => {
  test('at nine on the clock of the person, and not a moment before', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    await coach.turnsTo('2026-12-30T03:29:50Z');
    expect((await saidTo(coach, 'Priya')).filter((text) => text.startsWith('Day 30 check-in'))).toEqual([]);
    await coach.turnsTo(nineOnDay30);
    await priya.reply(); // the heads-up
    const question = await priya.reply();
    expect(new Date(Number(question.ts) * 1000).toISOString()).toMatch(/^2026-12-30T03:30:/);
    expect(question).toMatchObject({ conversation: priya.dm, ephemeral: false });
  });

  test('with the milestone, its goals, how far the person is, who reads the answer, and four buttons', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    await coach.turnsTo('2026-12-08T09:00:00Z');
    const progress = await priya.asks('/ml-role progress', priya.channel);
    await priya.presses(progress, '✓ done', goals.product);
    await priya.reply();
    await coach.turnsTo(nineOnDay30);
    await priya.reply(); // the heads-up
    const question = await priya.reply();
    expect(said(question)).toMatchInlineSnapshot(`
      "Day 30 check-in
      How is it going? Here is what I know so far. A state for each goal is enough, five minutes or less; the rest is up to you.
      ■□□□□ 1 of 5 done
      ✓ Understand the product and its main ML workflows · done
      ○ Get access to data, pipelines, registry and monitoring · not started
      ○ Reproduce a training pipeline end to end · not started
      ○ Write down what you see · not started
      ○ Agree with data engineering and product on how you work · not started
      You and <@U0MIRA00000> read the answer, and workspace admins can. What you put under "only for me" nobody else reads."
    `);
    expect(buttonsOf(question)).toEqual(askingButtons);
  });

  test('a week before with what is still open, and nobody else hears of either', async () => {
    await using day = await startDay30({ database });
    const { coach } = day;
    const [, headsUp = ''] = await saidTo(coach, 'Priya');
    expect(headsUp).toMatch(/^Day 30 is coming up\nOn Wed 30 Dec at 09:00/);
    expect(headsUp).toContain(goals.access);
    for (const name of ['Mira', 'Ada', 'Joel'])
      expect((await saidTo(coach, name)).filter((text) => /check-in$|coming up/m.test(text))).toEqual([]);
  });

  test('no more than twice again, and then no more, while it can still be answered', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await coach.turnsTo('2027-01-20T12:00:00Z');
    const [first, last] = [await priya.reply(), await priya.reply()];
    expect(said(first)).toMatch(/^Your Day 30 check-in is still here/);
    expect(said(last)).toMatch(/^This is my last note about Day 30/);
    expect([buttonsOf(first), buttonsOf(last)]).toEqual([askingButtons, ['Answer']]);
    const days = [first, last].map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(0, 16));
    expect(days).toEqual(['2027-01-01T03:30', '2027-01-05T03:30']); // Friday and Tuesday, at nine
    const afterwards = (await saidTo(coach, 'Priya')).slice(-1);
    expect(afterwards).toEqual([said(last)]);
  });
});
