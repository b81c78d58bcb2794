import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reminderAt } from '../../src/calendar/checkin-times.ts';
import { listedHolidays } from '../../src/calendar/holidays.ts';
import { localDateOf, localInstant } from '../../src/calendar/time-zone.ts';
import type { Checkin } from '../../src/store/checkins.ts';
import { calendar, holds } from '../calendar/calendars.ts';
import { beginnings, changed, moves, nextDueAt, type PaperPlan, paperPlan, passed, tick } from './paper-plan.ts';
import { type Said, type Watch, watchPlan } from './watch.ts';

/** PLANS_RUNS tries more, CALENDAR_SEED others. */
const runs = Number(process.env['PLANS_RUNS'] ?? 1000);

function ticked(watch: Watch, plan: PaperPlan): { after: PaperPlan; said: Said[] } {
  const { after, said } = tick(plan);
  expect(watch.atTick(plan, after, said)).toEqual([]);
  return { after, said };
}

describe('whatever is changed, and however late the bot is', () => {
  test('each check-in keeps what was promised', () => {
    holds(
      fc.property(beginnings, fc.array(moves, { minLength: 5, maxLength: 40 }), (beginning, sequence) => {
        const watch = watchPlan();
        let plan = paperPlan(beginning);
        for (const move of sequence) {
          if (move.kind === 'next') {
            plan = ticked(watch, passed(plan, move.lateMinutes)).after;
          } else {
            const { after, change } = changed(plan, move);
            expect(watch.atChange({ ...plan, now: after.now }, after, change)).toEqual([]);
            plan = after;
          }
        }
        for (let count = 0; nextDueAt(plan); count++) {
          if (count > 60) expect.fail('it comes to no end');
          plan = ticked(watch, passed(plan, 0)).after;
        }
        for (const milestone of plan.schedule.milestones)
          expect(plan.checkins.filter((checkin) => checkin.milestone === milestone)).toMatchObject([{ next_at: null }]);
      }),
      runs,
    );
  });
});

describe('a plan that is left alone, by a bot that is never down', () => {
  test('asks about each milestone on its day at their hour, reminds after two and four working days, and gives up', () => {
    holds(
      fc.property(beginnings, (beginning) => {
        const watch = watchPlan();
        const messages = new Map<string, string[]>();
        let plan = paperPlan(beginning);
        const first = plan;
        while (nextDueAt(plan)) {
          const { after, said } = ticked(watch, passed(plan, 0));
          for (const { checkinId, kind, step } of said)
            if (kind !== 'heads-up')
              messages.set(checkinId, [
                ...(messages.get(checkinId) ?? []),
                `${kind === 'checkin' ? kind : step} ${after.now.toISOString()}`,
              ]);
          plan = after;
        }
        for (const checkin of first.checkins) expect(messages.get(checkin.id) ?? []).toEqual(promised(checkin, first));
      }),
      Math.min(runs, 1000),
    );
  });
});

test('a day that has become a holiday since, by a newer list, say, is not one to be asked on', () => {
  const startsOn = '2026-11-30';
  const sample = { calendar: calendar(), holidays: [] };
  const plan = passed(paperPlan({ startsOn, madeAfter: 25, wanted: ['day-30'], sample }), 0);
  expect(plan.now.toISOString()).toBe('2026-12-30T08:00:00.000Z');
  const closed = calendar({ holidays: listedHolidays([{ on: '2026-12-30', name: 'Closed' }]) });
  const { after, said } = tick({ ...plan, sample: { calendar: closed, holidays: ['2026-12-30'] } });
  expect(said).toEqual([]);
  expect(after.checkins).toMatchObject([{ state: 'planned', next_step: 'ask', next_at: '2026-12-31T08:00:00.000Z' }]);
});

/** What a plan made at that moment is to say of a check-in, as long as nobody answers. */
function promised({ milestone, due_on, state }: Checkin, { checkins, sample, now }: PaperPlan): string[] {
  const { calendar } = sample;
  const later = checkins.slice(checkins.findIndex((one) => one.milestone === milestone) + 1);
  if (state === 'offered' || later.some((one) => one.due_on === due_on && one.state === 'planned')) return [];
  const dueAt = localInstant(due_on, calendar.hour, calendar.timeZone);
  const isLate = dueAt < now; // made on its day, after their hour
  if (isLate && due_on !== localDateOf(now, calendar.timeZone)) throw new Error('it would have been offered');
  const askedAt = isLate ? now : dueAt;
  const [next] = later.filter((one) => one.state === 'planned');
  const until = next ? localInstant(next.due_on, calendar.hour, calendar.timeZone) : undefined;
  const reminders = [2, 4].map((workingDays) => reminderAt(askedAt, workingDays, calendar));
  return [
    `checkin ${askedAt.toISOString()}`,
    ...reminders.flatMap((at, nth) => (until && at >= until ? [] : [`remind-${nth + 1} ${at.toISOString()}`])),
  ];
}
