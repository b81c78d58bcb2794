import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeForm } from '../../../blocks/plans/change-form.ts';
import { onboardForm } from '../../../blocks/plans/onboard-form.ts';
import { onboardPreview, readPreview } from '../../../blocks/plans/onboard-preview.ts';
import { pauseForm, readPauseForm } from '../../../blocks/plans/pause-form.ts';
import { type PlanChoice, planErrors, readPlanChoice } from '../../../blocks/plans/plan-fields.ts';
import { milestones as allMilestones } from '../../../src/calendar/milestone-dates.ts';
import { checkView } from '../../../src/local/checks/block-check.ts';
import { stateValues } from '../../../src/local/people/state-values.ts';
import { ada, bob, latePlan, milestoneNames, mira, planId, plannedMessages, read, samplePlan } from './sample-plan.ts';

const { milestones: days, today } = samplePlan();
const choice: PlanChoice = {
  personId: bob,
  startsOn: '2026-11-30',
  managerId: mira,
  hour: 9,
  milestones: allMilestones,
};
const form = (differs: Partial<Parameters<typeof onboardForm>[0]> = {}) =>
  onboardForm({ choice, names: milestoneNames, days, today, ...differs });
const change = (differs: Partial<Parameters<typeof changeForm>[0]> = {}) =>
  changeForm({
    planId,
    personId: bob,
    made: '',
    message: undefined,
    choice,
    names: milestoneNames,
    days,
    today,
    ...differs,
  });

const anyChoice: fc.Arbitrary<PlanChoice> = fc.record({
  personId: fc.constantFrom(bob, undefined),
  startsOn: fc.constantFrom('2026-11-30', '2028-02-29', undefined),
  managerId: fc.constantFrom(mira, undefined),
  hour: fc.option(fc.integer({ min: 0, max: 23 }), { nil: undefined }),
  milestones: fc.subarray([...allMilestones]),
});

test('what a form is filled with is read back as it was, and Slack takes every such form', () => {
  fc.assert(
    fc.property(anyChoice, (some) => {
      const view = form({ choice: some });
      expect(checkView(view)).toEqual([]);
      expect(readPlanChoice(stateValues(view.blocks, {}))).toEqual(some);
      const changing = change({ choice: some });
      expect(checkView(changing)).toEqual([]);
      expect(readPlanChoice(stateValues(changing.blocks, {}))).toEqual({ ...some, personId: undefined });
    }),
  );
});

describe('the form that a plan starts from', () => {
  test('tells of every change at once, so that the days can follow', () => {
    const inputs = form().blocks.filter((block) => block.type === 'input');
    expect(inputs.map(({ block_id }) => block_id)).toEqual(['person', 'start', 'milestones', 'manager', 'hour']);
    expect(inputs.every(({ dispatch_action }) => dispatch_action === true)).toBe(true);
    for (const { element } of inputs) {
      expect('action_id' in element ? element.action_id : '').toMatch(/^plan\.form:/);
    }
  });

  test('shows the days once there are some, and what to choose before', () => {
    expect(read(form().blocks)).toContain('These are the days\n• Day 30, Wed 30 Dec\n• Day 60, Fri 29 Jan 2027');
    expect(read(form({ days: [] }).blocks)).toContain(
      'The days are shown here once a person and a first day are chosen.',
    );
    expect(read(form({ days: latePlan().milestones }).blocks)).toContain('already past, can be answered any time');
  });

  test('keeps the ids of its fields when days or a problem come in, so that Slack keeps what was chosen', () => {
    const problem = { kind: 'start-too-late', startsOn: '2027-06-01', latest: '2027-02-25' } as const;
    const idsOf = (view: ReturnType<typeof form>) => JSON.stringify(view.blocks).match(/"(block|action)_id":"[^"]+"/g);
    expect(idsOf(form({ days: [], problem }))).toEqual(idsOf(form()));
  });
});

