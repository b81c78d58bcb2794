import fc from 'fast-check';
import { askAgainAt } from '../../src/calendar/checkin-times.ts';
import { listedHolidays } from '../../src/calendar/holidays.ts';
import { fromInstant, toInstant } from '../../src/calendar/instant.ts';
import { addDays, type LocalDate } from '../../src/calendar/local-date.ts';
import { type Milestone, milestones } from '../../src/calendar/milestone-dates.ts';
import { localDateOf, localInstant } from '../../src/calendar/time-zone.ts';
import { datesOf, reschedule, timesOf } from '../../src/plans/schedule.ts';
import { dueSteps } from '../../src/plans/steps.ts';
import type { Checkin, CheckinChange } from '../../src/store/checkins.ts';
import { days, type Sample, samples, zoneNames } from '../calendar/calendars.ts';
import type { Change, Look, Said } from './watch.ts';

/** A plan on paper: its check-ins in memory, moved by the same rules as the stored ones. */
export interface PaperPlan extends Look {
  /** The keys of its heads-ups: one for a day that was moved away and back goes out once, as in `advance.ts`. */
  outbox: readonly string[];
}

const minuteMs = 60_000;
const dayMinutes = 1440;

/** One that was dropped and is wanted again is another one. */
const newCheckin = (milestone: Milestone, now: Date): Checkin => ({
  id: `${milestone} of ${toInstant(now)}`,
  workspace_id: 'T',
  plan_id: 'P',
  milestone,
  falls_on: '',
  due_on: '',
  state: 'planned',
  next_step: null,
  next_at: null,
  asked_at: null,
  snoozed_until: null,
  answered_at: null,
  version: 0,
  answered_goals: null,
});

export interface Beginning {
  startsOn: LocalDate;
  /** How many days after its start (or before it, up to 90) the plan is made. */
  madeAfter: number;
  wanted: readonly Milestone[];
  sample: Sample;
}

export const beginnings: fc.Arbitrary<Beginning> = fc.record({
  startsOn: days,
  madeAfter: fc.integer({ min: -90, max: 365 }),
  wanted: fc.subarray([...milestones], { minLength: 1 }),
  sample: samples,
});

export function paperPlan({ startsOn, madeAfter, wanted, sample }: Beginning): PaperPlan {
  const now = localInstant(addDays(startsOn, madeAfter), 11, sample.calendar.timeZone);
  const schedule = { startsOn, shiftedDays: 0, milestones: wanted };
  const checkins = datesOf(schedule, sample.calendar).map((date) => ({
    ...newCheckin(date.milestone, now),
    ...timesOf(date, sample.calendar, now),
  }));
  return { now, sample, schedule, checkins, outbox: [] };
}

export type Move =
  /** Until the next thing is due, and so much longer. */
  | { kind: 'next'; lateMinutes: number }
  /** Nothing runs meanwhile, and somebody is quicker than what is due. */
  | { kind: 'idle'; minutes: number }
  | { kind: 'start'; byDays: number }
  | { kind: 'milestones'; wanted: readonly Milestone[] }
  | { kind: 'zone'; timeZone: string }
  | { kind: 'hour'; hour: number }
  | { kind: 'workdays'; workdays: readonly number[] }
  | { kind: 'leave'; inDays: number; length: number }
  | { kind: 'no-leave' }
  | { kind: 'holidays'; inDays: readonly number[] }
  | { kind: 'answer'; milestone: Milestone }
  | { kind: 'put-off'; milestone: Milestone; until: 'tomorrow' | 'next-monday' };

/** On time mostly; late by minutes, hours, days or weeks. */
export const lateness = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 61, max: dayMinutes }) },
  { weight: 1, arbitrary: fc.integer({ min: dayMinutes, max: 7 * dayMinutes }) },
  { weight: 1, arbitrary: fc.integer({ min: 7 * dayMinutes, max: 100 * dayMinutes }) },
);

const someMilestone = fc.constantFrom(...milestones);

export const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: lateness.map((lateMinutes) => ({ kind: 'next' as const, lateMinutes })) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 40 * dayMinutes }).map((minutes) => ({ kind: 'idle' as const, minutes })),
  },
  { weight: 1, arbitrary: fc.integer({ min: -120, max: 120 }).map((byDays) => ({ kind: 'start' as const, byDays })) },
  {
    weight: 1,
    arbitrary: fc
      .subarray([...milestones], { minLength: 1 })
      .map((wanted) => ({ kind: 'milestones' as const, wanted })),
  },
  { weight: 1, arbitrary: zoneNames.map((timeZone) => ({ kind: 'zone' as const, timeZone })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 23 }).map((hour) => ({ kind: 'hour' as const, hour })) },
  {
    weight: 1,
    arbitrary: fc
      .subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })
      .map((workdays) => ({ kind: 'workdays' as const, workdays })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('leave' as const),
      inDays: fc.integer({ min: -5, max: 60 }),
      length: fc.integer({ min: 0, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'no-leave' as const }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 40 }), { maxLength: 10 })
      .map((inDays) => ({ kind: 'holidays' as const, inDays })),
  },
  { weight: 1, arbitrary: someMilestone.map((milestone) => ({ kind: 'answer' as const, milestone })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('put-off' as const),
      milestone: someMilestone,
      until: fc.constantFrom('tomorrow' as const, 'next-monday' as const),
    }),
  },
);

