import { describe, expect, test } from 'vitest';
import type { TestCoach } from '../support/coach.ts';
import { databases } from '../support/databases.ts';
import {
  answers,
  filling,
  goals,
  labels,
  opens,
  opensByCommand,
  said,
  saidTo,
  saves,
  shownIn,
  startDay30,
  statesIn,
  stateText,
  topModal,
} from './day-thirty.ts';
import { sends } from './signed-form.ts';

/** Every version of the answer that is kept. */
const kept = (coach: TestCoach) =>
  coach.db.selectFrom('answers').select(['version', 'saved_at', 'went_well', 'help']).orderBy('version').execute();

/** Every state that one goal was set to, and by whom. */
const changesOf = (coach: TestCoach, title: string) =>
  coach.db
    .selectFrom('goal_changes')
    .select(['state', 'evidence', 'changed_by'])
    .where('title', '=', title)
    .orderBy('changed_at')
    .execute();

describe.each(databases)('an answer is edited, on %s', (database) => {
  test('each version is kept with its time, and the summary shows the latest', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const states = { [goals.access]: 'blocked' };
    const summary = await answers(day, { states, fields: { [labels.wentWell]: 'The first review' } });
    await coach.turnsTo('2027-01-04T06:00:00Z');
    const edit = await opens(priya, summary, 'Edit my answer');
    expect(said(edit)).toContain('You answered on Wed 30 Dec 2026. Saving keeps both versions.');
    const fields = { [labels.wentWell]: 'The first review, and the second' };
    await saves(day, priya, edit, { states: { [goals.access]: 'done' }, fields });
    const again = await priya.reply();
    expect(again.ts).toBe(summary.ts);
    expect(said(again)).toContain(`✓ ${goals.access} · done`);
    expect(await kept(coach)).toEqual([
      expect.objectContaining({
        version: 1,
        went_well: 'The first review',
        saved_at: expect.stringMatching(/^2026-12-30T03:3/),
      }),
      expect.objectContaining({
        version: 2,
        went_well: 'The first review, and the second',
        saved_at: expect.stringMatching(/^2027-01-04T06:0/),
      }),
    ]);
    expect(await changesOf(coach, goals.access)).toEqual([
      expect.objectContaining({ state: 'blocked' }),
      expect.objectContaining({ state: 'done' }),
    ]);
  });

  test('in two windows: the later one sees at the field what was saved meanwhile, and wins when it saves again', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const one = await opens(priya, day.question);
    const other = await opens(priya, day.question);
    const first = { states: { [goals.access]: 'done' }, fields: { [labels.wentWell]: 'From the desk' } };
    await saves(day, priya, other, first);
    const typed = filling(one, {
      states: { [goals.access]: 'blocked', [goals.product]: 'done' },
      fields: { [labels.wentWell]: 'From the phone', [labels.help]: 'A word with the data team' },
    });
    const answer = await sends(coach, priya, one, typed);
    if (answer.response_action !== 'update') throw new Error(answer.response_action);
    const conflict = { ...one, ...answer.view };
    expect(said(conflict)).toMatch(/^Not saved yet\. /);
    expect(said(conflict)).toMatch(/Meanwhile saved by you, in another window \(Wed 30 Dec, 09:00\): ✓ done/);
    expect(said(conflict)).toMatch(/Meanwhile saved by you, in another window \(Wed 30 Dec, 09:00\): From the desk/);
    expect(shownIn(conflict)).toMatchObject({
      [goals.access]: '▲ blocked',
      [goals.product]: '✓ done',
      [labels.wentWell]: 'From the phone',
      [labels.help]: 'A word with the data team',
    });
    expect(await kept(coach)).toHaveLength(1);
    expect(await sends(coach, priya, conflict, {})).toEqual({ response_action: 'clear' });
    expect(await kept(coach)).toMatchObject([{ went_well: 'From the desk' }, { went_well: 'From the phone' }]);
    expect(statesIn(await opensByCommand(priya))).toMatchObject({ [goals.access]: 'blocked', [goals.product]: 'done' });
  });

  test('in two windows that say the same: there is nothing to look at', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    const one = await opens(priya, day.question);
    const other = await opens(priya, day.question);
    const same = { states: { [goals.access]: 'done' }, fields: { [labels.wentWell]: 'It works' } };
    await saves(day, priya, other, same);
    expect(await sends(coach, priya, one, filling(one, same))).toEqual({ response_action: 'clear' });
  });

  test('while the manager sets a goal: what they set is shown before it is written over', async () => {
    await using day = await startDay30({ database });
    const { coach, mira, priya } = day;
    const form = await opens(priya, day.question);
    const progress = await mira.asks('/ml-role progress @Priya Nair', mira.channel);
    await mira.presses(progress, stateText('done'), goals.access);
    await mira.reply();
    // what somebody has not touched is as it was set meanwhile
    await priya.chooses(form, goals.product, stateText('done'));
    const redrawn = await topModal(priya);
    const filledIn = filling(redrawn, { states: { [goals.product]: 'done', [goals.access]: 'blocked' } });
    expect(await priya.submits(redrawn, filledIn)).toEqual({ ok: true });
    const conflict = await topModal(priya);
    expect(said(conflict)).toMatch(/Meanwhile saved by <@U0MIRA00000> \(Wed 30 Dec, 09:00\): ✓ done/);
    expect(statesIn(conflict)).toMatchObject({ [goals.product]: 'done', [goals.access]: 'blocked' });
    await saves(day, priya, conflict, {});
    expect(await changesOf(coach, goals.access)).toEqual([
      { state: 'done', evidence: '', changed_by: mira.state.me },
      { state: 'blocked', evidence: '', changed_by: priya.state.me },
    ]);
  });

  test('while the manager sets an earlier goal to done: what was typed of it is not lost either', async () => {
    await using day = await startDay30({ database });
    const { coach, mira } = day;
    await coach.turnsTo('2027-01-29T04:00:00Z');
    const priya = await coach.page('Priya');
    const first = await opensByCommand(priya);
    await priya.submits(first, {});
    const second = await topModal(priya);
    const progress = await mira.asks('/ml-role progress @Priya Nair', mira.channel);
    await mira.presses(progress, stateText('done'), goals.access);
    await mira.reply();
    await priya.submits(second, filling(second, { states: { [goals.access]: 'blocked' } }));
    const conflict = await topModal(priya);
    expect(conflict.submit?.text).toBe('Save');
    expect(said(conflict)).toMatch(/Meanwhile saved by <@U0MIRA00000> \(Fri 29 Jan, 09:30\): ✓ done/);
    expect(statesIn(conflict)).toMatchObject({ [goals.access]: 'blocked' });
    await saves(day, priya, conflict, {});
    expect(await changesOf(coach, goals.access)).toMatchObject([{ state: 'done' }, { state: 'blocked' }]);
  });
});

