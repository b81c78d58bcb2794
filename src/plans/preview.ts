import type { LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../refusal.ts';
import { checkinsOf } from '../store/checkins.ts';
import { findPerson } from '../store/people.ts';
import type { Plan } from '../store/plans.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { calendarOf } from './person-calendar.ts';
import { type PlannedMessage, plannedMessages } from './planned-messages.ts';
import type { MilestoneProgress } from './progress.ts';
import { type Actor, requireChange, requireNameManager } from './rights.ts';
import { datesOf, timesOf } from './schedule.ts';
import { type PlanRequest, requireManager, requireNewHire, requirePossible } from './start-plan.ts';

/** A plan as it would be, before anybody starts it. */
export interface PlanPreview {
  milestones: Pick<MilestoneProgress, 'milestone' | 'title' | 'fallsOn' | 'dueOn' | 'state'>[];
  messages: PlannedMessage[];
  timeZone: string;
  /** That the person is asked at. */
  hour: number;
  today: LocalDate;
}

/** What a plan would ask and send, and that it can be started. @throws {Refusal} it cannot */
export async function previewPlan(deps: PlanDeps, actor: Actor, request: PlanRequest): Promise<PlanPreview> {
  const { person } = await requirePossible(deps, actor, request);
  return previewFor(deps, await calendarFor(deps, actor, request, person), request);
}

/** When somebody can be spoken to who may not be known yet. */
async function calendarFor(
  { db, clock, holidays }: PlanDeps,
  { workspaceId }: Actor,
  { personId, hour }: Pick<PlanRequest, 'personId' | 'hour'>,
  { timeZone }: Profile,
): Promise<PersonCalendar> {
  const calendar = await calendarOf(db, { workspaceId, personId }, { holidays, now: clock.now() });
  return { ...calendar, timeZone, ...(hour === undefined ? {} : { hour }) };
}

function previewFor(
  { clock, role }: PlanDeps,
  calendar: PersonCalendar,
  planned: Pick<PlanRequest, 'startsOn' | 'milestones' | 'personId'> & { shiftedDays?: number },
): PlanPreview {
  const now = clock.now();
  const { personId, ...schedule } = planned;
  const dates = datesOf({ shiftedDays: 0, ...schedule }, calendar).map((date) => ({
    milestone: date.milestone,
    title: role.titleOf(date.milestone),
    fallsOn: date.fallsOn,
    dueOn: date.dueOn,
    state: timesOf(date, calendar, now).state,
  }));
  return {
    milestones: dates,
    messages: plannedMessages({ personId, milestones: dates }, calendar, now),
    timeZone: calendar.timeZone,
    hour: calendar.hour,
    today: localDateOf(now, calendar.timeZone),
  };
}

/** What is chosen in a form this far: the days that come of it, and the first thing that stands in its way. */
export interface FormPreview {
  milestones: PlanPreview['milestones'];
  today: LocalDate;
  problem: Refusal | undefined;
}

interface Chosen {
  personId: string | undefined;
  managerId: string | undefined;
  startsOn: LocalDate | undefined;
  milestones: readonly Milestone[];
  hour: number | undefined;
}

/** What comes of the choices in a form, this far: the days are shown before the manager is chosen, or another has to be. */
export async function previewForm(deps: PlanDeps, actor: Actor, chosen: Chosen): Promise<FormPreview> {
  const { personId, managerId, startsOn } = chosen;
  const own = await findPerson(deps.db, actor);
  const none = { milestones: [], today: localDateOf(deps.clock.now(), own?.time_zone ?? 'UTC') };
  if (personId === undefined || startsOn === undefined) return { ...none, problem: undefined };
  const request = { ...chosen, personId, startsOn };
  try {
    const person = await requireNewHire(deps, actor, request);
    const days = previewFor(deps, await calendarFor(deps, actor, request, person), request);
    const problem = await refusalOf(async () => {
      if (managerId !== undefined) await requireManager(deps, actor, { personId, managerId });
    });
    return { milestones: days.milestones, today: days.today, problem };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...none, problem: error };
  }
}

/** The same for a plan that runs, of which the person stays, and what was asked or answered. @throws {Refusal} not theirs */
export async function previewChange(
  deps: PlanDeps,
  actor: Actor,
  plan: Plan,
  choice: Omit<Chosen, 'personId' | 'startsOn' | 'hour'> & { startsOn: LocalDate; hour: number },
): Promise<FormPreview> {
  await requireChange(deps, actor, plan);
  const { person_id: personId, workspace_id: workspaceId } = plan;
  const calendar = await calendarOf(deps.db, { workspaceId, personId }, { ...deps, now: deps.clock.now() });
  const shiftedDays = choice.startsOn === plan.starts_on ? plan.shifted_days : 0;
  const { milestones, today } = previewFor(
    deps,
    { ...calendar, hour: choice.hour },
    { ...choice, personId, shiftedDays },
  );
  const checkins = new Map((await checkinsOf(deps.db, plan)).map((checkin) => [checkin.milestone, checkin]));
  const { managerId } = choice;
  return {
    milestones: milestones.map((date) => {
      const checkin = checkins.get(date.milestone);
      const isToCome = checkin === undefined || checkin.state === 'planned' || checkin.state === 'offered';
      return isToCome ? date : { ...date, fallsOn: checkin.falls_on, dueOn: checkin.due_on, state: checkin.state };
    }),
    today,
    problem: await refusalOf(async () => {
      if (managerId === personId) throw new Refusal({ kind: 'own-manager', personId });
      if (managerId !== undefined && managerId !== plan.manager_id)
        await requireNameManager(deps, actor, { personId, managerId });
    }),
  };
}

async function refusalOf(work: () => Promise<void>): Promise<Refusal | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
