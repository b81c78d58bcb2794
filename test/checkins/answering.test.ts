import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf } from '../support/read-page.ts';
import {
  answers,
  closes,
  goals,
  inputsOf,
  labels,
  opens,
  opensByCommand,
  said,
  saidTo,
  saves,
  shownIn,
  startDay30,
  startOnboarding,
  statesIn,
  stateText,
  topModal,
} from './day-thirty.ts';

describe.each(databases)('the form of a check-in, on %s', (database) => {
  test('needs a state for each goal and nothing else, and says who reads what', async () => {
    await using day = await startDay30({ database });
    const form = await opens(day.priya, day.question);
    const inputs = inputsOf(form);
    const needed = inputs.filter(({ optional }) => optional !== true).map(({ label }) => label.text);
    expect(needed).toEqual(Object.values(goals));
    expect(Object.keys(shownIn(form))).toEqual([
      ...Object.values(goals),
      labels.wentWell,
      labels.blockerKind,
      labels.blocker,
      labels.help,
      labels.helpFrom,
      labels.confidence,
      labels.onlyForMe,
    ]);
    const texts = inputs.filter(({ element }) => element.type === 'plain_text_input');
    for (const { label, hint } of texts)
      expect(`${label.text} ${hint?.text ?? ''}`).toMatch(
        /for my manager and me \(workspace admins can read it\)|Nobody else ever reads this: not your manager, and no workspace admin/,
      );
    expect(said(form)).toContain('All that follows is optional.');
  });

  test('asks for a note on a goal only once its state is another one', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    const form = await opens(priya, day.question);
    await priya.chooses(form, goals.access, stateText('blocked'));
    const changed = await topModal(priya);
    expect(Object.keys(shownIn(changed)).filter((name) => name.startsWith('note'))).toEqual([`note: ${goals.access}`]);
    await priya.chooses(changed, goals.access, stateText('not started'));
    const back = await topModal(priya);
    expect(Object.keys(shownIn(back)).filter((name) => name.startsWith('note'))).toEqual([]);
  });

  test('begins with all that is known', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    const progress = await priya.asks('/ml-role progress', priya.channel);
    await priya.presses(progress, '◐ in progress', goals.notes);
    await priya.reply();
    await answers(day, {
      states: { [goals.product]: 'done', [goals.access]: 'blocked', [goals.notes]: 'in progress' },
      notes: { [goals.access]: 'https://tickets.example/42' },
      fields: {
        [labels.wentWell]: 'The first review',
        [labels.blockerKind]: 'Missing access',
        [labels.blocker]: 'No read access to the warehouse',
        [labels.help]: 'A word with the data team',
        [labels.helpFrom]: 'Data Engineering',
        [labels.confidence]: '4, confident',
        [labels.onlyForMe]: 'I like it here',
      },
    });
    const again = await opensByCommand(priya);
    expect(shownIn(again)).toEqual({
      [goals.product]: '✓ done',
      [goals.access]: '▲ blocked',
      [`note: ${goals.access}`]: 'https://tickets.example/42',
      [goals.pipeline]: '○ not started',
      [goals.notes]: '◐ in progress',
      [goals.agree]: '○ not started',
      [labels.wentWell]: 'The first review',
      [labels.blockerKind]: 'Missing access',
      [labels.blocker]: 'No read access to the warehouse',
      [labels.help]: 'A word with the data team',
      [labels.helpFrom]: 'Data Engineering',
      [labels.confidence]: '4, confident',
      [labels.onlyForMe]: 'I like it here',
    });
  });

  test('takes a choice back, where Slack itself knows no way to', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    await answers(day, { fields: { [labels.confidence]: '2, a little', [labels.blockerKind]: 'Not enough time' } });
    const edit = await opensByCommand(priya);
    const fields = { [labels.confidence]: 'I would rather not say', [labels.blockerKind]: 'Nothing just now' };
    await saves(day, priya, edit, { fields });
    const shown = shownIn(await opensByCommand(priya));
    expect([shown[labels.confidence], shown[labels.blockerKind]]).toEqual(['', '']);
  });

  test('has earlier goals that are still open on a second page, and a way back', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await answers(day, { states: { [goals.product]: 'done', [goals.agree]: 'dropped' } });
    await coach.turnsTo('2027-01-29T03:30:00Z');
    await priya.reply(); // the heads-up
    const question = await priya.reply();
    expect(said(question)).toContain('And 3 goals are still open from Day 30.');
    const first = await opens(priya, question);
    expect(first.submit?.text).toBe('Next');
    const [baseline = ''] = Object.keys(statesIn(first));
    await priya.submits(first, {});
    const second = await topModal(priya);
    expect(statesIn(second)).toEqual({
      [goals.access]: 'not started',
      [goals.pipeline]: 'not started',
      [goals.notes]: 'not started',
    });
    expect([second.submit?.text, buttonsOf(second)]).toEqual(['Save', ['Back']]);
    await priya.chooses(second, goals.access, stateText('done'));
    const changed = await topModal(priya);
    const back = await opens(priya, changed, 'Back');
    await priya.chooses(back, baseline, stateText('in progress'), { [labels.wentWell]: 'A baseline' });
    const firstAgain = await topModal(priya);
    await priya.submits(firstAgain, {});
    const last = await topModal(priya);
    expect(statesIn(last)[goals.access]).toBe('done');
    await saves(day, priya, last, {});
    const summary = await priya.reply();
    expect(summary.ts).toBe(question.ts);
    expect(said(summary)).toMatch(
      new RegExp(`◐ ${baseline}.*From earlier\n✓ ${goals.access} · done\n○ ${goals.pipeline}`, 's'),
    );
    expect(shownIn(await opensByCommand(priya))[labels.wentWell]).toBe('A baseline');
  });

  test('has the five goals of the first milestone, and four of each later one', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    const counts: number[] = [];
    for (const day of ['2026-12-30', '2027-01-29', '2027-03-01', '2027-05-31', '2027-11-30']) {
      await coach.turnsTo(`${day}T04:00:00Z`);
      const form = await opensByCommand(priya);
      counts.push(Object.keys(statesIn(form)).length);
      await closes(priya, form);
    }
    expect(counts).toEqual([5, 4, 4, 4, 4]);
  });
});

