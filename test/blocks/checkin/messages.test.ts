import { describe, expect, test } from 'vitest';
import { awayBlocks, awayForm, readAwayForm } from '../../../blocks/checkin/away-form.ts';
import { checkinMessage } from '../../../blocks/checkin/checkin-message.ts';
import { headsUp } from '../../../blocks/checkin/heads-up.ts';
import { noteKept, noteOffer, readNoteChoice } from '../../../blocks/checkin/note-offer.ts';
import { reminder } from '../../../blocks/checkin/reminder.ts';
import type { Message } from '../../../blocks/kit.ts';
import { asMessage } from '../../../blocks/pages.ts';
import { checkMessageBlocks, checkView } from '../../../src/local/checks/block-check.ts';
import { stateValues } from '../../../src/local/people/state-values.ts';
import { buttonsOf } from '../buttons.ts';
import { longestPlan, milestoneAt, planAt, samplePlan } from '../sample-plan.ts';

const plan = samplePlan();
const day30 = { plan, milestone: milestoneAt(plan, 0) };
const { checkinId } = day30.milestone;
const done = {
  plan,
  milestone: { ...day30.milestone, goals: day30.milestone.goals.map((goal) => ({ ...goal, state: 'done' as const })) },
};

describe('the check-in', () => {
  test('names the milestone, says how far one is, and who reads the answer', () => {
    expect(checkinMessage(day30).text).toMatchInlineSnapshot(`
      "Day 30 check-in
      How is it going? Here is what I know so far. A state for each goal is enough, five minutes or less; the rest is up to you.
      ■■□□□ 2 of 5 done
      ✓ Understand the product and its main ML workflows · done
      ▲ Get access to data, pipelines, registry and monitoring · blocked
      ◐ Reproduce a training pipeline end to end · in progress
      ✓ Write down what you see · done
      ○ Agree with data engineering and product on how you work · not started
      You and <@U0MIRA> read the answer, and workspace admins can. What you put under "only for me" nobody else reads."
    `);
  });

  test('can be answered, put off, or moved behind days away', () => {
    expect(buttonsOf(checkinMessage(day30).blocks)).toEqual([
      ['Answer', 'checkin.answer', checkinId],
      ['Tomorrow', 'checkin.tomorrow', checkinId],
      ['Next Monday', 'checkin.monday', checkinId],
      ['I am away', 'checkin.away', checkinId],
    ]);
  });

  test('has the goals that are still open from earlier in one line', () => {
    const later = planAt(1);
    expect(checkinMessage({ plan: later, milestone: milestoneAt(later, 1) }).text).toContain(
      '\nAnd 3 goals are still open from Day 30.\n',
    );
    const latest = planAt(2);
    expect(checkinMessage({ plan: latest, milestone: milestoneAt(latest, 2) }).text).toContain(
      'And 7 goals are still open from Day 30 and Day 60.',
    );
  });

  test('counts a dropped goal neither as done nor as open', () => {
    const [first, ...others] = day30.milestone.goals;
    const goals = [...(first ? [{ ...first, state: 'dropped' as const }] : []), ...others];
    const { text } = checkinMessage({ plan, milestone: { ...day30.milestone, goals } });
    expect(text).toContain('■□□□ 1 of 4 done, 1 dropped');
  });

  test('asks only for a look when all is done', () => {
    expect(checkinMessage(done).text).toContain('As far as I know, all of it is done.');
  });
});

describe('the heads-up', () => {
  test('has the day and what is still open, in few words', () => {
    expect(headsUp({ ...day30, plan: { ...plan, today: '2026-12-23' } }).text).toMatchInlineSnapshot(`
      "Day 30 is coming up
      On Wed 30 Dec at 09:00 I will ask how it goes. Still open until then:
      ▲ Get access to data, pipelines, registry and monitoring · blocked
      ◐ Reproduce a training pipeline end to end · in progress
      ○ Agree with data engineering and product on how you work · not started
      There is nothing to prepare. If you would rather answer now, you are welcome to; then I will not ask again."
    `);
  });

  test('is glad of an early answer', () => {
    expect(buttonsOf(headsUp(day30).blocks)).toEqual([
      ['Answer now', 'checkin.answer', checkinId],
      ['I will be away', 'checkin.away', checkinId],
    ]);
    expect(headsUp(done).text).toContain('Everything for it is done already.');
  });
});

