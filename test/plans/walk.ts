import { listedHolidays } from '../../src/calendar/holidays.ts';
import { fromInstant } from '../../src/calendar/instant.ts';
import { daysBetween } from '../../src/calendar/local-date.ts';
import type { Submission } from '../../src/plans/answer-checkin.ts';
import { readCheckinForm } from '../../src/plans/checkin-form.ts';
import { scheduleOf } from '../../src/plans/move-checkins.ts';
import { resumeDuePlans } from '../../src/plans/pause-plan.ts';
import { readWorkdays } from '../../src/plans/person-calendar.ts';
import { readProgress } from '../../src/plans/read-progress.ts';
import { Refusal } from '../../src/refusal.ts';
import { type Checkin, checkinsOf } from '../../src/store/checkins.ts';
import { type Goal, goalsOf } from '../../src/store/goals.ts';
import { findPerson, getWorkspace, ownHolidays } from '../../src/store/people.ts';
import { findPlan, type Plan } from '../../src/store/plans.ts';
import type { Sample } from '../calendar/calendars.ts';
import { wallClock, worksAt } from '../calendar/wall-clock.ts';
import { bob, type TestPlans, workspaceId } from '../support/plans.ts';
import { type Change, isTheirHour, type Look, type Said, type Watch } from './watch.ts';

/** Somebody's plan, as it is stored, with what is to be remembered of it. */
export interface Walk {
  plans: TestPlans;
  planId: string;
  watch: Watch;
  /** The keys of the messages that were seen. */
  seen: Set<string>;
  /** How many messages that were sent were looked at. */
  looked: number;
  /** Each goal as it was set last. */
  recorded: Map<string, Pick<Goal, 'state' | 'evidence'>>;
  /** The latest answer to each check-in, and how often it was answered. */
  answered: Map<string, { wentWell: string; times: number }>;
  /** Check-ins of which an answer was begun. */
  begun: Set<string>;
  /** The form that was opened last, and the one that was sent last. */
  openForm: Submission | undefined;
  sentForm: Submission | undefined;
  /** From which day on a pause counts. */
  pausedOn: string | undefined;
  /** Whether the start was moved in this pause. */
  isStartMoved: boolean;
}

export interface StoredLook extends Look {
  plan: Plan;
}

/** All of it, read from the rows themselves. */
export async function look({ plans, planId }: Pick<Walk, 'plans' | 'planId'>): Promise<StoredLook> {
  const { db, clock } = plans.deps;
  const plan = await findPlan(db, workspaceId, planId);
  const person = await findPerson(db, bob);
  if (!plan || !person) throw new Error('the plan is gone');
  const holidays = (await ownHolidays(db, workspaceId)).map(({ on }) => on);
  const leave = await db.selectFrom('leave').selectAll().where('person_id', '=', bob.personId).execute();
  const calendar = {
    timeZone: person.time_zone,
    hour: person.hour,
    workdays: readWorkdays(person.workdays ?? (await getWorkspace(db, workspaceId)).workdays),
    holidays: listedHolidays(holidays.map((on) => ({ on, name: 'Closed' }))),
    leave: leave.map(({ from_on, to_on }) => ({ from: from_on, to: to_on })),
  };
  const checkins = await checkinsOf(db, plan);
  return { plan, now: clock.now(), sample: { calendar, holidays }, schedule: scheduleOf(plan), checkins };
}

/** Does what is due now. @returns what was wrong with it */
export async function tickNow(walk: Walk): Promise<string[]> {
  const { plans } = walk;
  const first = await look(walk);
  const faults: string[] = [];
  const { next_at } = first.plan;
  if (first.plan.state === 'paused' && next_at !== null && fromInstant(next_at) <= first.now) {
    await resumeDuePlans(plans.deps);
    faults.push(...faultsOfChange(walk, first, await look(walk), 'resume'));
  }
  const before = await look(walk);
  await plans.ticks();
  const after = await look(walk);
  const said = await newlySaid(walk);
  if (after.plan.state === 'running') faults.push(...walk.watch.atTick(before, after, said));
  else if (said.length > 0) faults.push(`a plan that is ${after.plan.state} says ${said.map(({ kind }) => kind)}`);
  return [...faults, ...newsAtNight(walk, after.sample), ...(await lost(walk))];
}

/** What was put into the outbox since it was looked at last. */
async function newlySaid({ plans, seen }: Walk): Promise<Said[]> {
  const rows = await plans.deps.db.selectFrom('deliveries').select(['key', 'kind', 'checkin_id', 'details']).execute();
  return rows.flatMap(({ key, kind, checkin_id, details }): Said[] => {
    if (seen.has(key)) return [];
    seen.add(key);
    if (kind !== 'heads-up' && kind !== 'checkin' && kind !== 'reminder') return [];
    return [{ kind, checkinId: checkin_id ?? '', step: String(JSON.parse(details).step) }];
  });
}

/** What nobody did, like the end of a pause, is told of when the person works. */
function newsAtNight(walk: Walk, sample: Sample): string[] {
  const sent = walk.plans.sent.slice(walk.looked);
  walk.looked = walk.plans.sent.length;
  return sent.flatMap(({ kind, details, at, dueAt, createdAt, recipientId }) => {
    if (dueAt > createdAt) return []; // it waited in the outbox, which keeps to the hours that there were then
    if (kind !== 'plan-news' || details['byId'] !== undefined || recipientId !== bob.personId) return [];
    const { day, time } = wallClock(at, sample.calendar.timeZone);
    const isOnTime = isTheirHour(dueAt, sample) && at.getTime() - dueAt.getTime() <= 3_600_000;
    const isOpen = time >= '09:00:00' && time < '17:00:00';
    return (isOpen || isOnTime) && worksAt(at, sample) ? [] : [`news on ${day} at ${time}`];
  });
}

