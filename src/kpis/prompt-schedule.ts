import { toInstant } from '../calendar/instant.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { localInstant } from '../calendar/time-zone.ts';
import type { PersonCalendar } from '../calendar/working-days.ts';
import type { PersonKey } from '../store/people.ts';
import type { Prompt } from '../store/prompts.ts';
import { isRecurring, nextPromptDay, promptHour, type Recurring } from './cadence.ts';
import type { RoleKpi } from './role-kpis.ts';

/** When somebody is asked next, and for what. */
export interface NextPrompt {
  on: LocalDate;
  /** The person's own hour. */
  hour: number;
  at: Date;
}

/** Undefined where nothing that they keep comes round by itself. */
export function nextPrompt(
  kept: readonly RoleKpi[],
  after: LocalDate,
  calendar: PersonCalendar,
): NextPrompt | undefined {
  const days = cadencesOf(kept).map((cadence) => ({ cadence, on: nextPromptDay(cadence, after, calendar) }));
  const on = days.map((day) => day.on).sort()[0];
  if (on === undefined) return undefined;
  return at(on, promptHour(days.filter((day) => day.on === on).map(({ cadence }) => cadence)), calendar);
}

/** The same at another hour or day. */
export const at = (on: LocalDate, hour: number, { timeZone }: PersonCalendar): NextPrompt => ({
  on,
  hour,
  at: localInstant(on, hour, timeZone),
});

/** What comes round on that day. */
export function dueOn(day: LocalDate, kept: readonly RoleKpi[], calendar: PersonCalendar): RoleKpi[] {
  const before = addDays(day, -1);
  const due = cadencesOf(kept).filter((cadence) => nextPromptDay(cadence, before, calendar) === day);
  return kept.filter(({ cadence }) => isRecurring(cadence) && due.includes(cadence));
}

const cadencesOf = (kept: readonly RoleKpi[]): Recurring[] => [
  ...new Set(kept.map(({ cadence }) => cadence).filter(isRecurring)),
];

/** As it is stored. @param putOff what is asked for then besides, whatever its cadence */
export const promptRow = (
  { workspaceId, personId }: PersonKey,
  { on, hour, at: moment }: NextPrompt,
  putOff: readonly string[],
): Prompt => ({
  workspace_id: workspaceId,
  person_id: personId,
  due_on: on,
  hour,
  next_at: toInstant(moment),
  put_off: JSON.stringify(putOff),
});