describe.each(databases)('a form that Slack sends again, on %s', (database) => {
  test('changes nothing, and other values from the same view are an edit', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await coach.turnsTo('2026-12-30T09:00:00Z'); // the manager is at work
    const form = await opens(priya, day.question);
    const filledIn = filling(form, {
      states: { [goals.access]: 'blocked' },
      fields: { [labels.help]: 'A word with the data team', [labels.onlyForMe]: 'Patience' },
    });
    expect(await sends(coach, priya, form, filledIn)).toEqual({ response_action: 'clear' });
    await coach.settles();
    const [before, said_] = [await everything(coach), await saidTo(coach, 'Mira')];
    expect(await sends(coach, priya, form, filledIn)).toEqual({ response_action: 'clear' });
    await coach.settles();
    expect(await everything(coach)).toEqual(before);
    expect(await saidTo(coach, 'Mira')).toEqual(said_);

    const other = { ...filledIn, ...filling(form, { fields: { [labels.help]: 'An hour with the data team' } }) };
    const answer = await sends(coach, priya, form, other);
    if (answer.response_action !== 'update') throw new Error(answer.response_action);
    expect(await sends(coach, priya, { ...form, ...answer.view }, {})).toEqual({ response_action: 'clear' });
    expect(await kept(coach)).toMatchObject([
      { help: 'A word with the data team' },
      { help: 'An hour with the data team' },
    ]);
  });

  test('changes nothing after a newer edit either, with the second page of two', async () => {
    await using day = await startDay30({ database });
    const { coach } = day;
    await coach.turnsTo('2027-01-29T04:00:00Z');
    const priya = await coach.page('Priya');
    const first = await opensByCommand(priya);
    await priya.submits(first, filling(first, { fields: { [labels.wentWell]: 'The baseline' } }));
    const second = await topModal(priya);
    const filledIn = filling(second, { states: { [goals.access]: 'done' } });
    expect(await sends(coach, priya, second, filledIn)).toEqual({ response_action: 'clear' });
    const edit = await opensByCommand(priya);
    await priya.submits(edit, filling(edit, { fields: { [labels.wentWell]: 'The baseline, measured' } }));
    await saves(day, priya, await topModal(priya), {});
    const before = await everything(coach);
    expect(await sends(coach, priya, second, filledIn)).toEqual({ response_action: 'clear' });
    expect(await everything(coach)).toEqual(before);
    expect(shownIn(await opensByCommand(priya))[labels.wentWell]).toBe('The baseline, measured');
  });
});

/** What is stored of check-ins, and what is to be sent. */
async function everything({ db }: TestCoach) {
  const tables = ['answers', 'goals', 'goal_changes', 'checkins', 'private_notes', 'drafts', 'deliveries'] as const;
  return Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
}
