import { expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf } from '../support/read-page.ts';
import {
  answers,
  closes,
  filling,
  goals,
  labels,
  nineInStockholm,
  opens,
  opensByCommand,
  said,
  saves,
  shownIn,
  startDay30,
  topModal,
} from './day-thirty.ts';
import { sends } from './signed-form.ts';

const secrets = ['zanzibar one', 'zanzibar two', 'zanzibar three is what I wrote', 'zanzibar four'];

test.each(databases)("what is 'only for me' is in no message, view or log of anybody else, on %s", async (database) => {
  const [typed = '', saved = '', noted = '', later = ''] = secrets;
  await using day = await startDay30({ database });
  const { coach, priya } = day;
  // typed, then sent
  const form = await opensByCommand(priya);
  await priya.chooses(form, goals.access, '▲ blocked', { [labels.onlyForMe]: typed });
  await closes(priya, await topModal(priya));
  const fields = { [labels.onlyForMe]: saved, [labels.help]: 'A word with the data team' };
  const summary = await answers(day, { states: { [goals.access]: 'blocked' }, fields });
  expect(said(summary)).toContain('The note that is only for you is kept, too.');
  // edited
  await saves(day, priya, await opensByCommand(priya), { fields: { [labels.onlyForMe]: later } });
  expect(shownIn(await opensByCommand(priya))[labels.onlyForMe]).toBe(later);
  // written to the bot under the next one
  await coach.turnsTo('2027-01-29T04:00:00Z');
  const page = await coach.page('Priya');
  await page.presses(await page.asks(noted), 'Only for me');
  await page.reply();
  expect(shownIn(await opensByCommand(page))[labels.onlyForMe]).toBe(noted);
  await coach.turnsTo(nineInStockholm.replace('2026-12-30', '2027-01-29'));

  for (const name of ['Mira', 'Ada', 'Joel']) {
    const other = await coach.page(name);
    const progress = await other.asks('/ml-role progress @Priya Nair', other.channel);
    const isReader = buttonsOf(progress).includes('Read the Day 30 answer');
    expect(isReader).toBe(name !== 'Joel');
    const answer = isReader ? await opens(other, progress, 'Read the Day 30 answer') : undefined;
    if (answer) expect(said(answer)).toContain('A word with the data team');
    await other.does({ kind: 'open-home' });
    const all = JSON.stringify([progress, answer, await other.home(), (await coach.page(name)).state]);
    expect(all).not.toContain('zanzibar');
  }
  expect(coach.log()).not.toContain('zanzibar');
  const stored = [
    'answers',
    'goals',
    'goal_changes',
    'checkins',
    'deliveries',
    'audit_log',
    'accepted_requests',
  ] as const;
  for (const table of stored)
    expect(JSON.stringify(await coach.db.selectFrom(table).selectAll().execute())).not.toContain('zanzibar');
});

test.each(databases)('a check-in is answered by nobody else, whatever they send, on %s', async (database) => {
  await using day = await startDay30({ database });
  const { coach, priya } = day;
  const form = await opensByCommand(priya);
  await saves(day, priya, form, { fields: { [labels.onlyForMe]: 'zanzibar' } });
  const before = await coach.db.selectFrom('answers').selectAll().execute();
  const filledIn = filling(form, { states: { [goals.access]: 'dropped' }, fields: { [labels.onlyForMe]: '' } });
  for (const name of ['Mira', 'Ada', 'Joel']) {
    const answer = await sends(coach, await coach.page(name), form, filledIn);
    if (answer.response_action !== 'push') throw new Error(answer.response_action);
    expect(said(answer.view)).toContain('<@U0PRIYA0000>');
    expect(JSON.stringify(answer)).not.toContain('zanzibar');
  }
  expect(await coach.db.selectFrom('answers').selectAll().execute()).toEqual(before);
  expect(await coach.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
  expect(await coach.db.selectFrom('goals').selectAll().execute()).toEqual([]);
  expect(shownIn(await opensByCommand(priya))[labels.onlyForMe]).toBe('zanzibar');
});
