import { checkinDueAt, reminderAt } from '../calendar/checkin-times.ts';
import { fromInstant, toInstant } from '../calendar/instant.ts';
import { lateMs, lateSendAt } from '../calendar/late-send.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { isWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';
import type { Checkin, CheckinChange } from '../store/checkins.ts';

/** How many working days lie between the question, each reminder, and the end of it. */
const betweenReminders = 2;

export interface Step {
  checkin: Checkin;
  change: CheckinChange;
  /** What is sent with it, if anything. */
  says?: 'heads-up' | 'checkin' | 'reminder' | undefined;
}

/**
 * What a plan's check-ins do now, of which some are due; they come in the order of a year. Of several to be asked about only the latest is; the earlier
 * ones are offered, and not reminded of any more: their open goals are in the later one. Nothing is said on a day off.
 */
export function dueSteps(checkins: Checkin[], calendar: PersonCalendar, now: Date): Step[] {
  const all = checkins.map((checkin) => pastHeadsUp(checkin, calendar, now));
  const due = all.filter(({ next_at }) => next_at !== null && next_at <= toInstant(now));
  if (due.length === 0) return [];
  const today = localDateOf(now, calendar.timeZone);
  const isDayOff = !isWorkingDay(today, calendar);
  const opensAt = lateSendAt(now, calendar);
  const waits = (checkin: Checkin): boolean => opensAt > now && (isDayOff || isMissed(checkin, now));
  const latest = due.findLast((checkin) => checkin.next_step === 'ask' && !waits(checkin));
  const replaced = latest ? all.slice(0, all.indexOf(latest)).filter(isReplaceable(today)) : [];
  const others = due.filter((checkin) => checkin !== latest && !replaced.includes(checkin));
  return [
    ...replaced.map(giveUp),
    ...(latest ? [ask(latest, calendar, now)] : []),
    ...others.map((checkin) => (waits(checkin) ? wait(checkin, opensAt, calendar) : follow(checkin, calendar, now))),
  ];
}

/** A heads-up is no news once its check-in has come: that is what is due. */
function pastHeadsUp(checkin: Checkin, calendar: PersonCalendar, now: Date): Checkin {
  if (checkin.next_step !== 'heads-up' || checkin.next_at === null) return checkin;
  const askAt = checkinDueAt(checkin.due_on, calendar);
  return askAt <= now ? { ...checkin, next_step: 'ask', next_at: toInstant(askAt) } : checkin;
}

const isMissed = ({ next_at }: Checkin, now: Date): boolean =>
  next_at !== null && now.getTime() - fromInstant(next_at).getTime() > lateMs;

const isReplaceable =
  (today: LocalDate) =>
  ({ state, next_step, due_on }: Checkin): boolean =>
    next_step !== null && (state !== 'planned' || due_on <= today);

function wait(checkin: Checkin, until: Date, calendar: PersonCalendar): Step {
  const isNoNews = checkin.next_step === 'heads-up' && checkin.due_on <= localDateOf(until, calendar.timeZone);
  const change = isNoNews
    ? askOnItsDay(checkin, calendar)
    : { next_step: checkin.next_step, next_at: toInstant(until) };
  return { checkin, change };
}

const askOnItsDay = ({ due_on }: Checkin, calendar: PersonCalendar): CheckinChange => ({
  next_step: 'ask',
  next_at: toInstant(checkinDueAt(due_on, calendar)),
});

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

/** Whoever was not asked about it may answer it all the same. */
const giveUp = (checkin: Checkin): Step => ({
  checkin,
  change: { state: checkin.state === 'planned' ? 'offered' : 'missed', next_step: null, next_at: null },
});

function follow(checkin: Checkin, calendar: PersonCalendar, now: Date): Step {
  const next = toInstant(reminderAt(now, betweenReminders, calendar));
  switch (checkin.next_step) {
    case 'heads-up': {
      const hasCome = checkin.due_on <= localDateOf(now, calendar.timeZone);
      return { checkin, change: askOnItsDay(checkin, calendar), says: hasCome ? undefined : 'heads-up' };
    }
    case 'remind-1':
      return { checkin, change: { next_step: 'remind-2', next_at: next }, says: 'reminder' };
    case 'remind-2':
      return { checkin, change: { next_step: 'miss', next_at: next }, says: 'reminder' };
    default:
      return giveUp(checkin);
  }
}
