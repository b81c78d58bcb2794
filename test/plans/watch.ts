import { fromInstant, toInstant } from '../../src/calendar/instant.ts';
import { addDays, type LocalDate } from '../../src/calendar/local-date.ts';
import { type Milestone, milestoneDates, milestones } from '../../src/calendar/milestone-dates.ts';
import { localInstant } from '../../src/calendar/time-zone.ts';
import type { Schedule } from '../../src/plans/schedule.ts';
import type { Checkin } from '../../src/store/checkins.ts';
import type { Sample } from '../calendar/calendars.ts';
import { shown, wallClock, worksAt } from '../calendar/wall-clock.ts';

/** A running plan at a moment. */
export interface Look {
  now: Date;
  sample: Sample;
  schedule: Schedule;
  checkins: Checkin[];
}

/** A message of a check-in, as it was handed to the outbox. */
export interface Said {
  checkinId: string;
  kind: 'heads-up' | 'checkin' | 'reminder';
  /** What was due: a question may go out in the place of its heads-up. */
  step: string;
}

export interface Watch {
  /** What was wrong with what happened while time passed. */
  atTick(before: Look, after: Look, said: Said[]): string[];
  /** What was wrong with a change that somebody made. */
  atChange(before: Look, after: Look, change: Change): string[];
}

/** What decides about check-ins and was changed; what somebody did with one. */
export type Change = 'start' | 'milestones' | 'calendar' | 'resume' | 'put-off' | 'answer' | 'nothing';

const hourMs = 3_600_000;

/** Looks at a plan from outside, and remembers: nothing of the code under test is asked. */
export function watchPlan(): Watch {
  const asks = new Map<string, number>();
  const putOffs = new Map<string, number>();
  const reminders = new Map<string, string[]>();
  const headsUps = new Set<string>();
  const add = (counts: Map<string, number>, id: string): number => {
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count;
  };

  function ofHistory(checkin: Checkin, { kind, step }: Said): string[] {
    const { id, due_on } = checkin;
    switch (kind) {
      case 'heads-up': {
        const key = `${id} ${due_on}`;
        const isNew = !headsUps.has(key);
        headsUps.add(key);
        return isNew ? [] : ['is announced twice'];
      }
      case 'checkin':
        reminders.set(id, []);
        return add(asks, id) > 1 + (putOffs.get(id) ?? 0) ? ['is asked twice'] : [];
      case 'reminder': {
        const known = reminders.get(id);
        if (!known) return ['is reminded of before it was asked'];
        known.push(step);
        return known.join() === ['remind-1', 'remind-2'].slice(0, known.length).join() ? [] : [`reminds ${known}`];
      }
    }
  }

  return {
    atTick(before, after, said) {
      const known = new Map(before.checkins.map((checkin) => [checkin.id, checkin]));
      const faultsOfSaid = said.flatMap((one) => {
        const checkin = known.get(one.checkinId);
        if (!checkin) return [`${one.kind} of what is not there`];
        const faults = [
          ...atWrongTime(checkin, one.kind, before),
          ...asWrongKind(checkin, one, before),
          ...ofHistory(checkin, one),
        ];
        return faults.map((fault) => `${one.kind} of ${checkin.milestone} ${fault}`);
      });
      const questions = said.filter(({ kind }) => kind === 'checkin').map(({ checkinId }) => known.get(checkinId));
      return [
        ...faultsOfSaid,
        ...pairs(before, after).flatMap(([one, other]) => unsaid(one, other, said)),
        ...(questions.length > 1 ? [`${questions.length} are asked at once`] : []),
        ...pairs(before, after).flatMap(([one, other]) => wrongStep(one, other, questions[0], todayOf(after))),
        ...stillDue(after),
        ...misshapen(after),
      ];
    },
    atChange(before, after, change) {
      for (const [one, other] of pairs(before, after)) {
        if (change === 'put-off' && JSON.stringify(one) !== JSON.stringify(other)) add(putOffs, one.id);
      }
      return [
        ...pairs(before, after).flatMap(([one, other]) => wrongChange(one, other, after, change)),
        ...after.schedule.milestones.flatMap((milestone) => misplaced(milestone, after)),
        ...misshapen(after),
      ];
    },
  };
}

