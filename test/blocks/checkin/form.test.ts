import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckinFormView, checkinFormView } from '../../../blocks/checkin/form.ts';
import { pageOfConflicts } from '../../../blocks/checkin/form-conflicts.ts';
import { readFormMetadata } from '../../../blocks/checkin/form-metadata.ts';
import { readCheckinPage } from '../../../blocks/checkin/read-form.ts';
import type { Modal } from '../../../blocks/kit.ts';
import { plainText } from '../../../blocks/plain-text.ts';
import { checkView } from '../../../src/local/checks/block-check.ts';
import { stateValues } from '../../../src/local/people/state-values.ts';
import { type Answer, blockerKinds } from '../../../src/plans/answer.ts';
import type { CheckinForm } from '../../../src/plans/checkin-form.ts';
import type { Conflict } from '../../../src/plans/conflicts.ts';
import { buttonsOf } from '../buttons.ts';
import { bob, longestPlan, mira, planAt, role, sampleForm, samplePlan } from '../sample-plan.ts';

const { stakeholders } = role;
const first = sampleForm(samplePlan(), 0);
const second = sampleForm(planAt(1), 1);

const draw = (form: CheckinForm, more: Partial<CheckinFormView> = {}): Modal =>
  checkinFormView({ form, page: 1, stakeholders, ...more });

/** What is filled in, as Slack hands it over when nothing was touched. */
const filledIn = (view: Modal): Partial<Answer> => readCheckinPage(stateValues(view.blocks, {}));

const inputs = (view: Modal) => view.blocks.flatMap((block) => (block.type === 'input' ? [block] : []));
const labels = (view: Modal): string[] => inputs(view).map(({ label }) => label.text);
const idsOf = (view: Modal) => inputs(view).map(({ block_id }) => block_id);
const withGoal = (form: CheckinForm, goal: Answer['goals'][number]): CheckinForm => ({
  ...form,
  answer: { ...form.answer, goals: form.answer.goals.map((one) => (one.id === goal.id ? goal : one)) },
});

