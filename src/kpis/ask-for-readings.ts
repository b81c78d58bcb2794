import { fromInstant, toInstant } from '../calendar/instant.ts';
import { lateSendAt } from '../calendar/late-send.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/time-zone.ts';
import { nextWorkingDay, type PersonCalendar } from '../calendar/working-days.ts';
import { type Pass, wholePass } from '../plans/pass.ts';
import { calendarsOf } from '../plans/person-calendar.ts';
import { inWorkspaces } from '../plans/workspace-pass.ts';
import { checkinMomentsOf } from '../store/checkins.ts';
import { enqueueAll, type NewDelivery } from '../store/deliveries.ts';
import {
  choicesOfMany,
  deletePrompts,
  duePrompts,
  lockDuePrompts,
  type Prompt,
  savePrompts,
} from '../store/prompts.ts';
import { latestDays } from '../store/readings.ts';
import type { Trx } from '../store/tables.ts';
import { isFresh, isRecurring, longestFreshDays } from './cadence.ts';
import type { KpiDeps } from './deps.ts';
import { askedIn, dueFrom, nextPrompt, promptAt, promptRow } from './prompt-schedule.ts';
import type { RoleKpi } from './role-kpis.ts';

type AskDeps = Pick<KpiDeps, 'db' | 'clock' | 'holidays' | 'kpis' | 'wake'>;

/** Few enough that somebody who logs a reading meanwhile need not wait. */
const mostAtOnce = 20;

/** Asks everybody whose time has come for what they keep, once, and works out when the next time is. */
export async function askForReadings(deps: AskDeps, pass: Pass = wholePass): Promise<boolean> {
  const now = deps.clock.now();
  return inWorkspaces(
    { ...deps, mostAtOnce },
    {
      find: (limit) => duePrompts(deps.db, toInstant(now), limit),
      lock: (trx, ids) => lockDuePrompts(trx, ids, toInstant(now)),
      work: (trx, workspaceId, prompts) => askInWorkspace(trx, deps, { workspaceId, prompts, now }),
    },
    pass,
  );
}

const dayMs = 24 * 3_600_000;

interface Batch {
  workspaceId: string;
  prompts: readonly Prompt[];
  now: Date;
}

async function askInWorkspace(trx: Trx, deps: AskDeps, { workspaceId, prompts, now }: Batch): Promise<void> {
  const ids = prompts.map(({ person_id }) => person_id);
  const calendars = await calendarsOf(trx, { workspaceId, ids }, { ...deps, now });
  const kept = keptBy(await choicesOfMany(trx, workspaceId, ids), deps);
  const todays = new Map(ids.map((id) => [id, localDateOf(now, calendars(id).timeZone)]));
  const [from, to] = [-dayMs, dayMs].map((ms) => toInstant(new Date(now.getTime() + ms)));
  const busy = await checkinMomentsOf(trx, { workspaceId, ids, from: from ?? '', to: to ?? '' });
  const latest = await latestDays(trx, {
    workspaceId,
    ids,
    since: addDays(toInstant(now).slice(0, 10), -longestFreshDays),
  });
  const asked = prompts.map((prompt) => {
    const id = prompt.person_id;
    const calendar = calendars(id);
    const today = todays.get(id) ?? prompt.due_on;
    const isBusy = busy.some(
      (one) => one.personId === id && localDateOf(fromInstant(one.at), calendar.timeZone) === today,
    );
    const isAsked = (kpi: RoleKpi): boolean => !isFreshly(kpi, latest.get(`${id} ${kpi.id}`), today);
    return askOne(prompt, { kept: kept(id), calendar, today, isBusy, isAsked, now });
  });
  await savePrompts(
    trx,
    asked.flatMap(({ next }) => next ?? []),
  );
  await deletePrompts(
    trx,
    workspaceId,
    asked.flatMap(({ next, prompt }) => (next ? [] : [prompt.person_id])),
  );
  await enqueueAll(
    trx,
    asked.flatMap(({ prompt, asks, today }) => (asks.length > 0 ? [deliveryOf(prompt, { asks, today, now })] : [])),
  );
}

function keptBy(choices: ReadonlyMap<string, string[]>, { kpis }: Pick<AskDeps, 'kpis'>): (id: string) => RoleKpi[] {
  return (id) => (choices.get(id) ?? []).flatMap((kpiId) => kpis.find(kpiId) ?? []);
}

const isFreshly = ({ cadence }: RoleKpi, measuredOn: LocalDate | undefined, today: LocalDate): boolean =>
  measuredOn !== undefined && isRecurring(cadence) && isFresh(cadence, measuredOn, today);

interface Known {
  kept: readonly RoleKpi[];
  calendar: PersonCalendar;
  today: LocalDate;
  /** A check-in of theirs is on this day. */
  isBusy: boolean;
  now: Date;
  /** Not where it was logged a moment ago. */
  isAsked(kpi: RoleKpi): boolean;
}

interface Asked {
  prompt: Prompt;
  today: LocalDate;
  /** What somebody is asked for now. */
  asks: RoleKpi[];
  /** When they are asked next; undefined: never by itself. */
  next: Prompt | undefined;
}

/** Not on a day off, not after work, and not on top of a check-in: then on the next working day, for the same. */
function askOne(prompt: Prompt, { kept, calendar, today, isBusy, isAsked, now }: Known): Asked {
  const due = whatIsDue(prompt, { kept, calendar, today });
  const isOver = localDateOf(lateSendAt(now, calendar), calendar.timeZone) > today;
  if (isBusy || isOver) {
    const day = nextWorkingDay(addDays(today, 1), calendar);
    const moved = promptAt(day, { hour: prompt.hour, kpiIds: due.map(({ id }) => id) }, calendar);
    return { prompt, today, asks: [], next: promptRow(keyOf(prompt), moved) };
  }
  const next = nextPrompt(kept, today, calendar);
  return { prompt, today, asks: due.filter(isAsked), next: next && promptRow(keyOf(prompt), next) };
}

const keyOf = ({ workspace_id, person_id }: Prompt) => ({ workspaceId: workspace_id, personId: person_id });

/** What it was stored for, though its day may be a day off by now, and what has come round meanwhile. */
function whatIsDue(prompt: Prompt, { kept, calendar, today }: Pick<Known, 'kept' | 'calendar' | 'today'>): RoleKpi[] {
  const due = [...askedIn(prompt), ...dueFrom(prompt.due_on, today, { kept, calendar })];
  return kept.filter(({ id }) => due.includes(id));
}

function deliveryOf(
  prompt: Prompt,
  { asks, today, now }: { asks: readonly RoleKpi[]; today: LocalDate; now: Date },
): NewDelivery {
  return {
    workspaceId: prompt.workspace_id,
    key: `prompt:${prompt.person_id}:${today}:${prompt.next_at}`,
    kind: 'prompt',
    priority: 2,
    recipientId: prompt.person_id,
    details: { kpiIds: asks.map(({ id }) => id), on: today },
    timing: 'working-hours',
    dueAt: fromInstant(prompt.next_at), // what was missed waits for working hours
    createdAt: now,
  };
}
