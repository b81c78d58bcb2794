import { describe, expect, test } from 'vitest';
import { coachingBlocks } from '../../../blocks/checkin/coaching.ts';
import { type HelpWantedView, helpWanted } from '../../../blocks/checkin/help-wanted.ts';
import { checkinSummary, type SummaryView } from '../../../blocks/checkin/summary.ts';
import { asMessage } from '../../../blocks/pages.ts';
import { checkMessageBlocks } from '../../../src/local/checks/block-check.ts';
import type { Coaching } from '../../../src/plans/coaching.ts';
import type { GoalProgress } from '../../../src/plans/progress.ts';
import { buttonsOf } from '../buttons.ts';
import { bob, longestPlan, milestoneAt, planAt, role, samplePlan } from '../sample-plan.ts';

const coachingOf = (goals: readonly GoalProgress[]): Coaching[] =>
  goals.filter(({ state }) => state === 'blocked').flatMap(({ id }) => role.coachingFor(id) ?? []);

const plan = samplePlan();
const milestone = milestoneAt(plan, 0);
const blocked = milestone.goals.filter(({ state }) => state === 'blocked');
const answered: SummaryView = {
  plan,
  milestone,
  goals: milestone.goals.map((goal) =>
    goal.state === 'done' ? { ...goal, evidence: 'https://wiki.example/notes' } : goal,
  ),
  confidence: 4,
  coaching: coachingOf(milestone.goals),
  hasPrivateNote: true,
  tellsManager: true,
};

/** Coaching as long as a role file may make it. */
const longestCoaching = ({ id, title }: GoalProgress): Coaching => {
  const many = Array.from({ length: 8 }, () => ({
    title: 'T'.repeat(75),
    text: 'x'.repeat(600),
    helps: 'x'.repeat(600),
  }));
  return { goalId: id, title, risks: many, talkTo: many, askFor: 'x'.repeat(600), escalateTo: many };
};

function longest(goalsEach: number, blockedGoals: number): SummaryView {
  const long = longestPlan(goalsEach, 'in_progress');
  const goals = long.milestones
    .flatMap((one) => one.goals)
    .map((goal, index) => (index < blockedGoals ? { ...goal, state: 'blocked' as const } : goal));
  const coaching = goals.filter(({ state }) => state === 'blocked').map(longestCoaching);
  return { ...answered, plan: long, milestone: milestoneAt(long, 4), goals, coaching };
}

describe('the summary of an answer', () => {
  test('has where the goals stand, coaching for what is blocked, and a first step for what is open', () => {
    expect(checkinSummary(answered).text).toMatchInlineSnapshot(`
      "Day 30 check-in, answered
      Thank you. Your answer is saved. <@U0MIRA> hears from me what is blocked and what help you would like.
      ■■□□□ 2 of 5 done
      ✓ Understand the product and its main ML workflows · done: https://wiki.example/notes
      ▲ Get access to data, pipelines, registry and monitoring · blocked
      ◐ Reproduce a training pipeline end to end · in progress
      ✓ Write down what you see · done: https://wiki.example/notes
      ○ Agree with data engineering and product on how you work · not started
      Confidence: 4, confident
      The note that is only for you is kept, too.
      ▲ Get access to data, pipelines, registry and monitoring: what may help
      • Ask for: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      • Talk to Data Engineering; MLOps / Platform Engineering; Security / Privacy / Compliance
      • Waiting for data engineering: Send one request with the schema, the use and a date, not five. Offer to write the change yourself and have them review it.
      • Long experiment cycles: Try ideas on a sample first and keep full runs for the two best. For approvals, book the review when you start, not when you finish.
      • If it stays stuck: ML Engineering Manager / Head of AI &amp; ML. Go there with trade-offs, resourcing, and whatever needs escalating across teams. Early is better than polished.
      • If it stays stuck: Security/Privacy, for sensitive data. Bring them in on any decision to use sensitive data, before you use it, so the decision isn't yours alone.
      A first step for what is open
      • Reproduce a training pipeline end to end: Pick the pipeline that ran most recently, and try it from a clean checkout with only its README.
      • Agree with data engineering and product on how you work: Draft one page on who promises what, by when, and how often you meet. Send it to both for comments.
      Next check-in: Day 60, Fri 29 Jan 2027, 09:00 your time."
    `);
  });

  test('says nothing of what is only for me but that it is kept', () => {
    expect(checkinSummary({ ...answered, hasPrivateNote: false }).text).not.toContain('only for you');
  });

  test('says when the manager hears of it, and only then', () => {
    expect(checkinSummary({ ...answered, tellsManager: false }).text).not.toContain('<@U0MIRA>');
  });

  test('can be edited, and leads to the progress and to the guide', () => {
    expect(buttonsOf(checkinSummary(answered).blocks)).toEqual([
      ['Edit my answer', 'checkin.answer', milestone.checkinId],
      ['My progress', 'progress.open', bob],
      [
        'More on: Get access to data, pipelines, registry and monitoring',
        'guide.beside:milestones access',
        'milestones access',
      ],
    ]);
  });

  test('has three blocked goals of this role in full', () => {
    const goals = milestone.goals.map((goal, index) => ({
      ...goal,
      state: index < 3 ? ('blocked' as const) : goal.state,
    }));
    const { blocks } = checkinSummary({ ...answered, goals, coaching: coachingOf(goals) });
    expect(checkMessageBlocks(blocks)).toEqual([]);
    const said = JSON.stringify(blocks);
    for (const { risks, escalateTo, askFor } of coachingOf(goals)) {
      for (const text of [...risks.map(({ helps }) => helps), ...escalateTo.map((one) => one.text), askFor])
        expect(said).toContain(text);
    }
  });

  test('says once whom to go to when it stays stuck, however many goals are blocked', () => {
    const goals = milestone.goals.map((goal) => ({ ...goal, state: 'blocked' as const }));
    const coaching = coachingOf(goals);
    const { text } = checkinSummary({ ...answered, goals, coaching });
    const whom = new Set(coaching.flatMap(({ escalateTo }) => escalateTo.map(({ title }) => title)));
    expect(coaching.length).toBeGreaterThan(1);
    expect(text.match(/If it stays stuck/g)).toHaveLength(whom.size);
  });

  test('names the earlier goals that were answered with it', () => {
    const later = planAt(1);
    const goals = [...milestoneAt(later, 1).goals, ...milestoneAt(later, 0).goals.slice(2, 3)];
    expect(checkinSummary({ ...answered, plan: later, milestone: milestoneAt(later, 1), goals }).text).toContain(
      'From earlier\n◐ Reproduce a training pipeline end to end · in progress',
    );
  });

  test.each([
    [5, 3],
    [5, 25],
    [2, 10],
    [10, 50],
    [50, 3],
  ])('is one that Slack takes with %i long goals a milestone, %i of them blocked', (goalsEach, blockedGoals) => {
    const { blocks, text } = checkinSummary(longest(goalsEach, blockedGoals));
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(4000);
  });
});

