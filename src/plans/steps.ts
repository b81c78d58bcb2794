import { checkinDueAt, reminderAt } from '../calendar/checkin-times.ts';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import { lateSendAt } from '../calendar/late-send.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { Checkin, CheckinChange } from '../store/checkins.ts';

/** A step that comes this much after its time was missed: it waits for the person's working hours. */
const lateMs = 3_600_000;

/** How many working days lie between the question, each reminder, and the end of it. */
const betweenReminders = 2;

export interface Step {
  checkin: Checkin;
  change: CheckinChange;
  /** What is sent with it, if anything. */
  says?: 'heads-up' | 'checkin' | 'reminder' | undefined;
}

/**
 * What a plan's check-ins do now, of which some are due. Of several to be asked about only the latest is, the others
 * are offered; a heads-up whose check-in has come is left out.
 */
export function dueSteps(checkins: Checkin[], calendar: PersonCalendar, now: Date): Step[] {
  const due = checkins.filter(({ next_at }) => next_at !== null && next_at <= toInstant(now));
  if (due.length === 0) return [];
  const opensAt = lateSendAt(now, calendar);
  const isMissed = ({ next_at }: Checkin) =>
    next_at !== null && now.getTime() - fromInstant(next_at).getTime() > lateMs;
  const waiting = due.filter((checkin) => isMissed(checkin) && opensAt > now);
  const going = due.filter((checkin) => !waiting.includes(checkin));
  return [
    ...waiting.map((checkin) => ({ checkin, change: { next_at: toInstant(opensAt) } })),
    ...stepsNow(going, checkins, calendar, now),
  ];
}

function stepsNow(due: Checkin[], all: Checkin[], calendar: PersonCalendar, now: Date): Step[] {
  const asked = due.filter(isToBeAsked(calendar, now));
  const latest = asked.at(-1);
  const others = due.filter((checkin) => !asked.includes(checkin));
  return [
    ...asked.map((checkin) => (checkin === latest ? ask(checkin, calendar, now) : offer(checkin))),
    // whoever is asked about day 60 is not reminded of day 30: its open goals are in the new one
    ...(latest ? all.filter((earlier) => isStillAsked(earlier) && !asked.includes(earlier)).map(giveUp) : []),
    ...others.filter((checkin) => !(latest && isStillAsked(checkin))).map((checkin) => follow(checkin, calendar, now)),
  ];
}

const isStillAsked = ({ state, next_step }: Checkin): boolean => state === 'asked' && next_step !== null;

const isToBeAsked =
  (calendar: PersonCalendar, now: Date) =>
  ({ next_step, due_on }: Checkin): boolean =>
    next_step === 'ask' || (next_step === 'heads-up' && checkinDueAt(due_on, calendar) <= now);

const ask = (checkin: Checkin, calendar: PersonCalendar, now: Date): Step => ({
  checkin,
  change: {
    state: 'asked',
    asked_at: toInstant(now),
    next_step: 'remind-1',
    next_at: toInstant(reminderAt(now, betweenReminders, calendar)),
  },
  says: 'checkin',
});

/** A snoozed one was asked about already: it stays so. */
const offer = (checkin: Checkin): Step => ({
  checkin,
  change: { state: checkin.state === 'snoozed' ? 'missed' : 'offered', next_step: null, next_at: null },
});

const giveUp = (checkin: Checkin): Step => ({ checkin, change: { state: 'missed', next_step: null, next_at: null } });

function follow(checkin: Checkin, calendar: PersonCalendar, now: Date): Step {
  const next = toInstant(reminderAt(now, betweenReminders, calendar));
  switch (checkin.next_step) {
    case 'heads-up': {
      const hasCome = checkin.due_on <= localDateOf(now, calendar.timeZone);
      const change = { next_step: 'ask' as const, next_at: toInstant(checkinDueAt(checkin.due_on, calendar)) };
      return { checkin, change, says: hasCome ? undefined : 'heads-up' };
    }
    case 'remind-1':
      return { checkin, change: { next_step: 'remind-2', next_at: next }, says: 'reminder' };
    case 'remind-2':
      return { checkin, change: { next_step: 'miss', next_at: next }, says: 'reminder' };
    default:
      return giveUp(checkin);
  }
}
