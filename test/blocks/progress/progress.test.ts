import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../blocks/plain-text.ts';
import { barText } from '../../../blocks/progress/bar.ts';
import { readGoalChoice } from '../../../blocks/progress/goal-menus.ts';
import { noPlan, noPlanBlocks, noPlanOf } from '../../../blocks/progress/no-plan.ts';
import { overviewBlocks } from '../../../blocks/progress/overview.ts';
import { progressHome, progressMessage, progressModal } from '../../../blocks/progress/progress.ts';
import { makeGuide } from '../../../src/guide.ts';
import { checkMessageBlocks, checkView } from '../../../src/local/checks/block-check.ts';
import type { GoalState } from '../../../src/plans/progress.ts';
import { builtInRole } from '../../support/roles.ts';
import { buttonsOf } from '../buttons.ts';
import { bob, longestPlan, milestoneAt, mira, planAt, samplePlan } from '../sample-plan.ts';

const plan = samplePlan();
const own = { plan, readerId: bob, maySet: true };
const later = planAt(1);

/** What stands beside each menu, what is chosen in it, and what its choices carry. */
const menusIn = (blocks: readonly KnownBlock[]) =>
  blocks.flatMap((block) =>
    block.type === 'section' && block.accessory?.type === 'static_select'
      ? [
          {
            goal: block.text?.text,
            actionId: block.accessory.action_id,
            state: block.accessory.initial_option?.text.text,
            values: block.accessory.options?.map(({ value }) => value ?? '') ?? [],
          },
        ]
      : [],
  );

describe('a bar', () => {
  const goals = (...counts: [GoalState, number][]) =>
    counts.flatMap(([state, count]) => Array.from({ length: count }, () => ({ state })));

  test('has a cell for each goal', () => {
    expect(barText(goals(['done', 4], ['blocked', 1]))).toBe('■■■■□ 4 of 5 done');
    expect(barText(goals(['not_started', 4]))).toBe('□□□□ 0 of 4 done');
  });

  test('does not count what was dropped, and says so', () => {
    expect(barText(goals(['done', 2], ['dropped', 2]))).toBe('■■ 2 of 2 done, 2 dropped');
    expect(barText(goals(['dropped', 2]))).toBe('all goals dropped');
    expect(barText([])).toBe('no goals');
  });

  test('is full when all is done, and not before', () => {
    expect(barText(goals(['done', 49], ['blocked', 1]))).toBe('■■■■■■■■■□ 49 of 50 done');
    expect(barText(goals(['done', 50]))).toBe('■■■■■■■■■■ 50 of 50 done');
  });
});