describe.each(databases)('a check-in can be answered, on %s', (database) => {
  test('early, and then it is not asked any more', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    await coach.turnsTo('2026-12-23T03:30:00Z');
    const headsUp = await priya.reply();
    await saves(plan, priya, await opens(priya, headsUp, 'Answer now'), { states: { [goals.product]: 'done' } });
    expect(said(await priya.reply())).toMatch(/^Day 30 check-in, answered\n/);
    await coach.turnsTo('2027-01-15T12:00:00Z');
    expect((await saidTo(coach, 'Priya')).filter((text) => text.startsWith('Day 30 check-in\n'))).toEqual([]);
    expect((await saidTo(coach, 'Priya')).filter((text) => text.includes('still here'))).toEqual([]);
  });

  test('after it was missed, from its last message', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await coach.turnsTo('2027-01-20T12:00:00Z');
    await priya.reply();
    const last = await priya.reply();
    await saves(day, priya, await opens(priya, last), { states: { [goals.product]: 'done' } });
    const summary = await priya.reply();
    expect(said(summary)).toMatch(/^Day 30 check-in, answered\n/);
    expect(summary.ts).toBe(last.ts);
  });

  test('while another one is open, which stays open', async () => {
    await using day = await startDay30({ database });
    const { coach } = day;
    await coach.turnsTo('2027-01-29T03:30:00Z');
    const priya = await coach.page('Priya');
    const progress = await priya.asks('/ml-role progress', priya.channel);
    expect(buttonsOf(progress)).toEqual(expect.arrayContaining(['Answer Day 60', 'Answer Day 30']));
    await saves(day, priya, await opens(priya, progress, 'Answer Day 30'), { states: { [goals.product]: 'done' } });
    const later = await coach.page('Priya');
    const after = await later.asks('/ml-role progress', later.channel);
    expect(said(after)).toMatch(/Day 30, Wed 30 Dec 2026 · answered\n.*Day 60, Fri 29 Jan · open now/);
    expect(buttonsOf(after)).toContain('Answer Day 60');
  });

  test('with the command at any time, and from the direct message with one press more', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    const early = await opensByCommand(priya);
    expect(early.title.text).toBe('Day 30 check-in');
    await closes(priya, early);
    const offer = await priya.asks('checkin');
    expect(buttonsOf(offer)).toEqual(['Open the check-in']);
    await saves(plan, priya, await opens(priya, offer, 'Open the check-in'), { states: { [goals.product]: 'done' } });
    expect(said(await priya.reply())).toContain(`✓ ${goals.product} · done`);
    expect(await saidTo(coach, 'Mira')).toHaveLength(1); // that the plan is set, and nothing since
  });

  test('by nobody who has no plan: they are told what one is', async () => {
    await using plan = await startOnboarding({ database });
    const joel = await plan.coach.page('Joel');
    const answer = await joel.asks('/ml-role checkin', joel.channel);
    expect(said(answer)).toContain('You have no plan here yet.');
    expect(buttonsOf(answer)).toContain('Start my plan');
  });
});
