import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf } from '../support/read-page.ts';
import {
  answers,
  goals,
  labels,
  opens,
  opensByCommand,
  said,
  shownIn,
  startDay30,
  startOnboarding,
} from './day-thirty.ts';

const written = 'the warehouse access came through today';
const offered = ['What went well', 'What blocks me', 'Only for me', 'No, thanks'];

describe.each(databases)('what is written to the bot under an open check-in, on %s', (database) => {
  test.each([
    ['What went well', labels.wentWell],
    ['What blocks me', labels.blocker],
    ['Only for me', labels.onlyForMe],
  ])('can be kept under "%s", and is in the form then', async (place, label) => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const answer = await priya.asks(written);
    expect(buttonsOf(answer)).toEqual(expect.arrayContaining(offered));
    expect(said(answer)).toContain(
      'Your manager and workspace admins can read the first two; the third is for you alone.',
    );
    await priya.presses(answer, place);
    const kept = await priya.reply();
    expect(kept.ts).toBe(answer.ts);
    expect(said(kept)).toMatch(new RegExp(`^Kept under "${place}" of your Day 30 check-in.`));
    expect(buttonsOf(kept)).not.toEqual(expect.arrayContaining(offered)); // it is kept once
    const form = await opens(priya, kept, 'Open the check-in');
    const texts = Object.entries(shownIn(form)).filter(([, text]) => text === written);
    expect(texts).toEqual([[label, written]]);
    expect(await coach.db.selectFrom('answers').selectAll().execute()).toEqual([]);
  });

  test('stands below what the field says already, as it was typed', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    await answers(day, { fields: { [labels.wentWell]: 'The first review' } });
    await day.coach.turnsTo('2027-01-29T04:00:00Z'); // Day 60 is open
    const later = await day.coach.page('Priya');
    for (const text of [
      '@Mira Lindqvist showed me <!channel> & *bold*',
      'and now @channel knows https://wiki.example/a?b=1&c',
    ]) {
      const answer = await later.asks(text);
      await later.presses(answer, 'What went well');
      await later.reply();
    }
    expect(shownIn(await opensByCommand(later))[labels.wentWell]).toBe(
      '@Mira Lindqvist showed me <!channel> & *bold*\nand now @channel knows https://wiki.example/a?b=1&c',
    );
    expect(priya.dm).toBe(later.dm);
  });

  test('is kept nowhere when somebody would rather not', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const answer = await priya.asks(written);
    await priya.presses(answer, 'No, thanks');
    const after = await priya.reply();
    expect([after.ts, said(after).split('\n')[0]]).toEqual([answer.ts, 'All right, I keep nothing of it.']);
    expect(await coach.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
  });

  test('is no note when it is a word, a few, or a question', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    for (const text of ['kpis', 'data access', 'what do I do when the warehouse access is still missing?'])
      expect(buttonsOf(await priya.asks(text))).not.toContain('What went well');
  });

  test('is no note without a check-in that is open', async () => {
    await using plan = await startOnboarding({ database });
    const { priya } = plan;
    expect(buttonsOf(await priya.asks(written))).not.toContain('What went well');
    const joel = await plan.coach.page('Joel');
    expect(buttonsOf(await joel.asks(written))).not.toContain('What went well');
  });

  test('is no note once the check-in is answered', async () => {
    await using day = await startDay30({ database });
    await answers(day, { states: { [goals.product]: 'done' } });
    expect(buttonsOf(await day.priya.asks(written))).not.toContain('What went well');
  });
});
