import { describe, expect, test } from 'vitest';
import { checkinMessage } from '../../../blocks/checkin/checkin-message.ts';
import { header, list, type Message, type Modal, words } from '../../../blocks/kit.ts';
import { asMessage } from '../../../blocks/pages.ts';
import { changeForm } from '../../../blocks/plans/change-form.ts';
import { everyMessage, tellsManager } from '../../../blocks/plans/every-message.ts';
import { managerNamed } from '../../../blocks/plans/manager-named.ts';
import { needsAttention } from '../../../blocks/plans/needs-attention.ts';
import { onboardForm } from '../../../blocks/plans/onboard-form.ts';
import { onboardOffer } from '../../../blocks/plans/onboard-offer.ts';
import { onboardPreview } from '../../../blocks/plans/onboard-preview.ts';
import { type Done, planDone } from '../../../blocks/plans/plan-done.ts';
import { type PlanNews, planNews } from '../../../blocks/plans/plan-news.ts';
import { planOverview, shownModal } from '../../../blocks/plans/plan-overview.ts';
import { planStarted } from '../../../blocks/plans/plan-started.ts';
import { testCopy, testIntro } from '../../../blocks/plans/test-copy.ts';
import { welcome } from '../../../blocks/plans/welcome.ts';
import { milestones as allMilestones } from '../../../src/calendar/milestone-dates.ts';
import { checkMessageBlocks, checkView } from '../../../src/local/checks/block-check.ts';
import type { PlanProgress } from '../../../src/plans/progress.ts';
import {
  ada,
  bob,
  latePlan,
  longestPlan,
  milestoneNames,
  mira,
  planId,
  plannedMessages,
  read,
  samplePlan,
} from './sample-plan.ts';

const roleTitle = 'x'.repeat(75);
const may = { change: true, pause: true, end: true, delete: true };

const news = ({ milestones }: PlanProgress): PlanNews[] => [
  { kind: 'changed', changes: [{ kind: 'milestones' }, { kind: 'hour', hour: 7 }], milestones },
  { kind: 'paused', until: undefined },
  { kind: 'resumed', movedDays: 300, milestones },
  { kind: 'ended' },
  { kind: 'withdrawn' },
  { kind: 'manager-changed', from: undefined, to: undefined },
  { kind: 'manager-changed', from: mira, to: ada },
  { kind: 'data-deleted' },
];

const done = ({ managerId, milestones }: PlanProgress): Done[] => [
  { kind: 'changed', managerId, milestones },
  { kind: 'paused', until: undefined },
  { kind: 'resumed', movedDays: 300, milestones },
  { kind: 'ended', mayDelete: true },
  { kind: 'undone' },
  { kind: 'kept' },
  { kind: 'deleted' },
  { kind: 'resent' },
  { kind: 'test-on-its-way' },
];

function everyPlanMessage(plan: PlanProgress): Message[] {
  const about = { planId, personId: bob, today: plan.today };
  return [bob, mira, ada].flatMap((readerId) => [
    planStarted(plan, readerId),
    welcome({ plan, roleTitle }),
    welcome({ plan: { ...plan, managerId: undefined, milestones: [] }, roleTitle }),
    managerNamed({ plan, roleTitle, namedBy: readerId }),
    ...news(plan).map((one) => planNews({ ...about, readerId, byId: ada, news: one })),
    ...news(plan).map((one) => planNews({ ...about, readerId, byId: undefined, news: one })),
    ...done(plan).map((one) => planDone({ ...about, readerId, done: one })),
    needsAttention({
      ...about,
      managerId: undefined,
      attention: 'message-refused',
      state: 'running',
      since: '2025-01-02',
      error: 'x'.repeat(200),
    }),
    ...(['running', 'paused', 'ended'] as const).map((state) =>
      planOverview({ plan: { ...plan, state, attention: 'wrong-manager' }, readerId, may }),
    ),
    testIntro(bob, 21),
    onboardOffer(undefined),
    onboardOffer(bob),
  ]);
}

/** As long as Slack takes a message at all. */
const longMessage = asMessage([
  header('x'.repeat(150)),
  list(
    [],
    Array.from({ length: 10 }, () => [words('&'.repeat(1200))]),
  ),
]);

