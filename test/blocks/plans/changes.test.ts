import { describe, expect, test } from 'vitest';
import { type Done, planDone } from '../../../blocks/plans/plan-done.ts';
import { type PlanNews, planNews } from '../../../blocks/plans/plan-news.ts';
import { planOverview } from '../../../blocks/plans/plan-overview.ts';
import { actionsOf, ada, bob, latePlan, mira, planId, read, samplePlan } from './sample-plan.ts';

const today = '2026-11-27';
const { milestones } = samplePlan();
const all = { change: true, pause: true, end: true, delete: true };
const nothing = { change: false, pause: false, end: false, delete: false };

describe('news of a plan', () => {
  const tell = (readerId: string, news: PlanNews, byId: string | undefined = ada) =>
    planNews({ planId, personId: bob, readerId, byId, today, news }).blocks;

  test('names who changed what, and the days still to come', () => {
    const blocks = tell(bob, {
      kind: 'changed',
      changes: [{ kind: 'start', startsOn: '2026-12-07' }, { kind: 'milestones' }, { kind: 'hour', hour: 10 }],
      milestones: latePlan().milestones,
    });
    expect(read(blocks)).toBe(
      [
        '@Ada changed your plan: it starts on Mon 7 Dec, and I ask about other milestones, and I ask at 10:00 your time. What is answered stays as it is.',
        'Still to come:',
        '• Day 90, Mon 1 Mar 2027 (falls on Sun 28 Feb)',
        '• Month 6, Mon 31 May 2027 (falls on Sun 30 May)',
        '• Month 12, Tue 30 Nov 2027',
      ].join('\n'),
    );
    expect(actionsOf(blocks)).toEqual(['plan.open']);
  });

  test('of a pause and its end says until when, and by how much the days moved', () => {
    expect(read(tell(mira, { kind: 'paused', until: '2026-12-14' }))).toBe(
      "@Ada paused @Bob's plan until Mon 14 Dec. I ask nothing in the meantime, and what comes later moves by as many days.",
    );
    expect(read(tell(bob, { kind: 'resumed', movedDays: 12, milestones: [] }))).toBe(
      '@Ada resumed your plan. What was still to come moved by 12 days.',
    );
    const byItself = planNews({
      planId,
      personId: bob,
      readerId: bob,
      byId: undefined,
      today,
      news: { kind: 'resumed', movedDays: 1, milestones: [] },
    });
    expect(read(byItself.blocks)).toBe('Your plan goes on again. What was still to come moved by a day.');
  });

  test('of its end lets the person delete what was recorded, and not the manager', () => {
    expect(actionsOf(tell(bob, { kind: 'ended' }))).toEqual(['plan.delete?']);
    expect(actionsOf(tell(mira, { kind: 'ended' }))).toEqual([]);
    expect(read(tell(mira, { kind: 'ended' }))).toContain('only @Bob or a workspace admin may delete it.');
  });

  test('of another manager tells each what it means for them', () => {
    const news: PlanNews = { kind: 'manager-changed', from: mira, to: ada };
    expect(read(tell(bob, news))).toBe(
      'Your manager here is now @Ada, who sees what you record from now on. @Mira no longer sees your progress. What came before stays with you, unless you share it.',
    );
    expect(actionsOf(tell(bob, news))).toEqual(['reporting.share?', 'reporting.disown?']);
    expect(read(tell(ada, news))).toBe(
      "You are now @Bob's manager here. You see what is recorded from now on; what came before is theirs to share.",
    );
    expect(actionsOf(tell(ada, news))).toEqual(['plan.open', 'reporting.release?']);
    expect(read(tell(mira, news))).toBe(
      "You are no longer named as @Bob's manager here; @Ada is. I show you nothing more of their progress, and there is nothing for you to do.",
    );
    expect(actionsOf(tell(mira, news))).toEqual([]);
  });

  test('of a plan taken back or deleted asks for nothing', () => {
    expect(read(tell(bob, { kind: 'withdrawn' }))).toBe(
      '@Ada took back your plan: it was not meant to start. There is nothing for you to do.',
    );
    expect(read(tell(bob, { kind: 'data-deleted' }))).toBe(
      '@Ada deleted your plan for good, with its goals, answers and notes.',
    );
  });
});

