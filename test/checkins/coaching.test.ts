import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf } from '../support/read-page.ts';
import {
  answers,
  goals,
  labels,
  nineInStockholm,
  opens,
  opensByCommand,
  said,
  saidTo,
  saves,
  startDay30,
} from './day-thirty.ts';

const blocked = { states: { [goals.access]: 'blocked' } };

/** What Mira was told since the plan began. */
const toldMira = async (coach: Parameters<typeof saidTo>[0]) => (await saidTo(coach, 'Mira')).slice(1);

describe.each(databases)('after the answer, on %s', (database) => {
  test('the question turns into a summary, with help for what is blocked and a first step for what is open', async () => {
    await using day = await startDay30({ database });
    const summary = await answers(day, {
      states: { [goals.product]: 'done', [goals.access]: 'blocked', [goals.notes]: 'in progress' },
      fields: { [labels.confidence]: '3, so far so good' },
    });
    expect(summary.ts).toBe(day.question.ts);
    const text = said(summary);
    const access = text.slice(text.indexOf(`▲ ${goals.access}: what may help`), text.indexOf('A first step for what'));
    expect(access).toMatch(/• Waiting for data engineering: Send one request/); // what usually helps
    expect(access).toMatch(/• Talk to Data Engineering; MLOps/);
    expect(access).toMatch(/• Ask for: Read access to the warehouse/);
    expect(access).toMatch(/• If it stays stuck: ML Engineering Manager/);
    const steps = text.slice(text.indexOf('A first step for what is open'));
    for (const title of [goals.pipeline, goals.notes, goals.agree]) expect(steps).toContain(`• ${title}: `);
    for (const title of [goals.product, goals.access]) expect(steps).not.toContain(`• ${title}: `);
    expect(buttonsOf(summary)).toEqual(['Edit my answer', 'My progress', `More on: ${goals.access}`, 'Choose KPIs']);
  });

  test('the manager hears of what is blocked and the help that is wanted, when their work begins', async () => {
    await using day = await startDay30({ database });
    const { coach, mira } = day;
    await answers(day, {
      ...blocked,
      notes: { [goals.access]: 'Ticket DATA-12, open for two weeks' },
      fields: {
        [labels.wentWell]: 'The first review',
        [labels.blockerKind]: 'Waiting for somebody',
        [labels.blocker]: 'Nobody looks at the ticket',
        [labels.help]: 'A word with the data team',
        [labels.helpFrom]: 'Data Engineering',
        [labels.confidence]: '2, a little',
      },
    });
    expect(await toldMira(coach)).toEqual([]); // it is half past four where she is
    await coach.turnsTo(nineInStockholm);
    const told = await mira.reply();
    expect(said(told)).toMatchInlineSnapshot(`
      "<@U0PRIYA0000> is stuck at Day 30 and could use a hand.
      • Get access to data, pipelines, registry and monitoring: Ticket DATA-12, open for two weeks
      What usually unblocks it: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      In the way: Waiting for somebody
      Nobody looks at the ticket
      Help wanted from Data Engineering
      A word with the data team
      A good next step: bring <@U0PRIYA0000> together with Data Engineering, in one thread or one short call."
    `);
    expect(buttonsOf(told)).toEqual(['See their progress']);
    for (const name of ['Ada', 'Joel']) expect(await saidTo(coach, name)).toEqual([]);
  });

  test('the manager hears nothing where nothing is blocked and no help is wanted', async () => {
    await using day = await startDay30({ database });
    const states = { [goals.product]: 'done', [goals.access]: 'in progress', [goals.agree]: 'dropped' };
    await answers(day, { states, fields: { [labels.wentWell]: 'All of it', [labels.confidence]: '1, not yet' } });
    await day.coach.turnsTo('2027-01-04T12:00:00Z');
    expect(await toldMira(day.coach)).toEqual([]);
  });

  test('the manager hears of whatever is in the way or wanted, be it a choice without a word to it', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await coach.turnsTo(nineInStockholm);
    await answers(day, { fields: { [labels.blockerKind]: 'Missing access' } });
    const nothing = { [labels.blockerKind]: 'Nothing just now', [labels.blocker]: '', [labels.help]: '' };
    for (const fields of [
      { [labels.blocker]: 'The ticket' },
      { [labels.help]: 'An hour with somebody' },
      { [labels.helpFrom]: 'My manager' },
    ])
      await saves(day, priya, await opensByCommand(priya), { fields: { ...nothing, ...fields } });
    const told = await toldMira(coach);
    expect(told).toEqual([
      expect.stringMatching(/says what is in the way.*In the way: Missing access/s),
      expect.stringMatching(/says what is in the way.*The ticket/s),
      expect.stringMatching(/asks for help.*An hour with somebody/s),
      expect.stringMatching(/asks for help.*Help wanted from you/s),
    ]);
  });

  test('the manager is not told twice of the same, but again when it changes', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await answers(day, { ...blocked, fields: { [labels.help]: 'A word with the data team' } });
    await coach.turnsTo(nineInStockholm);
    expect(await toldMira(coach)).toHaveLength(1);
    const other = { states: { [goals.product]: 'done' }, fields: { [labels.wentWell]: 'A good week' } };
    await saves(day, priya, await opensByCommand(priya), other);
    expect(await toldMira(coach)).toHaveLength(1);
    await saves(day, priya, await opensByCommand(priya), { fields: { [labels.help]: 'A day with the data team' } });
    const [, again = ''] = await toldMira(coach);
    expect(again).toContain('A day with the data team');
    const mended = { states: { [goals.access]: 'done' }, fields: { [labels.help]: '' } };
    await saves(day, priya, await opensByCommand(priya), mended);
    expect(await toldMira(coach)).toHaveLength(2);
  });

  test('of several edits in the night the manager reads one message, as things then stand', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await answers(day, blocked);
    for (const help of ['A word', 'A word with the data team'])
      await saves(day, priya, await opensByCommand(priya), { fields: { [labels.help]: help } });
    await coach.turnsTo(nineInStockholm);
    const told = await toldMira(coach);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(goals.access);
    expect(told[0]).toContain('A word with the data team');
  });

  test('what is mended before the manager comes in, they do not hear of', async () => {
    await using day = await startDay30({ database });
    const summary = await answers(day, blocked);
    const edit = await opens(day.priya, summary, 'Edit my answer');
    await saves(day, day.priya, edit, { states: { [goals.access]: 'done' } });
    await day.coach.turnsTo(nineInStockholm);
    expect(await toldMira(day.coach)).toEqual([]);
  });
});