describe('the progress', () => {
  test('has a bar for each milestone, what is open, what is done, and what comes next', () => {
    expect(progressMessage(own).text).toMatchInlineSnapshot(`
      "Where things stand
      Your plan started on Mon 30 Nov, with <@U0MIRA> as manager.
      ■■□□□ 2 of 5 done  Day 30, Wed 30 Dec · open now
      □□□□ 0 of 4 done  Day 60, Fri 29 Jan 2027
      □□□□ 0 of 4 done  Day 90, Mon 1 Mar 2027
      □□□□ 0 of 4 done  Month 6, Mon 31 May 2027
      □□□□ 0 of 4 done  Month 12, Tue 30 Nov 2027
      Now: your Day 30 check-in is open.
      Next check-in: Day 60, Fri 29 Jan 2027, 09:00 your time.
      Still open for Day 30
      ▲ Get access to data, pipelines, registry and monitoring
      ◐ Reproduce a training pipeline end to end
      ○ Agree with data engineering and product on how you work
      Done: Understand the product and its main ML workflows; Write down what you see."
    `);
  });

  test('has a menu for each open goal, blocked ones first, that carries what it was drawn from', () => {
    const menus = menusIn(progressMessage(own).blocks);
    expect(menus.map(({ goal, state }) => [goal, state])).toEqual([
      ['▲ Get access to data, pipelines, registry and monitoring', '▲ blocked'],
      ['◐ Reproduce a training pipeline end to end', '◐ in progress'],
      ['○ Agree with data engineering and product on how you work', '○ not started'],
    ]);
    expect(menus[0]?.actionId).toBe('goal.set:access');
    expect(menus[0]?.values.map((value) => readGoalChoice(value)?.state)).toEqual([
      'not_started',
      'in_progress',
      'blocked',
      'done',
      'dropped',
    ]);
    expect(readGoalChoice(menus[0]?.values[3] ?? '')).toEqual({
      planId: plan.planId,
      goalId: 'access',
      state: 'done',
      version: 0,
    });
    expect(readGoalChoice('plan|goal|asleep|0')).toBeUndefined();
    expect(readGoalChoice('plan|goal|done')).toBeUndefined();
  });

  test('goes on to the goals of the next milestone, with the earlier ones that are open', () => {
    const { text } = progressMessage({ plan: later, readerId: bob, maySet: true });
    expect(text).toMatch(/Still open for Day 30\n(.*\n){3}Still open for Day 60\n(.*\n){4}Done: /);
  });

  test('is read by a manager without menus where they may set nothing', () => {
    const { blocks, text } = progressMessage({ plan: later, readerId: mira, maySet: false });
    expect(menusIn(blocks)).toEqual([]);
    expect(text).toContain("<@U0BOB>'s plan started on Mon 30 Nov 2026, with you as manager.");
    expect(text).toContain('• ▲ Get access to data, pipelines, registry and monitoring · blocked');
    expect(buttonsOf(blocks)).toEqual([['See the dates', 'plan.open', later.planId]]);
  });

  test('has the answer to give first: the open one, what was left open, the next early, the last to edit', () => {
    const states = ['answered', 'missed', 'asked', 'planned', 'planned'] as const;
    const milestones = plan.milestones.map((one, index) => ({ ...one, state: states[index] ?? one.state }));
    const { blocks } = progressMessage({ ...own, plan: { ...plan, milestones } });
    expect(buttonsOf(blocks).map(([text, actionId]) => `${text}: ${actionId}`)).toEqual([
      'Answer Day 90: checkin.answer:day-90',
      'Answer Day 60: checkin.answer:day-60',
      'Answer early: Month 6: checkin.answer:month-6',
      'Edit Day 30: checkin.answer:day-30',
      'My hours: settings.open',
      'See the dates: plan.open',
    ]);
  });

  test('says when it is paused, and asks for nothing then', () => {
    const paused = { ...own, plan: samplePlan({ state: 'paused', pausedUntil: '2027-02-01' }) };
    const { text, blocks } = progressMessage(paused);
    expect(text).not.toContain('check-in');
    expect(text).toContain('Paused until Mon 1 Feb 2027. I ask nothing in the meantime.');
    expect(text).not.toContain('Next check-in');
    expect(menusIn(blocks)).toEqual([]);
    expect(buttonsOf(blocks).map(([, actionId]) => actionId)).toEqual(['settings.open', 'plan.open']);
  });

  test('says what has to be put right to whoever can do it', () => {
    const stuck = samplePlan({ attention: 'person-unreachable' });
    expect(progressMessage({ ...own, plan: stuck, readerId: mira }).text).toContain(
      'To be put right: My messages do not reach <@U0BOB>.',
    );
    expect(progressMessage({ ...own, plan: stuck }).text).toContain('whoever can do that has been told.');
  });

  test('tells a new manager that there is more, without showing it', () => {
    expect(progressMessage({ plan: samplePlan({ hiddenGoals: 2 }), readerId: mira, maySet: true }).text).toContain(
      "2 goals were set before you became the manager here, and are not shown: that is <@U0BOB>'s to share.",
    );
  });

  test('shows notes as text, and no more of them than fits', () => {
    const milestones = plan.milestones.map((one) => ({
      ...one,
      goals: one.goals.map((goal) => ({ ...goal, evidence: `<!channel> ${'e'.repeat(500)}` })),
    }));
    const [menu] = menusIn(progressMessage({ ...own, plan: { ...plan, milestones } }).blocks);
    expect(menu?.goal).toMatch(/^▲ Get access to data, pipelines, registry and monitoring\n<!channel> e+…$/);
  });

  test('ends when the plan does', () => {
    const { text, blocks } = progressMessage({ ...own, plan: samplePlan({ state: 'ended' }) });
    expect(text).toContain('It has ended. What was recorded is kept.');
    expect(menusIn(blocks)).toEqual([]);
    expect(text).not.toContain('check-in');
  });
});