describe('the form of a check-in', () => {
  test('asks for the state of each goal, and leaves all else to the person', () => {
    const required = inputs(draw(first)).filter(({ optional }) => optional !== true);
    expect(required.map(({ label }) => label.text)).toEqual(first.milestone.goals.map(({ title }) => title));
    expect(draw(first)).toMatchObject({ title: { text: 'Day 30 check-in' }, submit: { text: 'Save' } });
  });

  test('says in each label who reads what is written there', () => {
    expect(labels(draw(withGoal(first, { id: 'access', state: 'done', evidence: '' })))).toMatchInlineSnapshot(`
      [
        "Understand the product and its main ML workflows",
        "Get access to data, pipelines, registry and monitoring",
        "Note or link (for my manager and me; workspace admins can read it)",
        "Reproduce a training pipeline end to end",
        "Write down what you see",
        "Agree with data engineering and product on how you work",
        "What went well · for my manager and me (workspace admins can read it)",
        "What blocks me",
        "What blocks me, in my words · for my manager and me (workspace admins can read it)",
        "Help that I would like · for my manager and me (workspace admins can read it)",
        "Help from whom",
        "How confident do I feel about what comes next?",
        "Only for me",
      ]
    `);
    const own = inputs(draw(first)).at(-1);
    expect(own?.hint?.text).toBe('Nobody else ever reads this: not your manager, and no workspace admin.');
  });

  test('tells of whatever is typed or chosen, so that it can be kept', () => {
    for (const { dispatch_action, element } of inputs(draw(first))) {
      expect(dispatch_action).toBe(true);
      if (element.type === 'plain_text_input')
        expect(element.dispatch_action_config?.trigger_actions_on).toEqual(['on_character_entered']);
    }
  });

  test('has a field for a note once the state of a goal has changed, or where there is a note', () => {
    const notes = (form: CheckinForm) => labels(draw(form)).filter((label) => label.startsWith('Note or link'));
    expect(notes(first)).toHaveLength(0);
    expect(notes(withGoal(first, { id: 'access', state: 'done', evidence: '' }))).toHaveLength(1);
    expect(notes(withGoal(first, { id: 'access', state: 'blocked', evidence: 'ticket 12' }))).toHaveLength(1);
  });

  test('has earlier open goals on a second page, with a way back', () => {
    expect(draw(second)).toMatchObject({ submit: { text: 'Next' } });
    const page = draw(second, { page: 2 });
    expect(page).toMatchObject({ submit: { text: 'Save' } });
    expect(labels(page)).toEqual(second.earlier.map(({ title }) => title));
    expect(buttonsOf(page.blocks)).toEqual([['Back', 'checkin.back', second.checkinId]]);
  });

  test('says that an earlier answer is kept', () => {
    const edited = draw({ ...first, answeredAt: new Date('2026-12-30T09:00:00Z') });
    expect(plainText(edited.blocks)).toContain('You answered on Wed 30 Dec. Saving keeps both versions.');
  });

  test('carries what it was made from, and goes on doing so when it is drawn again', () => {
    const made = readFormMetadata(draw(second).private_metadata ?? '');
    const versions = [...second.milestone.goals, ...second.earlier].map(({ id }) => [id, 0]);
    expect(made).toEqual({
      checkinId: second.checkinId,
      page: 1,
      version: 0,
      goals: Object.fromEntries(versions),
      revision: 0,
    });
    const newer = { ...second, milestone: { ...second.milestone, version: 7 } };
    expect(readFormMetadata(draw(newer, { page: 2, made }).private_metadata ?? '')).toEqual({ ...made, page: 2 });
  });

  test('keeps its blocks, so that Slack keeps what is typed, until what is filled in has to win', () => {
    expect(idsOf(draw(first))).toEqual(idsOf(draw({ ...first, answer: { ...first.answer, wentWell: 'More.' } })));
    const replaced = draw(first, { revision: 1 });
    expect(idsOf(replaced).filter((id) => idsOf(draw(first)).includes(id))).toEqual([]);
    expect(filledIn(replaced)).toEqual(filledIn(draw(first)));
  });
});

describe('something newer that was saved meanwhile', () => {
  const at = '2027-01-29T10:12:00.000Z';
  const ofGoal: Conflict = {
    of: 'goal',
    goalId: 'tracking',
    state: 'done',
    evidence: 'run 7',
    byId: mira,
    at,
    version: 3,
  };
  const ofEarlier: Conflict = { ...ofGoal, goalId: 'access' };
  const ofField: Conflict = { of: 'blockerKind', theirs: 'waiting', byId: bob, at };
  const form = withGoal(
    { ...second, answer: { ...second.answer, blockerKind: 'time' } },
    { id: 'tracking', state: 'blocked', evidence: '' },
  );

  test('stands under its field, while what the person typed stays in it', () => {
    const view = draw(form, { conflicts: [ofGoal, ofField, ofEarlier] });
    const text = plainText(view.blocks);
    expect(text).toContain('Not saved yet. Something newer was saved meanwhile');
    expect(text).toContain('Meanwhile saved by <@U0MIRA> (Fri 29 Jan, 11:12): ✓ done, run 7');
    expect(text).toContain('Meanwhile saved by you, in another window (Fri 29 Jan, 11:12): Waiting for somebody');
    expect(text.match(/Meanwhile saved/g)).toHaveLength(2);
    expect(filledIn(view)).toMatchObject({ blockerKind: 'time' });
    expect(filledIn(view).goals).toContainEqual({ id: 'tracking', state: 'blocked', evidence: '' });
    const under = view.blocks.findIndex(({ block_id }) => block_id === 'evidence:tracking');
    expect(plainText(view.blocks.slice(under + 1, under + 2))).toContain('✓ done, run 7');
  });

  test('is shown on the page that has it', () => {
    expect(pageOfConflicts(form, [ofEarlier])).toBe(2);
    expect(pageOfConflicts(form, [ofEarlier, ofField])).toBe(1);
    expect(pageOfConflicts(form, [ofGoal])).toBe(1);
  });
});