function pairs(before: Look, after: Look): [Checkin, Checkin][] {
  return before.checkins.flatMap((one): [Checkin, Checkin][] => {
    const other = after.checkins.find(({ id }) => id === one.id);
    return other ? [[one, other]] : [];
  });
}

/** On time is at their hour, or within one after it; what is late goes out from nine to five; nothing on a day off. */
function atWrongTime(checkin: Checkin, kind: Said['kind'], { now, sample }: Look): string[] {
  if (!worksAt(now, sample)) return [`on a day off: ${shown(now, sample.calendar.timeZone)}`];
  const dueAt = dueAtOf(checkin, kind, sample);
  const isOnTime =
    dueAt && now.getTime() - dueAt.getTime() <= hourMs && (isTheirHour(dueAt, sample) || isOpen(dueAt, sample));
  return isOpen(now, sample) || isOnTime ? [] : [`at ${shown(now, sample.calendar.timeZone)}, due ${checkin.next_at}`];
}

function isOpen(moment: Date, { calendar }: Sample): boolean {
  const { time } = wallClock(moment, calendar.timeZone);
  return time >= '09:00:00' && time < '17:00:00';
}

/** A question may come when its heads-up was missed: it is as late as it is itself. */
function dueAtOf({ next_step, next_at, due_on }: Checkin, kind: Said['kind'], { calendar }: Sample): Date | undefined {
  if (kind === 'checkin' && next_step === 'heads-up') return localInstant(due_on, calendar.hour, calendar.timeZone);
  return next_at === null ? undefined : fromInstant(next_at);
}

/** What the wall shows is the hour that they chose, or what comes after it on a day that has no such hour. */
export function isTheirHour(moment: Date, { calendar: { hour, timeZone } }: Sample): boolean {
  const wanted = `${wallClock(moment, timeZone).day} ${String(hour).padStart(2, '0')}:00:00`;
  return shown(moment, timeZone) >= wanted && shown(new Date(moment.getTime() - 1), timeZone) < wanted;
}

function asWrongKind({ state, falls_on, due_on }: Checkin, { kind }: Said, { now, sample }: Look): string[] {
  const { day } = wallClock(now, sample.calendar.timeZone);
  switch (kind) {
    case 'heads-up':
      return [...(state === 'planned' ? [] : [`of one ${state}`]), ...(day < due_on ? [] : ['once its day has come'])];
    case 'checkin':
      return [
        ...(state === 'planned' || state === 'snoozed' ? [] : [`of one ${state}`]),
        ...(day >= falls_on ? [] : [`on ${day}, before ${falls_on}`]),
      ];
    case 'reminder':
      return state === 'asked' ? [] : [`of one ${state}`];
  }
}

const laterThan = (one: Checkin, other: Checkin | undefined): boolean =>
  other !== undefined && milestones.indexOf(other.milestone) > milestones.indexOf(one.milestone);

/** Nothing that was to come is given up, but for a later one that is asked about. */
function wrongStep(before: Checkin, after: Checkin, question: Checkin | undefined, today: LocalDate): string[] {
  const step = `${before.state} > ${after.state}`;
  const isReplaced = laterThan(before, question) && (before.state !== 'planned' || before.due_on <= today);
  const isFine =
    before.state === after.state ||
    (after.id === question?.id && after.state === 'asked') ||
    (step === 'planned > offered' && isReplaced) ||
    (step === 'snoozed > missed' && isReplaced) ||
    (step === 'asked > missed' && (isReplaced || before.next_step === 'miss'));
  if (!isFine) return [`${before.milestone} went from ${step}`];
  if (before.state === 'answered' && changedOf(before, after)) return [`${before.milestone} was answered, and moved`];
  if (isReplaced && after.next_step !== null) return [`${before.milestone} goes on beside a later one`];
  return [];
}

/** Whoever counts as asked or reminded was sent something. */
function unsaid(before: Checkin, after: Checkin, said: Said[]): string[] {
  const has = (kind: Said['kind']) => said.some((one) => one.checkinId === after.id && one.kind === kind);
  const isAsked = before.state !== 'asked' && after.state === 'asked';
  const isReminded =
    before.next_step?.startsWith('remind') && after.state === 'asked' && before.next_step !== after.next_step;
  if (isAsked && !has('checkin')) return [`${after.milestone} counts as asked, and nothing was sent`];
  return isReminded && !has('reminder') ? [`${after.milestone} has no ${before.next_step}`] : [];
}