test('coaching says less where there is less room, and still what to ask for', () => {
  const [access] = coachingOf(milestone.goals);
  if (!access) throw new Error('the role coaches nobody');
  const lengths = (['full', 'short', 'ask', 'name'] as const).map(
    (detail) => asMessage(coachingBlocks(access, detail)).text.length,
  );
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  expect(asMessage(coachingBlocks(access, 'ask')).text).toMatchInlineSnapshot(`
    "▲ Get access to data, pipelines, registry and monitoring: what may help
    • Ask for: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
    • Talk to Data Engineering; MLOps / Platform Engineering"
  `);
});

describe('the message to the manager', () => {
  const wanted: HelpWantedView = {
    personId: bob,
    milestone: 'Day 30',
    blocked,
    coaching: coachingOf(milestone.goals),
    answer: {
      blockerKind: 'waiting',
      blocker: 'The warehouse team has no date for me yet.\nI asked <!channel> twice.',
      help: 'A name to talk to.',
      helpFrom: 'data-engineering',
    },
    stakeholders: role.stakeholders,
  };

  test('says who is stuck with what, in their own words, and one next step', () => {
    expect(helpWanted(wanted).text).toMatchInlineSnapshot(`
      "<@U0BOB> is stuck at Day 30 and could use a hand.
      • Get access to data, pipelines, registry and monitoring
      What usually unblocks it: Read access to the warehouse, pipelines, registry and dashboards, with a date for each.
      In the way: Waiting for somebody
      The warehouse team has no date for me yet.
      I asked &lt;!channel&gt; twice.
      Help wanted from Data Engineering
      A name to talk to.
      A good next step: bring <@U0BOB> together with Data Engineering, in one thread or one short call."
    `);
    expect(buttonsOf(helpWanted(wanted).blocks)).toEqual([['See their progress', 'progress.open', bob]]);
  });

  test('asks for ten minutes where the manager can help', () => {
    const answer = { blockerKind: undefined, blocker: '', help: 'Which of the two goes first?', helpFrom: 'manager' };
    expect(helpWanted({ ...wanted, blocked: [], answer }).text).toMatchInlineSnapshot(`
      "<@U0BOB> asks for help at Day 30.
      Help wanted from you
      Which of the two goes first?
      A good next step: ten minutes with <@U0BOB> today or tomorrow, to hear what would get it moving."
    `);
  });

  test('says no more than that something is in the way where no help is asked for', () => {
    const answer = { blockerKind: 'time' as const, blocker: 'Two launches at once.', help: '', helpFrom: undefined };
    expect(helpWanted({ ...wanted, blocked: [], answer }).text).toMatch(
      /^<@U0BOB> says what is in the way at Day 30\.\nIn the way: Not enough time\nTwo launches at once\.\nA good/,
    );
  });

  test('can come of a goal that was set without a check-in', () => {
    expect(helpWanted({ ...wanted, milestone: undefined, answer: undefined }).text).toContain(
      '<@U0BOB> is stuck and could use a hand.',
    );
  });

  test('is one that Slack takes, however much was written', () => {
    const { goals } = longest(5, 25);
    const answer = {
      ...wanted.answer,
      blockerKind: 'other' as const,
      blocker: 'b'.repeat(3000),
      help: 'h'.repeat(3000),
      helpFrom: 'x',
    };
    const { blocks, text } = helpWanted({
      ...wanted,
      milestone: 'M'.repeat(75),
      blocked: goals,
      coaching: goals.map(longestCoaching),
      answer,
      stakeholders: [{ id: 'x', title: 'S'.repeat(75) }],
    });
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(4000);
  });
});
