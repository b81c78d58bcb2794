import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../calendar/calendars.ts';
import { beginnings, changed, moves, nextDueAt, type PaperPlan, paperPlan, passed, tick } from './paper-plan.ts';
import { type Watch, watchPlan } from './watch.ts';

/** PLANS_RUNS tries more, CALENDAR_SEED others. */
const runs = Number(process.env.PLANS_RUNS ?? 400);

describe('whatever is changed, and however late the bot is', () => {
  test('each check-in keeps the promises', () => {
    holds(
      fc.property(beginnings, fc.array(moves, { minLength: 5, maxLength: 40 }), (beginning, sequence) => {
        const watch = watchPlan();
        let plan = paperPlan(beginning);
        for (const move of sequence) {
          if (move.kind === 'next') {
            plan = ticked(watch, passed(plan, move.lateMinutes));
          } else {
            const { after, change } = changed(plan, move);
            expect(watch.atChange({ ...plan, now: after.now }, after, change)).toEqual([]);
            plan = after;
          }
        }
        for (let count = 0; nextDueAt(plan); count++) {
          if (count > 60) expect.fail('it comes to no end');
          plan = ticked(watch, passed(plan, 0));
        }
        for (const milestone of plan.schedule.milestones)
          expect(plan.checkins.filter((checkin) => checkin.milestone === milestone)).toMatchObject([{ next_at: null }]);
      }),
      runs,
    );
  });
});

function ticked(watch: Watch, plan: PaperPlan): PaperPlan {
  const { after, said } = tick(plan);
  expect(watch.atTick(plan, after, said)).toEqual([]);
  return after;
}