/** When the next thing is due. */
export function nextDueAt({ checkins }: PaperPlan): Date | undefined {
  const [next] = checkins.flatMap(({ next_at }) => next_at ?? []).sort();
  return next === undefined ? undefined : fromInstant(next);
}

const later = (moment: Date, minutes: number): Date => new Date(moment.getTime() + minutes * minuteMs);

/** Does what is due, as `advanceCheckins` does. */
export function tick(plan: PaperPlan): { after: PaperPlan; said: Said[] } {
  const steps = dueSteps(plan.checkins, plan.sample.calendar, plan.now);
  const checkins = steps.reduce(
    (all, { checkin, change }) => all.map((one) => (one.id === checkin.id ? Object.assign({}, one, change) : one)),
    plan.checkins,
  );
  const keyOf = (checkin: Checkin): string => `${checkin.id} ${checkin.due_on}`;
  const said = steps.flatMap(({ checkin, says }) =>
    !says || (says === 'heads-up' && plan.outbox.includes(keyOf(checkin)))
      ? []
      : [{ checkinId: checkin.id, kind: says, step: checkin.next_step ?? '' }],
  );
  const announced = steps.filter(({ says }) => says === 'heads-up').map(({ checkin }) => keyOf(checkin));
  return { after: { ...plan, checkins, outbox: [...plan.outbox, ...announced] }, said };
}

/** Time has passed: until the next thing is due where there is one. */
export function passed(plan: PaperPlan, lateMinutes: number): PaperPlan {
  const next = nextDueAt(plan);
  return { ...plan, now: later(next && next > plan.now ? next : plan.now, lateMinutes) };
}

/** Somebody has changed something, and the check-ins moved with it. */
export function changed(plan: PaperPlan, move: Exclude<Move, { kind: 'next' }>): { after: PaperPlan; change: Change } {
  const today = localDateOf(plan.now, plan.sample.calendar.timeZone);
  const { calendar, holidays } = plan.sample;
  const inCalendar = (differs: Partial<Sample['calendar']>) => ({
    after: moved({ ...plan, sample: { calendar: { ...calendar, ...differs }, holidays } }),
    change: 'calendar' as const,
  });
  switch (move.kind) {
    case 'idle':
      return { after: { ...plan, now: later(plan.now, move.minutes) }, change: 'nothing' };
    case 'start': {
      const startsOn = addDays(plan.schedule.startsOn, move.byDays);
      return { after: moved({ ...plan, schedule: { ...plan.schedule, startsOn, shiftedDays: 0 } }), change: 'start' };
    }
    case 'milestones':
      return {
        after: moved({ ...plan, schedule: { ...plan.schedule, milestones: move.wanted } }),
        change: 'milestones',
      };
    case 'zone':
      return inCalendar({ timeZone: move.timeZone });
    case 'hour':
      return inCalendar({ hour: move.hour });
    case 'workdays':
      return inCalendar({ workdays: move.workdays });
    case 'leave': {
      const from = addDays(today, move.inDays);
      return inCalendar({ leave: [...calendar.leave, { from, to: addDays(from, move.length) }] });
    }
    case 'no-leave':
      return inCalendar({ leave: [] });
    case 'holidays': {
      const listed = [...holidays, ...move.inDays.map((count) => addDays(today, count))];
      const named = listedHolidays(listed.map((on) => ({ on, name: 'Closed' })));
      const sample = { calendar: { ...calendar, holidays: named }, holidays: listed };
      return { after: moved({ ...plan, sample }), change: 'calendar' };
    }
    case 'answer':
      return {
        after: withCheckin(plan, move.milestone, () => ({ state: 'answered', next_step: null, next_at: null })),
        change: 'answer',
      };
    case 'put-off': {
      const again = { state: 'snoozed', next_step: 'ask' } as const;
      const next_at = toInstant(askAgainAt(move.until, plan.now, calendar));
      const after = withCheckin(plan, move.milestone, ({ state }) =>
        ['asked', 'snoozed', 'missed'].includes(state) ? { ...again, next_at } : {},
      );
      return { after, change: 'put-off' };
    }
  }
}

const withCheckin = (
  plan: PaperPlan,
  milestone: Milestone,
  change: (checkin: Checkin) => CheckinChange,
): PaperPlan => ({
  ...plan,
  checkins: plan.checkins.map((one) =>
    one.milestone === milestone && plan.schedule.milestones.includes(milestone)
      ? Object.assign({}, one, change(one))
      : one,
  ),
});

/** As `moveCheckins` does. */
function moved(plan: PaperPlan): PaperPlan {
  const { moved: others, added, dropped } = reschedule(plan.checkins, plan.schedule, plan.sample.calendar, plan.now);
  const times = new Map(others.map((one) => [one.checkin.id, one.times]));
  const gone = new Set(dropped.map(({ id }) => id));
  const kept = plan.checkins
    .filter(({ id }) => !gone.has(id))
    .map((checkin) => ({ ...checkin, ...times.get(checkin.id) }));
  const all = [...kept, ...added.map((one) => ({ ...newCheckin(one.milestone, plan.now), ...one }))];
  return { ...plan, checkins: milestones.flatMap((milestone) => all.filter((one) => one.milestone === milestone)) };
}
