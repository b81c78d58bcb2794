import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PageMessage, PageView } from '../../src/local/protocol.ts';
import { type Form, inputsOf, said, topModal } from '../checkins/day-thirty.ts';
import { sends } from '../checkins/signed-form.ts';
import { startTestCoach, type TestCoach } from '../support/coach.ts';
import type { TestPage } from '../support/page.ts';
import { rawSlack } from '../support/raw-slack.ts';
import { buttonsOf, type Fields, filled, saidIn } from '../support/read-page.ts';

const fields = {
  kpi: 'KPI',
  value: 'Value',
  on: 'Measured on',
  sure: 'How sure are you of it?',
  note: 'Note',
} as const;
const latency = 'Inference latency (p95)';

describe('readings, through Slack', () => {
  let coach: TestCoach;
  let joel: TestPage;
  let mira: TestPage;
  let ada: TestPage;
  beforeAll(async () => {
    coach = await startTestCoach({ at: '2026-11-24T09:00:00Z' });
    [joel, mira, ada] = [await coach.page('Joel'), await coach.page('Mira'), await coach.page('Ada')];
    await mira.asks('/ml-role onboard @Joel Park 2026-11-02');
    await joel.reply(joel.dm); // the welcome
  });
  beforeEach(() => coach.db.deleteFrom('readings').execute());
  afterAll(() => coach[Symbol.asyncDispose]());

  const asks = (text: string, page = joel) => page.asks(text, page.channel);
  const rows = () => coach.db.selectFrom('readings').selectAll().orderBy('kpi_id').orderBy('recorded_at').execute();
  const opensForm = async (page = joel): Promise<Form> => {
    await page.types('/ml-role log', page.channel);
    return topModal(page);
  };
  const submits = (page: TestPage, view: PageView, values: Fields) => page.submits(view, filled(view, values));

  test('one is logged in a line, and the answer says what was understood, where it stands and how to undo it', async () => {
    const answer = await asks('/ml-role log latency 87');
    expect(answer.ephemeral).toBe(true);
    expect(said(answer)).toMatchInlineSnapshot(`
      "Inference latency (p95): 87 ms, measured today.
      On target: 87 ms, on target is 100 ms or less, at risk ends at 110 ms."
    `);
    expect(buttonsOf(answer)).toEqual(['Undo', 'See the trend', 'Log another']);
    expect(await rows()).toMatchObject([{ kpi_id: 'latency', value: 87, measured_on: '2026-11-24', note: '' }]);
  });

  test('one that is off comes with why, and with what helps and whom to ask', async () => {
    expect(said(await asks('/ml-role log latency 240ms'))).toMatchInlineSnapshot(`
      "Inference latency (p95): 240 ms, measured today.
      Off: 240 ms, on target is 100 ms or less, at risk ends at 110 ms.
      What usually helps: Inference latency (p95)
      • Integration and deployment friction: Deploy a dummy model behind the real interface first. Once that runs, the real one is a swap and you know the latency budget.
      • Complex where simple would do: Put the baseline's number beside the complex model's, with what each costs to run. Ship the baseline while you look into the rest.
      • Talk to Software Engineering (Backend/Platform) or SRE/Operations Engineers about what you see."
    `);
  });

  test('an offline gain reminds of online validation', async () => {
    expect(said(await asks('/ml-role log offline 12%'))).toContain('Confirm it with online validation');
  });

  test('one is logged for a day of before, with a note', async () => {
    const answer = await asks('/ml-role log cycle time 12 days on 2026-11-20 after the merge');
    expect(said(answer)).toContain('measured on Fri 20 Nov');
    expect(await rows()).toMatchObject([{ value: 12, measured_on: '2026-11-20', note: 'after the merge' }]);
  });

  test('what is written in a note is text: it calls nobody, and links to nowhere', async () => {
    const note = '<!channel> see https://wiki.example/a?b=1&c=2 *bold* @mira.lindqvist & co';
    const answer = await asks(`/ml-role log latency 87 ${note.replace('@mira.lindqvist', '@Mira Lindqvist')}`);
    expect(JSON.stringify(answer.blocks)).not.toContain('mrkdwn');
    expect(saidIn(answer)).toContain(note);
    expect(answer.text).not.toContain('<!channel>');
    expect((await rows())[0]?.note).toBe(note);
  });

  test('in the direct message the slash is not needed', async () => {
    expect(said(await joel.asks('log latency 87'))).toContain('On target');
    expect(await rows()).toHaveLength(1);
  });

  test.each([
    ['log latency', 'There is no value yet. Write it like 87 ms.'],
    ['log latency fast', 'I find no number in "fast"'],
    ['log latency 87 120', 'has two numbers'],
    ['log latency 87 %', 'is no unit of Inference latency (p95). Write it like 87 ms.'],
    ['log latency -3', 'begins at 0'],
    ['log training success 101%', 'ends at 100'],
    ['log satisfaction 6/5', 'ends at 5'],
    ['log incidents 1.5', 'is counted'],
    ['log latency NaN', 'I find no number in "NaN"'],
    [`log latency ${'9'.repeat(400)}`, 'more than anything measures'],
    ['log latency 87 on 2026-11-25', 'Wed 25 Nov 2026 is still to come'],
    ['log latency 87 on 2026-13-01', 'I cannot read a day in "on 2026-13-01"'],
    [`log latency 87 ${'x'.repeat(501)}`, 'longer than the 500 characters'],
    ['log the weather 3', 'I know no KPI that "the weather 3" begins with'],
    ['trend', 'No KPI is named yet'],
    ['trend the weather', 'I know no KPI that'],
  ])('"%s" is refused with what would be accepted, and nothing is stored', async (typed, reason) => {
    const text = said(await asks(`/ml-role ${typed}`));
    expect(text).toContain(reason);
    expect(text).not.toContain('!');
    expect(await rows()).toEqual([]);
  });

  test('one in another currency than last time is refused', async () => {
    await asks('/ml-role log cost €0.40');
    expect(said(await asks('/ml-role log cost $0.30'))).toContain('Your last value was in EUR, and this one is in USD');
    expect(await rows()).toHaveLength(1);
  });

  test('one is undone once: pressed again, the button says that it is gone', async () => {
    const answer = await asks('/ml-role log latency 87');
    const [before] = await rows();
    await joel.presses(answer, 'Undo');
    expect(said(await joel.reply())).toContain(
      `${latency} of 87 ms is taken back. What counted before it counts again.`,
    );
    expect(await rows()).toEqual([]);
    await using slack = await rawSlack(coach);
    expect((await slack.presses(joel.state.me, 'kpi.undo:0', before?.id ?? '')).text).toContain('no longer there');
  });

  test('nobody else undoes it, whatever their button is made to carry', async () => {
    await using slack = await rawSlack(coach);
    await asks('/ml-role log latency 87');
    const [row] = await rows();
    for (const other of [mira, ada])
      expect((await slack.presses(other.state.me, 'kpi.undo:0', row?.id ?? '')).text).toContain('no longer there');
    for (const forged of ['', 'xyzzy', "'; drop table readings; --"])
      expect((await slack.presses(joel.state.me, 'kpi.undo:0', forged)).text).toContain('no longer there');
    expect(await rows()).toHaveLength(1);
  });

  test('the form opens where nothing but log is typed, and stores what is filled in', async () => {
    const view = await opensForm();
    expect(inputsOf(view).map(({ label }) => label.text)).toEqual(Object.values(fields));
    const values = {
      [fields.kpi]: 'Mean time to recover (MTTR)',
      [fields.value]: '3h 20m',
      [fields.on]: '2026-11-23',
      [fields.sure]: '4, good',
      [fields.note]: '  Rolled back by hand ',
    };
    expect(await submits(joel, view, values)).toEqual({ ok: true });
    expect(said(await topModal(joel))).toContain('On target');
    const [row] = await rows();
    expect(row).toMatchObject({
      kpi_id: 'mttr',
      measured_on: '2026-11-23',
      confidence: 4,
      note: 'Rolled back by hand',
    });
    expect(row?.value).toBeCloseTo(10 / 3);
  });

  test('the form says under its fields what cannot be, keeps what was typed, and counts once it is corrected', async () => {
    const view = await opensForm();
    const values = { [fields.kpi]: latency, [fields.value]: 'fast' };
    expect(await submits(joel, view, values)).toEqual({
      ok: false,
      errors: { value: expect.stringContaining('I find no number in "fast"') },
    });
    expect(await submits(joel, view, { ...values, [fields.value]: '87', [fields.on]: '2026-11-25' })).toEqual({
      ok: false,
      errors: { on: expect.stringContaining('is still to come') },
    });
    expect(await rows()).toEqual([]);
    expect(await submits(joel, view, { ...values, [fields.value]: '87' })).toEqual({ ok: true });
    expect(said(await topModal(joel))).toContain('On target');
    expect(await rows()).toMatchObject([{ value: 87 }]);
  });

  test('a form that Slack sends twice is stored once, and says the same both times', async () => {
    const view = await opensForm();
    const values = filled(view, { [fields.kpi]: latency, [fields.value]: '87' });
    const answers = await Promise.all([1, 2].map(() => sends(coach, joel, view, values)));
    expect(answers.map(({ response_action }) => response_action)).toContain('update');
    expect(await rows()).toHaveLength(1);
  });

  test('a trend is a chart with the target, and the same as text', async () => {
    await asks('/ml-role log latency 120 on 2026-11-13');
    await asks('/ml-role log latency 87 on 2026-11-20');
    const trend = await asks('/ml-role trend latency');
    expect(said(trend)).toMatchInlineSnapshot(`
      "Inference latency (p95)
      87 ms on Fri 20 Nov, −33 ms since Fri 13 Nov. On target: 87 ms, on target is 100 ms or less, at risk ends at 110 ms.
      Readings and target
      13 Nov: Measured 120, Target 100
      20 Nov: Measured 87, Target 100
      Each reading
      13 Nov: 120 ms · 20 Nov: 87 ms"
    `);
    expect(trend.blocks).toContainEqual(
      expect.objectContaining({
        type: 'data_visualization',
        chart: expect.objectContaining({
          series: [
            {
              name: 'Measured',
              data: [expect.objectContaining({ value: 120 }), expect.objectContaining({ value: 87 })],
            },
            {
              name: 'Target',
              data: [expect.objectContaining({ value: 100 }), expect.objectContaining({ value: 100 })],
            },
          ],
        }),
      }),
    );
    expect(trend.text).toContain('120 ms');
    expect(trend.text).toContain('87 ms');
  });

  test('a trend of nothing says how to begin, in a way that works', async () => {
    const text = said(await asks('/ml-role trend cycle time'));
    expect(text).toContain('Nothing is measured yet');
    const [, command = ''] = /(\/ml-role log \S+)/.exec(text.replaceAll('`', '')) ?? [];
    expect(said(await asks(`${command} 12 days`))).toContain('baseline');
  });

  test('all of one’s own stand in a table, for the manager too, and for nobody else', async () => {
    await asks('/ml-role log latency 240');
    const own = await asks('/ml-role kpis me');
    expect(said(own)).toContain('1 off.');
    expect(own.blocks).toContainEqual(expect.objectContaining({ type: 'table' }));
    const theirs = await asks('/ml-role kpis @Joel Park', mira);
    expect(said(theirs)).toContain('240 ms');
    expect(buttonsOf(theirs)).not.toContain('Log a value');
    const priya = await coach.page('Priya');
    for (const typed of ['kpis @Joel Park', 'trend latency @Joel Park']) {
      const refused = said(await asks(`/ml-role ${typed}`, priya));
      expect(refused).toContain('seen by them, their manager and the workspace admins');
      expect(refused).not.toContain('240');
    }
  });

  test('a manager sets a target from the trend, and it counts from that day on', async () => {
    await asks('/ml-role log latency 87');
    const trend = await asks('/ml-role trend latency @Joel Park', mira);
    await mira.presses(trend, 'Set a target');
    const form = await topModal(mira);
    expect(await submits(mira, form, { 'On target at': 'soon' })).toEqual({
      ok: false,
      errors: { 'on-target': expect.stringContaining('I find no number in "soon"') },
    });
    expect(await submits(mira, form, { 'On target at': '50', 'At risk up to': '40' })).toEqual({
      ok: false,
      errors: { 'at-risk': expect.stringContaining('worse than the target') },
    });
    expect(await submits(mira, form, { 'On target at': '50 ms', 'At risk up to': '60' })).toEqual({ ok: true });
    expect(said(await topModal(mira))).toContain('at most 50 ms');
    expect(said(await asks('/ml-role log latency 87'))).toContain('Off: 87 ms, on target is 50 ms or less');
    await mira.presses(trend, 'Set a target');
    await mira.presses(await topModal(mira), 'Take this target back');
    expect(said(await topModal(mira))).toContain('Taken back. Inference latency (p95) for');
    expect(said(await asks('/ml-role log latency 87'))).toContain('On target: 87 ms, on target is 100 ms or less');
    await coach.db.deleteFrom('targets').execute();
  });

  test('nobody sets their own target, whatever form they send', async () => {
    await using slack = await rawSlack(coach);
    const form = {
      callback_id: 'kpi.target',
      private_metadata: JSON.stringify({ kpiId: 'latency', personId: joel.state.me }),
    };
    const state = { 'on-target': { typed: { type: 'plain_text_input', value: '500' } } };
    expect(await slack.submits(joel.state.me, form, state)).toContain('set by your manager');
    expect(await coach.db.selectFrom('targets').selectAll().execute()).toEqual([]);
  });
});

