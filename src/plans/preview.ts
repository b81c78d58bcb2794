import type { LocalDate } from '../calendar/local-date.ts';
import type { Milestone } from '../calendar/milestone-dates.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import { Refusal } from '../refusal.ts';
import { checkinsOf } from '../store/checkins.ts';
import { findPerson } from '../store/people.ts';
import type { Plan } from '../store/plans.ts';
import type { PlanDeps, Profile } from './deps.ts';
import { calendarOf, workspaceCalendar } from './person-calendar.ts';
import { type PlannedMessage, plannedMessages } from './planned-messages.ts';
import type { MilestoneProgress } from './progress.ts';
import { type Actor, findSightOf, requireChange, requireNameManager } from './rights.ts';
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
  /** What the person has set is not for whoever asks: the days are by the workspace's calendar, and may turn out others. */
  mayMove: boolean;
}

/** What a plan would ask and send, and that it can be started. @throws {Refusal} it cannot */
export async function previewPlan(deps: PlanDeps, actor: Actor, request: PlanRequest): Promise<PlanPreview> {
  const { person } = await requirePossible(deps, actor, request);
  return previewNew(deps, actor, request, person);
}

type Wanted = Pick<PlanRequest, 'startsOn' | 'milestones' | 'personId' | 'hour'>;

/** Of somebody who may not be known yet. Days away of theirs show in no day, unless whoever asks may see them. */
async function previewNew(
  deps: PlanDeps,
  actor: Actor,
  wanted: Wanted,
  { timeZone }: Pick<Profile, 'timeZone'>,
): Promise<PlanPreview> {
  const { db, clock, holidays } = deps;
  const { workspaceId } = actor;
  const { personId, hour } = wanted;
  const sources = { holidays, now: clock.now() };
  const sees = (await findSightOf(deps, actor, personId)) !== undefined;
  const calendar = sees
    ? await calendarOf(db, { workspaceId, personId }, sources)
    : await workspaceCalendar(db, workspaceId, sources);
  const asChosen = { ...calendar, timeZone, ...(hour === undefined ? {} : { hour }) };
  return { ...previewFor(deps, asChosen, wanted), mayMove: !sees };
}

function previewFor(
  { clock, role }: PlanDeps,
  calendar: PersonCalendar,
  planned: Pick<PlanRequest, 'startsOn' | 'milestones' | 'personId'> & { shiftedDays?: number },
): Omit<PlanPreview, 'mayMove'> {
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
  mayMove: boolean;
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
  const none = { milestones: [], mayMove: false, today: localDateOf(deps.clock.now(), own?.time_zone ?? 'UTC') };
  if (personId === undefined || startsOn === undefined) return { ...none, problem: undefined };
  const request = { ...chosen, personId, startsOn };
  try {
    const person = await requireNewHire(deps, actor, request);
    const { milestones, today, mayMove } = await previewNew(deps, actor, request, person);
    const problem = await refusalOf(async () => {
      if (managerId !== undefined) await requireManager(deps, actor, { personId, managerId });
    });
    return { milestones, today, mayMove, problem };
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
    mayMove: false,
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