describe.each([
  ['an ordinary plan', samplePlan()],
  ['one made late', latePlan()],
  ['one with the longest names', longestPlan()],
  ['one without milestones', samplePlan({ milestones: [] })],
])('of %s', (_, plan) => {
  test('every message is one that Slack takes, and says the same in its text', () => {
    for (const { text, blocks } of everyPlanMessage(plan)) {
      expect([text, checkMessageBlocks(blocks)]).toEqual([text, []]);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(4000);
      expect(text).not.toMatch(/undefined|\[object|!| {2}/);
    }
  });

  test('every modal is one that Slack takes', () => {
    const { today, timeZone, milestones } = plan;
    const choice = { personId: bob, startsOn: today, managerId: mira, hour: 23, milestones: allMilestones };
    const names = milestones.length > 0 ? milestones : milestoneNames;
    const form = { choice, names, days: milestones, today };
    const modals: Modal[] = [
      onboardForm(form),
      changeForm({
        ...form,
        planId,
        personId: bob,
        made: '',
        message: undefined,
        problem: { kind: 'guest', personId: mira },
      }),
      onboardPreview({
        request: { ...choice, milestones: [...allMilestones] },
        readerId: ada,
        milestones,
        messages: plannedMessages(plan),
        hour: 9,
        timeZone,
        today,
      }),
      ...everyPlanMessage(plan).map((message) => shownModal('Every message that there is', message)),
    ];
    for (const modal of modals) expect([modal.title.text, checkView(modal)]).toEqual([modal.title.text, []]);
  });

  test('each message that it will send is shown in full, within what a modal holds', () => {
    const messages = plannedMessages(plan).map((planned) => {
      const milestone = plan.milestones.find((one) => one.milestone === planned.milestone);
      return { planned, message: milestone ? checkinMessage({ plan, milestone }) : welcome({ plan, roleTitle }) };
    });
    const toManager = tellsManager(plan, { roleTitle, namedBy: ada });
    const view = everyMessage({ messages, toManager, timeZone: plan.timeZone, today: plan.today });
    expect(checkView(view)).toEqual([]);
    expect(view.blocks.filter(({ type }) => type === 'divider')).toHaveLength(
      messages.length + (plan.managerId === undefined ? 0 : 2),
    );
    for (const { planned, message } of messages) {
      const copy = testCopy(message, { planned, timeZone: plan.timeZone, today: plan.today });
      expect(checkMessageBlocks(copy.blocks)).toEqual([]);
    }
  });
});

const nobody = { atTheStart: [], whenCalled: [] };

test('the manager’s messages are listed, too: at the start where somebody else named them, and when they are called', () => {
  const plan = samplePlan();
  const listed = (namedBy: string | undefined) => {
    const toManager = tellsManager(plan, { roleTitle, namedBy });
    return read(everyMessage({ messages: [], toManager, timeZone: plan.timeZone, today: plan.today }).blocks);
  };
  expect(listed(ada)).toContain("At the start, to @Mira\n@Ada named you as @Bob's manager");
  expect(listed(undefined)).not.toContain('At the start');
  expect(listed(undefined)).toContain('When something is blocked or help is wanted, to @Mira');
});

test('a message is listed with its day, its hour and its recipient, without its buttons', () => {
  const plan = samplePlan();
  const [start, , checkin, reminder] = plannedMessages(plan);
  const message = welcome({ plan, roleTitle });
  const listed = [start, checkin, reminder].flatMap((planned) => (planned ? [{ planned, message }] : []));
  const { blocks } = everyMessage({ messages: listed, toManager: nobody, timeZone: plan.timeZone, today: plan.today });
  expect(read(blocks)).toContain('At the start, to @Bob\nWelcome, @Bob.');
  expect(read(blocks)).toContain('On Wed 30 Dec at 09:00, to @Bob\nWelcome, @Bob.');
  expect(read(blocks)).toContain('On Fri 1 Jan 2027 at 09:00, if there is no answer by then, to @Bob');
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false);
});

test('a test copy begins with what it is a test of, and does nothing', () => {
  const plan = samplePlan();
  const [start, , checkin] = plannedMessages(plan);
  const copies = [start, checkin].flatMap((planned) =>
    planned ? [testCopy(planStarted(plan, mira), { planned, timeZone: plan.timeZone, today: plan.today })] : [],
  );
  expect(copies.map(({ blocks }) => read(blocks).split('\n')[0])).toEqual([
    'Test: @Bob gets this at the start.',
    'Test: @Bob gets this on Wed 30 Dec at 09:00.',
  ]);
  expect(read(copies[0]?.blocks ?? [])).toContain("@Bob's plan is set.");
  expect(copies.flatMap(({ blocks }) => blocks).some(({ type }) => type === 'actions')).toBe(false);
});

test('messages that are too long for one window together say how many are left out', () => {
  const plan = samplePlan();
  const [planned] = plannedMessages(plan);
  const messages = planned ? Array.from({ length: 60 }, () => ({ planned, message: longMessage })) : [];
  const view = everyMessage({ messages, toManager: nobody, timeZone: plan.timeZone, today: plan.today });
  expect(checkView(view)).toEqual([]);
  expect(read(view.blocks.slice(-1))).toMatch(/^There are \d+ more/);
});
