import fc from 'fast-check';
import { listedHolidays } from '../../src/calendar/holidays.ts';
import { toInstant } from '../../src/calendar/instant.ts';
import { lateSendAt } from '../../src/calendar/late-send.ts';
import { addDays, type LocalDate, mondayOf } from '../../src/calendar/local-date.ts';
import { localDateOf } from '../../src/calendar/time-zone.ts';
import { isWorkingDay, type PersonCalendar } from '../../src/calendar/working-days.ts';
import { afterSending, nextOf, planned } from '../../src/digests/planned.ts';
import type { DigestRow } from '../../src/store/digests.ts';
import { calendar, days, zoneNames } from '../calendar/calendars.ts';

const minuteMs = 60_000;
const weeksLong = 16;

interface Setting {
  weekday: number;
  hour: number;
  isOn: boolean;
}

/** What a manager does: so many minutes after the last time, or just when one is due and nobody has looked yet. */
type Move = { after: number | 'due' } & (
  | { kind: 'sets'; setting: Setting }
  | { kind: 'moves' | 'is away' | 'works'; change: Partial<PersonCalendar> }
);

export interface Walk {
  from: LocalDate;
  setting: Setting;
  timeZone: string;
  holidays: readonly LocalDate[];
  moves: readonly Move[];
}

export const endOf = ({ from }: Walk): LocalDate => addDays(from, weeksLong * 7);

const settings = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  hour: fc.integer({ min: 0, max: 23 }),
  isOn: fc.boolean().map((isOff) => !isOff),
});

/** Days are counted from the beginning of the walk. */
const leaves = fc
  .array(fc.record({ from: fc.nat(weeksLong * 7), length: fc.nat(12) }), { maxLength: 4 })
  .map((all) => (from: LocalDate) => all.map((one) => leaveFrom(addDays(from, one.from), one.length)));
const leaveFrom = (from: LocalDate, length: number) => ({ from, to: addDays(from, length) });

const after = fc.oneof(fc.constant<'due'>('due'), fc.nat(30 * 1440));
const movesFrom = (from: LocalDate): fc.Arbitrary<Move> =>
  fc.oneof(
    fc.record({ after, kind: fc.constant<'sets'>('sets'), setting: settings }),
    fc.record({ after, kind: fc.constant<'moves'>('moves'), change: zoneNames.map((timeZone) => ({ timeZone })) }),
    fc.record({ after, kind: fc.constant<'is away'>('is away'), change: leaves.map((of) => ({ leave: of(from) })) }),
    fc.record({
      ...{ after, kind: fc.constant<'works'>('works') },
      change: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }).map((workdays) => ({ workdays })),
    }),
  );

/** For `holds`: that it is so of every walk. */
export const walks = (isSo: (walk: Walk) => void): fc.IProperty<[Walk]> => fc.property(days.chain(walkFrom), isSo);

const walkFrom = (from: LocalDate): fc.Arbitrary<Walk> =>
  fc.record({
    from: fc.constant(from),
    setting: settings,
    timeZone: zoneNames,
    holidays: fc.array(fc.nat(weeksLong * 7).map((day) => addDays(from, day))),
    moves: fc.array(movesFrom(from), { maxLength: 8 }),
  });

interface Sent {
  week: LocalDate;
  at: Date;
  timeZone: string;
}

interface Walked {
  sent: readonly Sent[];
  /** Whether a week need not have had one. */
  isExcused(week: LocalDate): boolean;
}

/** How things were from a moment on. */
interface Phase {
  since: Date;
  setting: Setting;
  calendar: PersonCalendar;
}