const changedOf = (before: Checkin, after: Checkin): boolean => JSON.stringify(before) !== JSON.stringify(after);

const todayOf = ({ now, sample }: Look): LocalDate => wallClock(now, sample.calendar.timeZone).day;

function wrongChange(before: Checkin, after: Checkin, look: Look, change: Change): string[] {
  const wanted = look.schedule.milestones.includes(after.milestone);
  const step = `${before.state} > ${after.state}`;
  const of = (fault: string) => [`${before.milestone} ${fault} by a change of ${change}`];
  if (before.state === 'answered' && change !== 'answer' && changedOf(before, after))
    return of('moved, though answered,');
  if (before.state === after.state) return [];
  if (change === 'put-off' && step !== 'planned > snoozed' && after.state === 'snoozed') return [];
  if (change === 'answer' && after.state === 'answered') return [];
  if (!wanted && (step === 'asked > missed' || step === 'snoozed > missed' || step === 'planned > offered')) return [];
  if (step === 'offered > planned' && after.falls_on >= todayOf(look)) return [];
  // a day that is still to come can be moved to one that is over; one that has come is to be asked about
  if (step === 'planned > offered' && change === 'start' && before.falls_on > todayOf(look)) return [];
  return of(`went from ${step}`);
}

/** Whether a wanted milestone has its check-in, and that its day. */
function misplaced(milestone: Milestone, look: Look): string[] {
  const own = look.checkins.filter((checkin) => checkin.milestone === milestone);
  const [checkin] = own;
  if (own.length !== 1 || !checkin) return [`${milestone} has ${own.length} check-ins`];
  if (checkin.state !== 'planned') return [];
  const { startsOn, shiftedDays } = look.schedule;
  const [date] = milestoneDates(startsOn, [milestone], look.sample.calendar);
  const fallsOn = addDays(date?.fallsOn ?? '', shiftedDays);
  const faults = fallsOn === checkin.falls_on ? [] : [`${milestone} is on ${checkin.falls_on}, not ${fallsOn}`];
  const today = todayOf(look);
  if (checkin.due_on < today || checkin.next_at === null) return faults;
  const at = fromInstant(checkin.next_at);
  const { day } = wallClock(at, look.sample.calendar.timeZone);
  const isRight =
    checkin.next_step === 'ask'
      ? day === checkin.due_on || day > checkin.due_on === checkin.due_on <= today
      : day >= addDays(checkin.due_on, -7) && day < checkin.due_on;
  if (!isRight) faults.push(`${milestone}, due ${checkin.due_on}, has its ${checkin.next_step} on ${day}`);
  if (at > look.now && !worksAt(at, look.sample)) faults.push(`${milestone} has its ${checkin.next_step} on a day off`);
  return faults;
}

const stillDue = ({ now, checkins }: Look): string[] =>
  checkins
    .filter(({ next_at }) => next_at !== null && next_at <= toInstant(now))
    .map(({ milestone, next_step }) => `the ${next_step} of ${milestone} is still due`);

const steps: Record<Checkin['state'], readonly (string | null)[]> = {
  planned: ['heads-up', 'ask'],
  asked: ['remind-1', 'remind-2', 'miss'],
  snoozed: ['ask'],
  answered: [null],
  missed: [null],
  offered: [null],
};

/** Something is to come for what is planned, asked or put off, and for nothing else. */
export function misshapen({ checkins, schedule }: Look): string[] {
  return checkins.flatMap(({ milestone, state, next_step, next_at }) => {
    const faults: string[] = [];
    if (!steps[state].includes(next_step)) faults.push(`${milestone} is ${state}, next ${next_step}`);
    if ((next_step === null) !== (next_at === null)) faults.push(`${milestone} has its ${next_step} at ${next_at}`);
    if (next_step !== null && !schedule.milestones.includes(milestone)) faults.push(`${milestone} is not wanted`);
    return faults;
  });
}