describe('prompts, through Slack', () => {
  const choice = 'KPIs';

  async function startPrompted(titles: string[]): Promise<{ coach: TestCoach; joel: TestPage; prompt: PageMessage }> {
    const coach = await startTestCoach({ at: '2026-11-24T09:00:00Z' });
    const joel = await coach.page('Joel');
    await joel.presses(await joel.asks('/ml-role kpis me', joel.channel), 'Choose KPIs to keep');
    const form = await topModal(joel);
    const options = inputsOf(form).flatMap(({ element }) =>
      element.type === 'multi_static_select' ? (element.options ?? []).map(({ text }) => text.text) : [],
    );
    const chosen = titles.map((title) => options.find((option) => option.startsWith(title)) ?? title);
    expect(await joel.submits(form, filled(form, { [choice]: chosen }))).toEqual({ ok: true });
    expect(said(await topModal(joel))).toContain('I ask next on');
    await coach.turnsToNext();
    return { coach, joel, prompt: await joel.reply(joel.dm) };
  }

  test('one message asks for all that is due; off and on target are told apart, and the message says what was saved', async () => {
    const { coach, joel, prompt } = await startPrompted([latency, 'Data drift', 'Online impact']);
    await using _ = coach;
    expect(said(prompt)).toMatchInlineSnapshot(`
      "Time for 2 numbers. What you have is enough; leave out the rest.
      • Data drift rate, for the first time
      • Inference latency (p95), for the first time
      You, your manager and the workspace admins can see your values."
    `);
    expect(buttonsOf(prompt)).toEqual([
      'Log them',
      'Tomorrow',
      'Next Monday',
      'I am away',
      'Skip this time',
      'I shipped something',
      'Change which I keep',
      'Stop asking',
    ]);
    await joel.presses(prompt, 'Log them');
    const form = await topModal(joel);
    expect(await joel.submits(form, filled(form, { [latency]: '240', 'Data drift rate': 'some' }))).toEqual({
      ok: false,
      errors: { 'value:drift': expect.stringContaining('I find no number in "some"') },
    });
    expect(await coach.db.selectFrom('readings').selectAll().execute()).toEqual([]);
    await joel.submits(form, filled(form, { [latency]: '240', 'Data drift rate': '0.1' }));
    const summary = said(await topModal(joel));
    expect(summary).toContain('2 readings are saved.');
    expect(summary).toContain('Off: 240 ms');
    expect(summary).toContain('On target: 0.1');
    expect(said(await joel.reply(joel.dm))).toContain('2 readings are saved.');
  });

  test('twelve KPIs come on two pages, each saved by itself, and all stand in the summary', async () => {
    const titles = [latency, 'Data drift', 'Training pipeline', 'Model performance', 'Mean time to detect'];
    const monthly = ['Mean time to recover', 'Incident', 'Inference cost', 'Knowledge', 'Experiment-to-deploy'];
    const { coach, joel } = await startPrompted([...titles, ...monthly, 'Models/features', 'Stakeholder']);
    await using _ = coach;
    await coach.turnsTo('2027-01-01T16:00:00Z');
    const { state } = await coach.page('Joel');
    const prompt = state.messages.filter(({ author }) => author.kind === 'bot').at(-1);
    if (!prompt) throw new Error('nothing was asked');
    expect(said(prompt)).toContain('Time for 12 numbers.');
    await joel.presses(prompt, 'Log them');
    const first = await topModal(joel);
    expect(inputsOf(first)).toHaveLength(10);
    await joel.submits(first, filled(first, { [inputsOf(first)[0]?.label.text ?? '']: '1' }));
    const second = await topModal(joel);
    expect(inputsOf(second)).toHaveLength(2);
    expect(said(second)).toContain('One is saved.');
    await joel.submits(second, filled(second, { [inputsOf(second)[0]?.label.text ?? '']: '1' }));
    expect(said(await topModal(joel))).toContain('2 readings are saved.');
    expect(await coach.db.selectFrom('readings').selectAll().execute()).toHaveLength(2);
  });

  test('it is put off, skipped, and stopped', async () => {
    const { coach, joel, prompt } = await startPrompted([latency]);
    await using _ = coach;
    await joel.presses(prompt, 'Next Monday');
    const putOff = await joel.reply(joel.dm);
    expect(said(putOff)).toContain('I ask again on Mon 30 Nov');
    await coach.turnsToNext();
    const again = await joel.reply(joel.dm);
    expect(said(again)).toContain('Time for a number.');
    await joel.presses(again, 'Skip this time');
    expect(said(await joel.reply(joel.dm))).toContain('Skipped. I ask again on Fri 4 Dec at 15:00.');
    await coach.turnsToNext();
    await joel.presses(await joel.reply(joel.dm), 'Stop asking');
    expect(said(await joel.reply(joel.dm))).toContain('I ask for no more values. What you logged stays.');
    expect(await coach.db.selectFrom('prompts').selectAll().execute()).toEqual([]);
  });

  test('who shipped something is asked for just what comes with that', async () => {
    const { coach, joel, prompt } = await startPrompted([latency, 'Online impact', 'Documentation']);
    await using _ = coach;
    await joel.presses(prompt, 'I shipped something');
    const form = await topModal(joel);
    expect(
      inputsOf(form)
        .map(({ label }) => label.text)
        .sort(),
    ).toEqual(['Documentation completeness', 'Online impact (primary KPI)']);
  });
});
