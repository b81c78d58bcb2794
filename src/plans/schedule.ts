import { checkinDueAt, headsUpAt } from '../calendar/checkin-times.ts';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import { lateSendAt } from '../calendar/late-send.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { type Milestone, type MilestoneDate, milestoneDates } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { atTheirHour, nextWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';
import type { Checkin } from '../store/checkins.ts';

/** What of a plan decides when its check-ins are. */
export interface Schedule {
  startsOn: LocalDate;
  shiftedDays: number;
  milestones: readonly Milestone[];
}

export type Times = Pick<Checkin, 'falls_on' | 'due_on' | 'state' | 'next_step' | 'next_at'>;

/** The days of a plan's milestones, moved by its pauses. */
export function datesOf({ startsOn, shiftedDays, milestones }: Schedule, calendar: PersonCalendar): MilestoneDate[] {
  return milestoneDates(startsOn, milestones, calendar).map(({ milestone, fallsOn }) => {
    const shifted = addDays(fallsOn, shiftedDays);
    return { milestone, fallsOn: shifted, dueOn: nextWorkingDay(shifted, calendar) };
  });
}

/** When a plan that is paused until that day goes on by itself. */
export const resumesAt = (until: LocalDate, calendar: PersonCalendar): Date =>
  atTheirHour(nextWorkingDay(until, calendar), calendar);

/** A check-in that nobody was asked about: what it does next. One whose day is over is offered, never fired. */
export function timesOf({ fallsOn, dueOn }: MilestoneDate, calendar: PersonCalendar, now: Date): Times {
  const days = { falls_on: fallsOn, due_on: dueOn };
  if (dueOn < localDateOf(now, calendar.timeZone)) return { ...days, state: 'offered', next_step: null, next_at: null };
  const early = headsUpAt(dueOn, calendar);
  return early && early > now
    ? { ...days, state: 'planned', next_step: 'heads-up', next_at: toInstant(early) }
    : { ...days, state: 'planned', next_step: 'ask', next_at: toInstant(checkinDueAt(dueOn, calendar)) };
}

export interface Rescheduled {
  /** Check-ins and their times, where these are others now. */
  moved: { checkin: Checkin; times: Times }[];
  /** Milestones that have no check-in yet. */
  added: (Times & { milestone: Milestone })[];
  /** Those that are not wanted any more and that nobody was asked about. */
  dropped: Checkin[];
}

/**
 * A plan's check-ins after something that decides about them has changed: its start, its milestones, a pause, the
 * person's zone, hours, days off or leave. What was answered stays; what was asked is not asked again, its reminders
 * keep to working days; the rest moves.
 */
export function reschedule(checkins: Checkin[], schedule: Schedule, calendar: PersonCalendar, now: Date): Rescheduled {
  const dates = new Map(datesOf(schedule, calendar).map((date) => [date.milestone, date]));
  const known = new Set(checkins.map(({ milestone }) => milestone));
  return {
    moved: checkins.flatMap((checkin) => {
      const date = dates.get(checkin.milestone);
      if (!date) return isUnasked(checkin) ? [] : changed(checkin, withoutNext(checkin));
      return changed(
        checkin,
        isUnasked(checkin) ? movedTimes(checkin, date, calendar, now) : reminderTimes(checkin, calendar),
      );
    }),
    added: [...dates.values()]
      .filter(({ milestone }) => !known.has(milestone))
      .map((date) => ({ milestone: date.milestone, ...timesOf(date, calendar, now) })),
    dropped: checkins.filter((checkin) => isUnasked(checkin) && !dates.has(checkin.milestone)),
  };
}

const isUnasked = ({ state }: Checkin): boolean => state === 'planned' || state === 'offered';

/** Of a milestone that is not wanted any more: it can be answered still, and nobody is reminded of it. */
function withoutNext({ falls_on, due_on, state }: Checkin): Times {
  return { falls_on, due_on, state: state === 'answered' ? state : 'missed', next_step: null, next_at: null };
}

function movedTimes(checkin: Checkin, date: MilestoneDate, calendar: PersonCalendar, now: Date): Times {
  const times = timesOf(date, calendar, now);
  const today = localDateOf(now, calendar.timeZone);
  // what was offered as it was past is no news because of days off that are taken afterwards
  if (checkin.state === 'offered' && date.fallsOn < today)
    return { ...times, state: 'offered', next_step: null, next_at: null };
  // its day had come before this change, and nobody was asked yet, as they were away or the bot was: that is still to do
  if (checkin.state === 'planned' && checkin.falls_on <= today && times.state === 'offered')
    return { ...times, state: 'planned', next_step: 'ask', next_at: toInstant(lateSendAt(now, calendar)) };
  // the heads-up for this day is out
  if (checkin.due_on === times.due_on && checkin.next_step === 'ask' && times.next_step === 'heads-up')
    return { ...times, next_step: 'ask', next_at: toInstant(checkinDueAt(times.due_on, calendar)) };
  return times;
}

/** What was asked is asked: only its next step moves, to their hour and off a day on which the person is away. */
function reminderTimes({ falls_on, due_on, state, next_step, next_at }: Checkin, calendar: PersonCalendar): Times {
  const same = { falls_on, due_on, state, next_step };
  if (next_at === null) return { ...same, next_at };
  const day = nextWorkingDay(localDateOf(fromInstant(next_at), calendar.timeZone), calendar);
  return { ...same, next_at: toInstant(atTheirHour(day, calendar)) };
}

const timeKeys = ['falls_on', 'due_on', 'state', 'next_step', 'next_at'] as const;

function changed(checkin: Checkin, times: Times): Rescheduled['moved'] {
  return timeKeys.some((key) => checkin[key] !== times[key]) ? [{ checkin, times }] : [];
}