describe('what the form shows is what is read from it', () => {
  const text = fc.string({ maxLength: 1500, unit: 'grapheme' }).filter((some) => [...some].length <= 1500);
  const state = fc.constantFrom('not_started', 'in_progress', 'blocked', 'done', 'dropped');
  const answers = fc.record({
    goals: fc.tuple(
      ...first.milestone.goals.map(({ id }) => fc.record({ id: fc.constant(id), state, evidence: text })),
    ),
    wentWell: text,
    blockerKind: fc.option(fc.constantFrom(...blockerKinds), { nil: undefined }),
    blocker: text,
    help: text,
    helpFrom: fc.option(fc.constantFrom('manager', ...stakeholders.map(({ id }) => id)), { nil: undefined }),
    confidence: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    onlyForMe: text,
  });

  test('for every answer, with valid blocks', () => {
    fc.assert(
      fc.property(answers, fc.nat(3), (answer, revision) => {
        const view = draw({ ...first, answer }, { revision });
        expect(checkView(view)).toEqual([]);
        expect(filledIn(view)).toEqual(answer);
      }),
    );
  });

  test('on the second page, of the earlier goals alone', () => {
    expect(filledIn(draw(second, { page: 2 }))).toEqual({
      goals: second.earlier.map(({ id, state, evidence }) => ({ id, state, evidence })),
    });
  });

  test('a choice can be taken back, which Slack itself has no way for', () => {
    const view = draw({
      ...first,
      answer: { ...first.answer, helpFrom: 'manager', confidence: 2, blockerKind: 'data' },
    });
    const none = { type: 'static_select', selected_option: { value: 'none' } };
    const chosen = {
      'checkin.typed:helpFrom': none,
      'checkin.typed:confidence': none,
      'checkin.typed:blockerKind': none,
    };
    const page = readCheckinPage({ ...stateValues(view.blocks, {}), changed: chosen });
    expect(page).toMatchObject({ helpFrom: undefined, confidence: undefined, blockerKind: undefined });
  });

  test('a text kept from a long message is shown in full', () => {
    const wentWell = 'w'.repeat(3000);
    const view = draw({ ...first, answer: { ...first.answer, wentWell } });
    expect(checkView(view)).toEqual([]);
    expect(filledIn(view)).toMatchObject({ wentWell });
  });
});

describe('Slack takes the form', () => {
  const at = '2027-01-29T10:12:00.000Z';
  test.each([
    ['of five goals, and ten earlier ones', 5, 2],
    ['of five goals, and twenty earlier ones', 5, 4],
    ['of far more goals than a role has', 60, 4],
    ['without goals', 0, 0],
  ])('%s, with the longest texts and something newer everywhere', (_, goalsEach, place) => {
    const plan = longestPlan(goalsEach);
    const form = sampleForm(plan, place, { answeredAt: new Date(at) });
    const long = 'x'.repeat(1500);
    const conflicts: Conflict[] = [
      ...form.answer.goals.map(
        ({ id }): Conflict => ({ of: 'goal', goalId: id, state: 'done', evidence: long, byId: mira, at, version: 9 }),
      ),
      ...(['wentWell', 'blocker', 'help', 'onlyForMe'] as const).map(
        (of): Conflict => ({ of, theirs: long, byId: bob, at }),
      ),
    ];
    const answer = { ...form.answer, wentWell: long, blocker: long, help: long, onlyForMe: long };
    for (const page of [1, 2] as const) {
      const view = draw({ ...form, answer }, { page, conflicts });
      expect(checkView(view)).toEqual([]);
      expect(readFormMetadata(view.private_metadata ?? '').page).toBe(page);
    }
  });
});