describe('a problem with what was chosen', () => {
  const problem = { kind: 'start-too-late', startsOn: '2027-06-01', latest: '2027-02-25' } as const;

  test('is shown under the field that it can be mended in', () => {
    const { blocks } = form({ problem });
    const after = blocks.findIndex(({ block_id }) => block_id === 'start') + 1;
    expect(read(blocks.slice(after, after + 1))).toBe(
      '⚠ Tue 1 Jun 2027 is further ahead than I plan. Choose a first day up to Thu 25 Feb 2027.',
    );
    expect(checkView(form({ problem }))).toEqual([]);
  });

  test('is an error of that block, without names that Slack would not show there', () => {
    expect(planErrors({ kind: 'is-bot', personId: bob }, choice)).toEqual({
      person: 'This person is an app, and plans are for people. Choose a colleague.',
    });
    expect(Object.keys(planErrors({ kind: 'guest', personId: mira }, choice))).toEqual(['manager']);
    expect(Object.keys(planErrors({ kind: 'own-manager', personId: bob }, choice))).toEqual(['manager']);
    expect(Object.keys(planErrors({ kind: 'no-milestones' }, choice))).toEqual(['milestones']);
  });

  test('is shown in a form without a field for the person, too', () => {
    const gone = { kind: 'plan-ended', personId: bob } as const;
    expect(read(change({ problem: gone }).blocks)).toContain("⚠ This person's plan has ended");
    expect(Object.keys(planErrors(gone, readPlanChoice(stateValues(change().blocks, {}))))).toEqual(['start']);
  });
});

describe('the preview', () => {
  const preview = onboardPreview({
    request: { personId: bob, startsOn: '2026-11-30', managerId: mira, hour: 9, milestones: [...allMilestones] },
    readerId: ada,
    milestones: days,
    messages: plannedMessages(samplePlan()),
    hour: 9,
    timeZone: 'Europe/Berlin',
    today,
  });

  test('says what goes to whom and when before anything is sent', () => {
    expect(checkView(preview)).toEqual([]);
    expect(read(preview.blocks)).toBe(
      [
        'The plan is for @Bob, with @Mira as manager. It starts on Mon 30 Nov. What I send:',
        '• Now: a welcome to @Bob, and a word to @Mira, who can say no',
        '• Day 30: a heads-up on Wed 23 Dec, the check-in on Wed 30 Dec',
        '• Day 60: a heads-up on Fri 22 Jan, the check-in on Fri 29 Jan 2027',
        '• Day 90: a heads-up on Mon 22 Feb, the check-in on Mon 1 Mar 2027',
        '• Month 6: a heads-up on Mon 24 May, the check-in on Mon 31 May 2027',
        '• Month 12: a heads-up on Tue 23 Nov, the check-in on Tue 30 Nov 2027',
        'Check-ins come in a direct message, on working days, at 09:00 their time. Without an answer I remind twice, after two and four working days, and then leave it.',
        'Nothing is sent before you press Start.',
      ].join('\n'),
    );
  });

  test('carries the request to where it is started', () => {
    expect(readPreview(preview.private_metadata ?? '')).toEqual({
      personId: bob,
      startsOn: '2026-11-30',
      managerId: mira,
      hour: 9,
      milestones: [...allMilestones],
    });
    expect(() => readPreview('{"personId":1}')).toThrow();
  });
});

test('the day until which a plan pauses is read back', () => {
  const view = pauseForm({ planId, personId: bob, until: '2026-12-14' });
  expect(checkView(view)).toEqual([]);
  expect(view.private_metadata).toBe(planId);
  expect(readPauseForm(stateValues(view.blocks, {}))).toEqual({ until: '2026-12-14' });
  const empty = pauseForm({ planId, personId: bob, until: undefined });
  expect(readPauseForm(stateValues(empty.blocks, {}))).toEqual({ until: undefined });
});