/** Goes through it as the scheduler does, with the row of one manager in memory. */
export function walkOf(walk: Walk): Walked {
  const began = new Date(`${walk.from}T12:00:00Z`);
  const holidays = listedHolidays(walk.holidays.map((on) => ({ on, name: 'Closed' })));
  const phases: [Phase, ...Phase[]] = [
    { since: began, setting: walk.setting, calendar: calendar({ timeZone: walk.timeZone, holidays }) },
  ];
  const sent: Sent[] = [];
  let phase: Phase = phases[0];
  let row = firstRow(phase);
  const looksAt = (now: Date): void => {
    const time = nextOf(row, { calendar: phase.calendar, now });
    if (time.at <= now) {
      sent.push({ week: time.week, at: now, timeZone: phase.calendar.timeZone });
      row = { ...row, ...afterSending(time.week, now) };
    }
    row = { ...row, ...planned(row, nextOf(row, { calendar: phase.calendar, now })) };
  };
  const dueAt = (): Date | undefined =>
    phase.setting.isOn && row.next_at !== null ? new Date(row.next_at) : undefined;
  const passes = (until: Date): void => {
    for (let due = dueAt(); due && due < until; due = dueAt()) {
      looksAt(due);
      if (dueAt()?.getTime() === due.getTime()) throw new Error(`${toInstant(due)} is still due`);
    }
  };
  for (const move of walk.moves) {
    const due = dueAt();
    if (move.after === 'due' && !due) continue;
    const isDue = move.after === 'due';
    const since = new Date(
      isDue && due ? due.getTime() + minuteMs / 2 : phase.since.getTime() + Number(move.after) * minuteMs,
    );
    if (localDateOf(since, 'UTC') > endOf(walk)) break;
    if (!isDue) passes(since);
    phase =
      move.kind === 'sets'
        ? { ...phase, since, setting: move.setting }
        : { ...phase, since, calendar: { ...phase.calendar, ...move.change } };
    phases.push(phase);
    row = { ...row, ...rowOf(phase.setting) };
    row = { ...row, ...planned(row, nextOf(row, { calendar: phase.calendar, now: since })) };
  }
  passes(new Date(`${endOf(walk)}T12:00:00Z`));
  return { sent, isExcused: (week) => isExcused(week, phases, sent) };
}

const rowOf = ({ weekday, hour, isOn }: Setting) => ({ weekday, hour, is_on: isOn ? 1 : 0 });

function firstRow({ setting, calendar: own, since }: Phase): DigestRow {
  const at = toInstant(since);
  const row: DigestRow = {
    ...{ workspace_id: 'T', manager_id: 'U', ...rowOf(setting), empty_weeks: 'line' },
    ...{ owed_from: null, next_at: at, since_at: at, last_week: null, last_at: null },
  };
  return { ...row, ...planned(row, nextOf(row, { calendar: own, now: since })) };
}

function isExcused(week: LocalDate, phases: readonly Phase[], sent: readonly Sent[]): boolean {
  const before = phases.findLast(
    ({ since, calendar: { timeZone } }) => localDateOf(since, timeZone) < addDays(week, -1),
  );
  // those that may have changed something in it, in whatever zone
  const within = phases.filter(({ since }) => {
    const on = localDateOf(since, 'UTC');
    return on >= addDays(week, -1) && on <= addDays(week, 7);
  });
  const all = [...(before ? [before] : []), ...within];
  if (all.some(({ setting }) => !setting.isOn)) return true;
  const last = all.at(-1);
  if (!last || hasNoDay(week, last)) return true;
  if (within.some(({ since, calendar: own }) => mondayOf(localDateOf(lateSendAt(since, own), own.timeZone)) > week))
    return true;
  // one that was moved into it stands for its own where this one was then chosen to be no later
  return (
    within.length > 0 && sent.some((one) => one.week < week && mondayOf(localDateOf(one.at, one.timeZone)) === week)
  );
}

/** Whether from the day that was chosen on there is no working day in that week. */
const hasNoDay = (week: LocalDate, { setting, calendar: own }: Phase): boolean =>
  [1, 2, 3, 4, 5, 6, 7].every((weekday) => weekday < setting.weekday || !isWorkingDay(addDays(week, weekday - 1), own));