test('the overview has what matters now, in short', () => {
  expect(plainText(overviewBlocks(plan))).toMatchInlineSnapshot(`
    "What matters now
    ■■□□□ 2 of 5 done  Day 30, Wed 30 Dec · open now
    ▲ Blocked: Get access to data, pipelines, registry and monitoring.
    Now: your Day 30 check-in is open.
    Next check-in: Day 60, Fri 29 Jan 2027, 09:00 your time."
  `);
  expect(buttonsOf(overviewBlocks(plan))).toEqual([
    ['Answer Day 30', 'checkin.answer:day-30', milestoneAt(plan, 0).checkinId],
    ['My progress', 'progress.open', bob],
  ]);
});

describe('without a plan', () => {
  test('one learns what a plan is, and how to start one', () => {
    expect(noPlan(bob).text).toMatchInlineSnapshot(`
      "Your first year, step by step
      You have no plan here yet. A plan takes you through your first year: I ask how it goes after 30, 60 and 90 days, then at six and twelve months. I help where you are stuck, and your goals are in one place for you and your manager."
    `);
    expect(buttonsOf(noPlanBlocks(bob)).map(([text, actionId]) => `${text}: ${actionId}`)).toEqual([
      'Start my plan: plan.onboard:own',
      'Start one for somebody new: plan.onboard:other',
      'What a first month is about: guide.beside:milestones day-30',
    ]);
  });

  test('of somebody else, one can start it for them', () => {
    expect(noPlanOf(bob).text).toMatchInlineSnapshot(
      `"<@U0BOB> has no plan here. With one I ask them how it goes after 30, 60 and 90 days, then at six and twelve months. You see where they stand, and hear from me when they want help."`,
    );
    expect(buttonsOf(noPlanOf(bob).blocks)).toEqual([['Start a plan', 'plan.onboard', bob]]);
  });
});

describe('Slack takes it', () => {
  const guide = makeGuide(builtInRole());
  const plans = {
    'as it is': plan,
    'at the end of the year': planAt(4),
    'with the longest titles and texts': longestPlan(5),
    'with everything done': longestPlan(5, 'done'),
    'with far more goals than a role has': longestPlan(50, 'not_started'),
    'without milestones': samplePlan({ milestones: [] }),
  };

  test.each(Object.entries(plans))('%s, as a message, a modal, and in the Home tab', (_, some) => {
    for (const maySet of [true, false]) {
      const view = { plan: { ...some, attention: 'message-refused' as const, hiddenGoals: 3 }, readerId: mira, maySet };
      expect(checkMessageBlocks(progressMessage(view).blocks)).toEqual([]);
      expect(checkView(progressModal(view))).toEqual([]);
      expect(checkView({ type: 'home', blocks: [...progressHome(view), ...guide.home.blocks] })).toEqual([]);
    }
    const start = guide.answer('').blocks;
    expect(checkMessageBlocks([...overviewBlocks(some), ...start])).toEqual([]);
  });

  test('and the answers without a plan', () => {
    for (const { blocks } of [noPlan(bob), noPlanOf(bob)]) expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(checkView({ type: 'home', blocks: [...noPlanBlocks(bob), ...guide.home.blocks] })).toEqual([]);
  });
});