describe('the reminders', () => {
  test('say that it can wait, and the second that it is the last', () => {
    expect(reminder({ ...day30, step: 'remind-1' }).text).toMatchInlineSnapshot(`
      "Your Day 30 check-in is still here, whenever you have five minutes. A state for each goal is enough.
      What I know so far: ■■□□□ 2 of 5 done."
    `);
    expect(reminder({ ...day30, step: 'remind-2' }).text).toMatchInlineSnapshot(`
      "This is my last note about Day 30. Answer whenever it suits you while your plan runs, with the button or /ml-role checkin. Until then it stands as open in your progress, which your manager sees too.
      What I know so far: ■■□□□ 2 of 5 done."
    `);
  });
});

describe('an offer to keep what was written', () => {
  const offer = { checkinId, title: 'Day 30', ts: '1798617600.000100' };

  test('has a place for it, or none, and says who reads it there', () => {
    expect(asMessage(noteOffer(offer)).text).toBe(
      'Keep what you wrote for your Day 30 check-in? Your manager and workspace admins can read the first two; the third is for you alone.',
    );
    const choices = buttonsOf(noteOffer(offer)).map(([text, actionId, value]) => [
      text,
      readNoteChoice(actionId, value)?.place,
    ]);
    expect(choices).toEqual([
      ['What went well', 'wentWell'],
      ['What blocks me', 'blocker'],
      ['Only for me', 'onlyForMe'],
      ['No, thanks', undefined],
    ]);
    expect(readNoteChoice('checkin.note:blocker', `${checkinId}|${offer.ts}`)).toEqual({
      checkinId,
      ts: offer.ts,
      place: 'blocker',
    });
    expect(readNoteChoice('checkin.note:confidence', `${checkinId}|1.2`)).toBeUndefined();
  });

  test('turns into what was done with it', () => {
    expect(noteKept({ ...offer, place: 'onlyForMe' }).text).toBe(
      'Kept under "Only for me" of your Day 30 check-in. You can change it before you send it.',
    );
    expect(noteKept({ ...offer, place: undefined }).text).toBe('All right, I keep nothing of it.');
    expect(buttonsOf(noteKept({ ...offer, place: 'blocker' }).blocks)).toEqual([
      ['Open the check-in', 'checkin.open', checkinId],
    ]);
  });
});

test('days away begin today unless one says otherwise', () => {
  const view = awayForm({ checkinId, title: 'Day 30', today: '2026-12-30', message: undefined });
  expect(checkView(view)).toEqual([]);
  expect(readAwayForm(stateValues(view.blocks, {}))).toEqual({ from: '2026-12-30', to: undefined });
  expect(view.blocks.flatMap(({ block_id }) => block_id ?? [])).toEqual(Object.values(awayBlocks));
});

describe('Slack takes every message', () => {
  const all = (view: typeof day30): Message[] => [
    checkinMessage(view),
    headsUp(view),
    reminder({ ...view, step: 'remind-1' }),
    reminder({ ...view, step: 'remind-2' }),
  ];

  test.each([
    ['as it is', plan, 0],
    ['with goals from four milestones before', planAt(4), 4],
    ['with the longest titles and texts', longestPlan(5), 4],
    ['with far more goals than a role has', longestPlan(50, 'not_started'), 4],
    ['without goals', longestPlan(0), 0],
    ['without a manager', samplePlan({ managerId: undefined }), 0],
  ] as const)('%s', (_, some, place) => {
    for (const { blocks, text } of all({ plan: some, milestone: milestoneAt(some, place) })) {
      expect(checkMessageBlocks(blocks)).toEqual([]);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(4000);
    }
  });
});
