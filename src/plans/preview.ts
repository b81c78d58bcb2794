import type { LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../refusal.ts';
import { findPerson } from '../store/people.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { calendarOf } from './person-calendar.ts';
import { type PlannedMessage, plannedMessages } from './planned-messages.ts';
import type { MilestoneProgress } from './progress.ts';
import { type Actor, requireNameManager } from './rights.ts';
import { datesOf, timesOf } from './schedule.ts';
import { type PlanRequest, requirePossible } from './start-plan.ts';

/** A plan as it would be, before anybody starts it. */
export interface PlanPreview {
  milestones: Pick<MilestoneProgress, 'milestone' | 'title' | 'fallsOn' | 'dueOn' | 'state'>[];
  messages: PlannedMessage[];
  timeZone: string;
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
  { startsOn, milestones: wanted, personId }: Pick<PlanRequest, 'startsOn' | 'milestones' | 'personId'>,
): PlanPreview {
  const now = clock.now();
  const dates = datesOf({ startsOn, shiftedDays: 0, milestones: wanted }, calendar).map((date) => ({
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

/** What comes of the choices in a form, this far. */
export async function previewForm(
  deps: PlanDeps,
  actor: Actor,
  { personId, managerId, startsOn, milestones: wanted, hour }: Chosen,
): Promise<FormPreview> {
  const own = await findPerson(deps.db, actor);
  const today = localDateOf(deps.clock.now(), own?.time_zone ?? 'UTC');
  if (personId === undefined || startsOn === undefined) return { milestones: [], today, problem: undefined };
  const request = { personId, startsOn, milestones: wanted, hour, managerId: managerId ?? actor.personId };
  try {
    const preview = await previewPlan(deps, actor, request);
    return { milestones: preview.milestones, today: preview.today, problem: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { milestones: [], today, problem: error };
  }
}

/** The same for a plan that runs, of which the person stays. */
export async function previewChange(
  deps: PlanDeps,
  actor: Actor,
  {
    personId,
    ...choice
  }: {
    personId: string;
    managerId: string | undefined;
    startsOn: LocalDate;
    milestones: readonly Milestone[];
    hour: number;
  },
): Promise<FormPreview> {
  const key = { workspaceId: actor.workspaceId, personId };
  const calendar = await calendarOf(deps.db, key, { ...deps, now: deps.clock.now() });
  const preview = previewFor(deps, { ...calendar, hour: choice.hour }, { ...choice, personId });
  const { managerId } = choice;
  try {
    if (managerId === personId) throw new Refusal({ kind: 'own-manager', personId });
    if (managerId !== undefined) await requireNameManager(deps, actor, { personId, managerId });
    return { milestones: preview.milestones, today: preview.today, problem: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { milestones: preview.milestones, today: preview.today, problem: error };
  }
}