describe('a plan that is opened', () => {
  test('shows its days and what the reader may do', () => {
    const { blocks } = planOverview({ plan: samplePlan(), readerId: mira, may: all });
    expect(read(blocks)).toMatch(
      /^@Bob's plan starts on Mon 30 Nov\. You are the manager\.\nNext comes Day 30, on Wed 30 Dec at 09:00 their time\.\n• Day 30, Wed 30 Dec\n/,
    );
    expect(actionsOf(blocks)).toEqual(['plan.change', 'plan.messages', 'plan.pause', 'plan.offboard?']);
  });

  test('shows the person their own without the buttons that are not theirs', () => {
    const plan = samplePlan({ attention: 'manager-unreachable' });
    const { blocks } = planOverview({ plan, readerId: bob, may: nothing });
    expect(read(blocks)).toContain('Something in it has to be put right; whoever can do that has been told.');
    expect(read(blocks)).not.toContain('do not reach');
    expect(actionsOf(blocks)).toEqual(['reporting.disown?']);
  });

  test('says what it waits for, and what is left once it has ended', () => {
    const paused = samplePlan({ state: 'paused', pausedUntil: '2026-12-14', attention: 'person-guest' });
    const { blocks } = planOverview({ plan: paused, readerId: ada, may: all });
    expect(read(blocks)).toContain('It is paused until Mon 14 Dec: I ask nothing in the meantime.');
    expect(read(blocks)).toContain('It needs you. @Bob is a guest');
    expect(actionsOf(blocks)).toContain('plan.resume');
    const ended = planOverview({ plan: samplePlan({ state: 'ended' }), readerId: ada, may: all });
    expect(read(ended.blocks)).not.toContain('Day 30');
    expect(actionsOf(ended.blocks)).toEqual(['plan.delete?']);
    expect(
      actionsOf(planOverview({ plan: samplePlan({ state: 'ended' }), readerId: mira, may: nothing }).blocks),
    ).toEqual([]);
  });
});

describe('whoever did something', () => {
  const answer = (done: Done, readerId = mira) => planDone({ planId, personId: bob, readerId, today, done }).blocks;

  test('reads that it is done, and that the person hears of it', () => {
    expect(read(answer({ kind: 'paused', until: '2026-12-14' }))).toBe(
      "@Bob's plan is paused and goes on again on Mon 14 Dec. I ask nothing until then. @Bob hears from me.",
    );
    expect(actionsOf(answer({ kind: 'paused', until: '2026-12-14' }))).toEqual(['plan.resume', 'plan.open']);
    expect(read(answer({ kind: 'resumed', movedDays: 0, milestones }))).toMatch(
      /^@Bob's plan goes on again\. Its days are where they were\. @Bob hears from me\.\nStill to come:\n• Day 30/,
    );
    expect(read(answer({ kind: 'undone' }))).toBe(
      "@Bob's plan is taken back. Nothing more comes of it. @Bob hears from me.",
    );
  });

  test('sees who may delete what an ended plan has recorded, and the button only where it is theirs', () => {
    expect(read(answer({ kind: 'ended', mayDelete: false }))).toBe(
      "@Bob's plan has ended, and I send nothing more. What was recorded is kept; only @Bob or a workspace admin may delete it. @Bob hears from me.",
    );
    expect(actionsOf(answer({ kind: 'ended', mayDelete: false }))).toEqual([]);
    expect(actionsOf(answer({ kind: 'ended', mayDelete: true }))).toEqual(['plan.delete?']);
    expect(read(answer({ kind: 'ended', mayDelete: true }, bob))).toContain('only you or a workspace admin');
  });
});
