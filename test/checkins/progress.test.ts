import { describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { buttonsOf } from '../support/read-page.ts';
import {
  answers,
  goals,
  nineInStockholm,
  nineOnDay30,
  opens,
  said,
  saidTo,
  startDay30,
  startOnboarding,
  stateText,
  topModal,
} from './day-thirty.ts';

const bars = (text: string) => text.split('\n').filter((line) => /^[■□]/.test(line));

describe.each(databases)('progress, on %s', (database) => {
  test('has a bar for each milestone, what is open with the blocked first, what is done, and what comes next', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    await answers(day, { states: { [goals.product]: 'done', [goals.notes]: 'blocked', [goals.agree]: 'dropped' } });
    const text = said(await priya.asks('/ml-role progress', priya.channel));
    expect(bars(text)).toEqual([
      '■□□□ 1 of 4 done, 1 dropped  Day 30, Wed 30 Dec · answered',
      '□□□□ 0 of 4 done  Day 60, Fri 29 Jan 2027',
      '□□□□ 0 of 4 done  Day 90, Mon 1 Mar 2027',
      '□□□□ 0 of 4 done  Month 6, Mon 31 May 2027',
      '□□□□ 0 of 4 done  Month 12, Tue 30 Nov 2027',
    ]);
    expect(text).toMatch(new RegExp(`Still open for Day 30\n▲ ${goals.notes}\n○ `));
    expect(text).toContain(`Done: ${goals.product}.`);
    expect(text).toContain('Next check-in: Day 60, Fri 29 Jan 2027, 09:00 your time.');
  });

  test('is the same in the Home tab, where a goal is set straight away and the bar moves with it', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya } = plan;
    await priya.does({ kind: 'open-home' });
    const home = await priya.home();
    expect(bars(said(home))[0]).toBe('□□□□□ 0 of 5 done  Day 30, Wed 30 Dec');
    await priya.presses(home, stateText('done'), goals.product);
    const after = await priya.home();
    expect(bars(said(after))[0]).toBe('■□□□□ 1 of 5 done  Day 30, Wed 30 Dec');
    expect(said(after)).toContain(`Done: ${goals.product}.`);
    await priya.presses(after, stateText('in progress'), goals.notes);
    expect(said(await priya.home())).toContain(`◐ ${goals.notes}`);
    await coach.settles();
    expect(await saidTo(coach, 'Mira')).toHaveLength(1); // that the plan is set, and nothing since
  });

  test('a goal that is set to blocked brings help at once, and the manager hears of it when their work begins', async () => {
    await using day = await startDay30({ database });
    const { coach, priya, mira } = day;
    await priya.does({ kind: 'open-home' });
    await priya.presses(await priya.home(), stateText('blocked'), goals.access);
    const help = said(await topModal(priya));
    expect(help).toMatch(/^<@U0MIRA00000> sees it in your progress now, and hears from me/);
    expect(help).toMatch(/• Ask for: Read access/);
    expect(said(await priya.home())).toContain(`▲ ${goals.access}`);
    await coach.settles();
    expect(await saidTo(coach, 'Mira')).toHaveLength(1);
    await coach.turnsTo(nineInStockholm);
    const told = await mira.reply();
    expect(said(told)).toMatch(new RegExp(`<@U0PRIYA0000> is stuck.*${goals.access}`, 's'));
  });

  test('a goal that is blocked, not blocked and blocked again in one night is told of once', async () => {
    await using day = await startDay30({ database });
    const { coach, priya } = day;
    await priya.does({ kind: 'open-home' });
    let home = await priya.home();
    for (const state of ['blocked', 'in progress', 'blocked']) {
      await priya.presses(home, stateText(state), goals.access);
      home = await priya.home();
    }
    await coach.turnsTo(nineInStockholm);
    expect((await saidTo(coach, 'Mira')).slice(1)).toHaveLength(1);
  });

  test('a menu that is older than what somebody else has set changes nothing, and says so', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya, mira } = plan;
    await priya.does({ kind: 'open-home' });
    const home = await priya.home();
    const progress = await mira.asks('/ml-role progress @Priya Nair', mira.channel);
    await mira.presses(progress, stateText('done'), goals.access);
    await mira.reply();
    await priya.presses(home, stateText('blocked'), goals.access);
    expect(said(await topModal(priya))).toContain(`<@U0MIRA00000> has set "${goals.access}" to ✓ done meanwhile`);
    expect(said(await priya.home())).toContain(`Done: ${goals.access}.`);
    expect(await coach.db.selectFrom('goals').select(['state', 'changed_by']).execute()).toEqual([
      { state: 'done', changed_by: mira.state.me },
    ]);
  });

  test('the command alone says in short what matters now, and the way to the rest', async () => {
    await using day = await startDay30({ database });
    const { priya } = day;
    await priya.does({ kind: 'open-home' });
    await priya.presses(await priya.home(), stateText('blocked'), goals.access);
    await topModal(priya);
    const answer = await priya.asks('/ml-role', priya.channel);
    expect(said(answer)).toMatch(/^What matters now\n/);
    expect(said(answer)).toContain(`▲ Blocked: ${goals.access}.`);
    expect(said(answer)).toContain('Now: your Day 30 check-in is open.');
    expect(buttonsOf(answer)).toEqual(expect.arrayContaining(['Answer Day 30', 'My progress']));
    const modal = await opens(priya, answer, 'My progress');
    expect(bars(said(modal))).toHaveLength(5);
    await priya.presses(modal, stateText('done'), goals.product);
    expect(bars(said(await topModal(priya)))[0]).toMatch(/^■□□□□ 1 of 5 done/);
  });

  test('the command alone says to a manager how far their people are, and then the way to the role', async () => {
    await using plan = await startOnboarding({ database });
    const { mira } = plan;
    const answer = await mira.asks('/ml-role', mira.channel);
    expect(said(answer)).toMatch(/^Your people\n/);
    expect(said(answer)).toContain('<@U0PRIYA0000>  □□□□□ 0 of 5 done  Day 30, Wed 30 Dec');
    expect(buttonsOf(answer)).toEqual(expect.arrayContaining(['Open', 'See the team', 'KPIs', 'Search']));
  });

  test('a goal that is set back within ten minutes calls nobody; one that stays blocked does', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya, mira } = plan;
    await priya.does({ kind: 'open-home' });
    await priya.presses(await priya.home(), stateText('blocked'), goals.access);
    await coach.turnsTo('2026-11-30T10:08:00Z');
    await priya.presses(await priya.home(), stateText('in progress'), goals.access);
    await priya.presses(await priya.home(), stateText('blocked'), goals.notes);
    await priya.home();
    await coach.turnsTo('2026-11-30T10:17:00Z');
    expect(await saidTo(coach, 'Mira')).toHaveLength(1);
    await coach.turnsTo('2026-11-30T10:18:00Z');
    expect(said(await mira.reply())).toContain(goals.notes);
    expect(await saidTo(coach, 'Mira')).toHaveLength(2);
  });

  test('says what somebody else has set, and so does the next check-in', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, priya, mira } = plan;
    const theirs = await mira.asks('/ml-role progress @Priya Nair', mira.channel);
    await mira.presses(theirs, stateText('done'), goals.access);
    expect(said(await mira.reply())).toContain(`Set by you: ✓ ${goals.access}`);
    const line = `Set by <@U0MIRA00000>: ✓ ${goals.access}`;
    expect(said(await priya.asks('/ml-role progress', priya.channel))).toContain(line);
    await coach.turnsTo(nineOnDay30);
    expect((await saidTo(coach, 'Priya')).at(-1)).toContain(line);
  });

  test('is what a manager gets who asks for somebody’s check-in: only that person answers it', async () => {
    await using plan = await startOnboarding({ database });
    const { coach, mira } = plan;
    const answer = await mira.asks('/ml-role checkin @Priya Nair', mira.channel);
    expect(said(answer)).toContain('Only <@U0PRIYA0000> answers their check-ins. This is where they stand.');
    expect(bars(said(answer))).toHaveLength(5);
    const joel = await coach.page('Joel');
    const refused = await joel.asks('/ml-role checkin @Priya Nair', joel.channel);
    expect(said(refused)).toContain("Somebody's progress is seen by them");
  });

  test('of somebody without a plan says what one is, and how to begin', async () => {
    await using plan = await startOnboarding({ database });
    const joel = await plan.coach.page('Joel');
    const answer = await joel.asks('/ml-role progress', joel.channel);
    expect(said(answer)).toContain('You have no plan here yet.');
    expect(buttonsOf(answer)).toEqual(['Start my plan', 'Start one for somebody new', 'What a first month is about']);
    await joel.does({ kind: 'open-home' });
    expect(said(await joel.home())).toContain('You have no plan here yet.');
  });

  test('shows what people typed as text that does nothing', async () => {
    await using day = await startDay30({ database });
    const { coach, priya, mira } = day;
    const note = '<!channel> <@U0ADA000000> *bold* :tada: <https://x.y|z> & `code`';
    await answers(day, { states: { [goals.access]: 'blocked' }, notes: { [goals.access]: note } });
    await coach.turnsTo(nineInStockholm);
    await priya.does({ kind: 'open-home' });
    const shown = [
      ...(await coach.page('Priya')).state.messages.filter(({ author }) => author.kind === 'bot'),
      await mira.reply(),
      await mira.asks('/ml-role progress @Priya Nair', mira.channel),
      await priya.home(),
    ];
    for (const { blocks } of shown) {
      const live = blocks.filter(({ type }) => type !== 'context'); // our own words
      expect(JSON.stringify(live)).not.toMatch(/"type":"(link|broadcast|emoji|mrkdwn)"|U0ADA000000"\}|"emoji":true/);
    }
    const withNote = shown.filter((one) => JSON.stringify(one.blocks).includes('<!channel> <@U0ADA000000> *bold*'));
    expect(withNote.length).toBeGreaterThanOrEqual(4);
    for (const one of shown) if ('text' in one) expect(one.text).not.toMatch(/<!channel|<@U0ADA/);
  });
});