/** What was wrong with a change, be the plan running or not. */
export function faultsOfChange(walk: Walk, before: StoredLook, after: StoredLook, change: Change): string[] {
  const isNewStart = before.plan.starts_on !== after.plan.starts_on;
  const isShifted = isNewStart && after.plan.state === before.plan.state && after.plan.shifted_days !== 0;
  return [
    ...(isShifted ? ['a new start is moved by the pauses before it'] : []),
    ...faultsOfState(walk, before, after, change),
  ];
}

function faultsOfState(walk: Walk, before: StoredLook, after: StoredLook, change: Change): string[] {
  const isPaused = after.plan.state === 'paused';
  const wasPaused = before.plan.state === 'paused';
  if (isPaused && !wasPaused) walk.pausedOn = wallClock(after.now, before.sample.calendar.timeZone).day;
  if (isPaused) {
    const startMoved = before.plan.starts_on !== after.plan.starts_on;
    if (startMoved)
      walk.pausedOn = [wallClock(after.now, after.sample.calendar.timeZone).day, after.plan.starts_on].sort()[1];
    walk.isStartMoved ||= startMoved;
    return standsStill(before, after, change);
  }
  if (!wasPaused) return walk.watch.atChange(before, after, change);
  const today = wallClock(after.now, after.sample.calendar.timeZone).day;
  const days = Math.max(0, daysBetween(walk.pausedOn ?? today, today));
  const moved = after.plan.shifted_days - (change === 'start' ? 0 : before.plan.shifted_days);
  const resumed = walk.isStartMoved || change === 'start' ? 'start' : 'resume';
  walk.isStartMoved = false;
  return [
    ...(moved === days ? [] : [`a pause of ${days} days moved the plan by ${moved}`]),
    ...walk.watch.atChange(before, after, resumed),
  ];
}

function standsStill(before: StoredLook, after: StoredLook, change: Change): string[] {
  return after.checkins.flatMap((checkin) => {
    const faults = checkin.next_at === null ? [] : [`${checkin.milestone} is due in a pause`];
    const known = before.checkins.find(({ id }) => id === checkin.id);
    const isSame = JSON.stringify({ ...known, next_at: null }) === JSON.stringify({ ...checkin, next_at: null });
    if (!isSame && change !== 'answer') faults.push(`${checkin.milestone} moved in a pause`);
    return faults;
  });
}

/** What was recorded and is not there any more, or nobody can see. */
export async function lost(walk: Walk): Promise<string[]> {
  const { plans, recorded, answered, begun } = walk;
  const { deps } = plans;
  const { plan, checkins } = await look(walk);
  const goals = await goalsOf(deps.db, plan);
  const progress = await readProgress(deps, plan, { since: undefined });
  const shown = progress.milestones.flatMap((milestone) => milestone.goals);
  const faults: string[] = [];
  for (const [id, { state, evidence }] of recorded) {
    const stored = goals.find(({ goal_id }) => goal_id === id);
    if (stored?.state !== state || stored.evidence !== evidence) faults.push(`${id} is not stored as it was set`);
    const seen = shown.filter((goal) => goal.id === id);
    const title = deps.role.find(id)?.title ?? stored?.title;
    const [goal] = seen;
    if (seen.length !== 1 || goal?.state !== state || goal.evidence !== evidence || goal.title !== title)
      faults.push(`${id} is shown ${seen.length} times, as ${goal?.title}, ${goal?.state}`);
  }
  for (const [checkinId, { wentWell, times }] of answered) {
    const rows = await deps.db.selectFrom('answers').select('version').where('checkin_id', '=', checkinId).execute();
    if (rows.length !== times) faults.push(`${times} answers are ${rows.length} rows`);
    const checkin = checkins.find(({ id }) => id === checkinId);
    if (checkin?.state !== 'answered') faults.push(`an answered check-in is ${checkin?.state}`);
    else if (!begun.has(checkinId) && plan.state !== 'ended') faults.push(...(await unread(walk, checkin, wentWell)));
  }
  for (const checkinId of begun)
    if (!checkins.some(({ id }) => id === checkinId)) faults.push('what was begun is gone');
  return faults;
}

async function unread({ plans }: Walk, { id, milestone }: Checkin, wentWell: string): Promise<string[]> {
  const { answer } = await readCheckinForm(plans.deps, bob, id);
  return answer.wentWell === wentWell ? [] : [`the answer of ${milestone} reads ${answer.wentWell}`];
}

/** Does something, which may be refused: then nothing is stored. @returns what was wrong with it */
export async function change(walk: Walk, kind: Change, doIt: (now: StoredLook) => Promise<void>): Promise<string[]> {
  const before = await look(walk);
  try {
    await doIt(before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const after = await look(walk);
    const isSame = JSON.stringify([after.plan, after.checkins]) === JSON.stringify([before.plan, before.checkins]);
    return [...(isSame ? [] : [`refused as ${error.message}, and changed`]), ...(await lost(walk))];
  }
  const after = await look(walk);
  const said = await newlySaid(walk);
  return [
    ...faultsOfChange(walk, before, after, kind),
    ...(said.length > 0 ? [`a change of ${kind} says ${said.map((one) => one.kind)}`] : []),
    ...(await lost(walk)),
  ];
}
