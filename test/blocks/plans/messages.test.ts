import { describe, expect, test } from 'vitest';
import { managerNamed } from '../../../blocks/plans/manager-named.ts';
import { type Attention, type AttentionView, needsAttention } from '../../../blocks/plans/needs-attention.ts';
import { planStarted } from '../../../blocks/plans/plan-started.ts';
import { welcome } from '../../../blocks/plans/welcome.ts';
import { actionsOf, ada, bob, buttonsOf, latePlan, mira, planId, read, samplePlan } from './sample-plan.ts';

const roleTitle = 'Machine Learning Specialist';

describe('whoever starts a plan', () => {
  test('reads its days by name, those off a weekend with both, and has the ways on', () => {
    const { blocks, text } = planStarted(samplePlan(), mira);
    expect(read(blocks)).toBe(
      [
        "@Bob's plan is set. It starts on Mon 30 Nov, with you as manager.",
        '• Day 30, Wed 30 Dec',
        '• Day 60, Fri 29 Jan 2027',
        '• Day 90, Mon 1 Mar 2027 (falls on Sun 28 Feb)',
        '• Month 6, Mon 31 May 2027 (falls on Sun 30 May)',
        '• Month 12, Tue 30 Nov 2027',
        'I am writing to @Bob now to say hello. The first check-in, Day 30, comes on Wed 30 Dec at 09:00 their time.',
      ].join('\n'),
    );
    expect(text).toContain(`<@${bob}>'s plan is set`);
    expect(buttonsOf(blocks)).toEqual([
      { label: 'See every message', does: 'plan.messages', value: planId, asks: false },
      { label: 'Send them to me as a test', does: 'plan.test', value: planId, asks: false },
      { label: 'Change', does: 'plan.change', value: planId, asks: false },
      { label: 'Undo', does: 'plan.undo', value: planId, asks: true },
    ]);
  });

  test('is told which days are past, and that the manager they named hears of it', () => {
    const said = read(planStarted(latePlan(), ada).blocks);
    expect(said).toContain('It started on Mon 30 Nov 2026, with @Mira as manager.');
    expect(said).toContain('• Day 60, Fri 29 Jan (already past, can be answered any time)');
    expect(said).toContain('@Mira hears from me too, and can tell me if it is a mistake.');
    expect(said).toContain('The first check-in, Day 90, comes on Mon 1 Mar at 09:00 their time.');
  });

  test('for themself is spoken to', () => {
    const said = read(planStarted(samplePlan(), bob).blocks);
    expect(said).toMatch(/^Your plan is set\. It starts on Mon 30 Nov, with @Mira as manager\./);
    expect(said).toContain('at 09:00 your time.');
  });
});

describe('the welcome', () => {
  test('says who the manager is, what comes when, what to reach first, and who sees what', () => {
    const { blocks } = welcome({ plan: samplePlan(), roleTitle });
    expect(read(blocks)).toBe(
      [
        'Welcome, @Bob. I am Role Coach, and I am around for your first year as Machine Learning Specialist: I tell you what comes, ask how it goes, and help where you are stuck. Your manager here is @Mira.',
        'I ask on these days, at 09:00 your time:',
        '• Day 30, Wed 30 Dec',
        '• Day 60, Fri 29 Jan 2027',
        '• Day 90, Mon 1 Mar 2027 (falls on Sun 28 Feb)',
        '• Month 6, Mon 31 May 2027 (falls on Sun 30 May)',
        '• Month 12, Tue 30 Nov 2027',
        'What to reach by Day 30, one step at a time:',
        '• Understand the product and its main ML workflows',
        '• Find the baselines',
        "Who sees what: your goals and answers are seen by you, your manager and the workspace admins. What you mark 'only for me' is seen by you alone.",
        'There is nothing to prepare. Have a look at your goals, and ask me about the role whenever you like: /ml-role.',
      ].join('\n'),
    );
    expect(actionsOf(blocks)).toEqual(['progress.open', 'settings.open', 'reporting.disown:beside?']);
  });

  test('of a plan made late begins with the day to come, and leaves the past ones as an offer', () => {
    const said = read(welcome({ plan: latePlan(), roleTitle }).blocks);
    expect(said).toContain('so I begin with Day 90 on Mon 1 Mar. What is past is there if you like to look back.');
    expect(said).toContain('What to reach by Day 90');
  });

  test('offers no word against a manager where nobody is named', () => {
    const { blocks } = welcome({ plan: samplePlan({ managerId: undefined }), roleTitle });
    expect(read(blocks)).toContain('Who your manager is here is still open; the workspace admins know.');
    expect(actionsOf(blocks)).not.toContain('reporting.disown:beside?');
  });
});

test('a manager whom somebody else named learns who, for whom and what comes of it, and can say no', () => {
  const { blocks } = managerNamed({ plan: samplePlan(), roleTitle, namedBy: ada });
  const said = read(blocks);
  expect(said).toMatch(/^@Ada named you as @Bob's manager for the first year as Machine Learning Specialist\./);
  expect(said).toContain('The plan starts on Mon 30 Nov.');
  expect(said).toContain('You hear from me when something is blocked or help is wanted.');
  expect(actionsOf(blocks)).toEqual(['plan.open', 'reporting.release?']);
  expect(read(managerNamed({ plan: samplePlan(), roleTitle, namedBy: bob }).blocks)).toMatch(
    /^@Bob named you as their manager/,
  );
});

describe('a plan that needs attention', () => {
  const view: Omit<AttentionView, 'attention'> = {
    planId,
    personId: bob,
    managerId: mira,
    state: 'paused',
    since: '2026-11-26',
    today: '2026-11-27',
    error: undefined,
  };
  const mends: [Attention, string, string[]][] = [
    ['no-manager', "@Bob's plan has no manager.", ['plan.change', 'plan.offboard?']],
    ['wrong-manager', '@Bob says that @Mira is not their manager.', ['plan.change', 'plan.offboard?']],
    ['manager-declined', '@Mira says that they do not manage @Bob.', ['plan.change', 'plan.offboard?']],
    ['manager-deactivated', "@Mira, named as @Bob's manager, is deactivated", ['plan.change', 'plan.offboard?']],
    ['manager-guest', "@Mira, named as @Bob's manager, is a guest now", ['plan.change', 'plan.offboard?']],
    ['manager-unreachable', 'My messages do not reach @Mira', ['plan.resend', 'plan.change']],
    ['person-deactivated', '@Bob is deactivated in Slack', ['plan.resume', 'plan.offboard?']],
    ['person-guest', '@Bob is a guest in this workspace now', ['plan.resume', 'plan.offboard?']],
    ['person-unreachable', 'My messages do not reach @Bob.', ['plan.resend', 'plan.offboard?']],
    ['message-refused', 'Slack refused a message to @Bob for good.', ['plan.resend', 'plan.offboard?']],
  ];

  test.each(mends)('says so, and can be mended from there: %s', (attention, says, buttons) => {
    const { blocks } = needsAttention({ ...view, attention });
    expect(read(blocks)).toContain(`A plan needs you. ${says}`);
    expect(read(blocks)).toContain('It has been like this since Thu 26 Nov.');
    expect(actionsOf(blocks)).toEqual(buttons);
  });

  test("carries Slack's own word where there is one, and no button that would do nothing", () => {
    const said = read(needsAttention({ ...view, attention: 'message-refused', error: 'restricted_action' }).blocks);
    expect(said).toContain('Slack calls it "restricted_action".');
    expect(actionsOf(needsAttention({ ...view, attention: 'person-guest', state: 'running' }).blocks)).toEqual([
      'plan.offboard?',
    ]);
  });
});
