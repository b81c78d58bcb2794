import { describe, expect, test } from 'vitest';
import { notSaved, notSavedText, type StorageTrouble } from '../../blocks/problem.ts';
import { explain, explainText } from '../../blocks/refusal.ts';
import { checkMessageBlocks } from '../../src/local/checks/block-check.ts';
import type { RefusalReason } from '../../src/refusal.ts';
import { actionsOf, bob, buttonsOf, planId, read } from './plans/sample-plan.ts';

const day = '2026-11-30';
const long = '<@U0MIRA00000> '.repeat(500);

/** One of each kind: a new kind without a reason here does not compile. */
const reasons: { [Kind in RefusalReason['kind']]: Extract<RefusalReason, { kind: Kind }> } = {
  'bare-name': { kind: 'bare-name', typed: long },
  'two-named': { kind: 'two-named' },
  'no-such-person': { kind: 'no-such-person', personId: bob },
  'is-bot': { kind: 'is-bot', personId: bob },
  deactivated: { kind: 'deactivated', personId: bob },
  guest: { kind: 'guest', personId: bob },
  'no-date': { kind: 'no-date', typed: long },
  'start-too-late': { kind: 'start-too-late', startsOn: '2027-06-01', latest: '2027-02-25' },
  'start-too-early': { kind: 'start-too-early', startsOn: '2024-06-01', earliest: '2025-11-27' },
  'plan-running': { kind: 'plan-running', personId: bob, planId },
  'own-manager': { kind: 'own-manager', personId: bob },
  'may-not-name-manager': { kind: 'may-not-name-manager' },
  'not-yours-to-start': { kind: 'not-yours-to-start', personId: bob },
  'needs-manager': { kind: 'needs-manager' },
  'plan-needs-manager': { kind: 'plan-needs-manager', personId: bob },
  'manager-missing': { kind: 'manager-missing', personId: bob },
  'other-line': { kind: 'other-line', managerId: bob },
  'no-milestones': { kind: 'no-milestones' },
  'no-plan': { kind: 'no-plan', personId: bob },
  'not-yours-to-see': { kind: 'not-yours-to-see', personId: bob },
  'not-yours-to-change': { kind: 'not-yours-to-change', personId: bob },
  'theirs-alone': { kind: 'theirs-alone', personId: bob },
  'not-yours-to-delete': { kind: 'not-yours-to-delete', personId: bob },
  'plan-paused': { kind: 'plan-paused', personId: bob, until: day },
  'not-paused': { kind: 'not-paused', personId: bob },
  'plan-ended': { kind: 'plan-ended', personId: bob },
  'earlier-plan': { kind: 'earlier-plan', personId: bob },
  gone: { kind: 'gone' },
  'no-such-kpi': { kind: 'no-such-kpi', typed: long },
  'unreadable-value': {
    kind: 'unreadable-value',
    problem: { kind: 'wrong-unit', piece: '87 kg' },
    kpi: { title: 'Inference latency (p95)', unit: 'milliseconds' },
  },
  'target-is-managers': { kind: 'target-is-managers' },
  'at-risk-is-better': { kind: 'at-risk-is-better', kpiTitle: 'Latency' },
  'other-currency': { kind: 'other-currency', typed: 'EUR', before: 'USD' },
  'no-room': { kind: 'no-room' },
  'changed-meanwhile': { kind: 'changed-meanwhile' },
  'already-answered': { kind: 'already-answered' },
  'something-recorded': { kind: 'something-recorded', personId: bob },
  'ends-before-it-starts': { kind: 'ends-before-it-starts', from: day, to: '2026-11-28' },
  'date-is-past': { kind: 'date-is-past', on: day },
  'too-far-ahead': { kind: 'too-far-ahead', on: day, latest: day },
  'no-workdays': { kind: 'no-workdays' },
  'no-such-country': { kind: 'no-such-country', code: long },
  'unreadable-line': { kind: 'unreadable-line', line: long },
  'admins-only': { kind: 'admins-only' },
  'slack-does-not-answer': { kind: 'slack-does-not-answer', personId: bob },
};

describe.each(Object.values(reasons))('a refusal: $kind', (reason) => {
  test('is a message that Slack takes, and says what to do', () => {
    const { text, blocks } = explain(reason);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text.length).toBeLessThan(300);
    expect(text).toMatch(
      /\b(choose|pick|ask|open|start|type|tick|name one|write it|write one|write year|convert it|agree on|try again|resume it|see where)\b/i,
    );
    expect(text).not.toMatch(/!|undefined/);
    expect(text).not.toContain('<@U0MIRA');
  });

  test('is plain text under a field, with no mention that Slack would not show by name', () => {
    const text = explainText(reason);
    expect(text.length).toBeLessThan(300);
    expect(text).toMatch(/^[A-Z"]/);
    expect(text).not.toContain(bob);
  });
});

test('a plan that runs already can be opened from the refusal, by whoever may see it', () => {
  const { blocks } = explain(reasons['plan-running']);
  expect(read(blocks)).toBe("@Bob's plan is under way already. Open it to see its days or to change it.");
  expect(buttonsOf(blocks)).toEqual([{ label: 'Open the plan', does: 'plan.open', value: planId, asks: false }]);
});

test('whoever may not see a plan reads that there is one or a manager, not which, and has nothing to open', () => {
  const { blocks } = explain(reasons['not-yours-to-start']);
  expect(read(blocks)).toBe(
    'You cannot start a plan for @Bob: they have a plan or a manager here already. Ask a workspace admin, who can settle it.',
  );
  expect(actionsOf(blocks)).toEqual([]);
});

test('what was left out is asked for', () => {
  expect(explainText({ kind: 'bare-name', typed: '' })).toBe('Nobody is named yet. Choose a person.');
  expect(explainText({ kind: 'no-date', typed: '' })).toBe(
    'There is no day yet. Choose one, or type it like 2026-11-30.',
  );
});

test('somebody who asks about themself is spoken to', () => {
  expect(read(explain(reasons['no-plan'], bob).blocks)).toMatch(/^You have no plan yet\. Start one/);
  expect(read(explain(reasons['plan-paused'], bob).blocks)).toMatch(
    /^Your plan is paused until Mon 30 Nov 2026\. Resume/,
  );
});

test('what the disk did not take is told as not saved, with what to do and where the cause is', () => {
  const troubles: StorageTrouble[] = ['full', 'busy', 'read-only', 'unreachable', 'failing'];
  for (const trouble of troubles) {
    const { text, blocks } = notSaved('4F2A', trouble);
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(text).toBe(notSavedText('4F2A', trouble));
    expect(text).toMatch(/^This was not saved: .+\. Try again in a minute\. .+ 4F2A\.$/);
  }
});
